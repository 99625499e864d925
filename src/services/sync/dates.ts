/** Years 1970 to 9999: what lies beyond is no time, and the reports of MongoDB stop at it. */
const LAST_MS = Date.UTC(10_000, 0) - 1;

/** A time in ms as MongoDB keeps it; undefined for none. */
export function date(ms: number | null | undefined): Date | undefined {
  return ms != null && ms >= 0 && ms <= LAST_MS ? new Date(ms) : undefined;
}
