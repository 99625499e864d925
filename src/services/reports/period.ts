/** The days a report looks at; null is open. */
export interface Period {
  readonly from: Date | null;
  readonly to: Date | null;
}

export const PERIODS = ['7d', '30d', 'all'] as const;
export type PeriodName = (typeof PERIODS)[number];

const DAY_MS = 24 * 60 * 60_000;

/** The period that a name means, ending at `now` (ms). */
export function periodOf(name: PeriodName, now: number): Period {
  if (name === 'all') return { from: null, to: null };
  return { from: new Date(now - (name === '7d' ? 7 : 30) * DAY_MS), to: new Date(now) };
}

/** The filter on a time field that a period means. */
export function matchPeriod(field: string, { from, to }: Period): Record<string, unknown> {
  if (!from && !to) return {};
  return { [field]: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) } };
}
