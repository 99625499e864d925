import type { ReportCell } from '../../src/domain/report-words.ts';

/** A document as any program may have stored it. */
export type Stored = Readonly<Record<string, unknown>>;

const numberIn = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const timeIn = (value: unknown): number | null => (value instanceof Date ? value.getTime() : null);
const known = <T>(values: readonly (T | null)[]): T[] =>
  values.flatMap((value) => (value === null ? [] : [value]));

/** What a field names, as it stands in a report. */
export const nameIn = (value: unknown): string => String(value ?? '');

/** Those delivered in a period, and in a region where one is asked for. */
export function delivered(
  documents: readonly Stored[],
  from: number | null,
  to: number | null,
  region: string | null = null,
): Stored[] {
  return documents.filter((each) => {
    if (region !== null && each.region !== region) return false;
    if (from === null && to === null) return true;
    const at = timeIn(each.delivery_time);
    return at !== null && at >= (from ?? at) && at < (to ?? at + 1);
  });
}

/** The mean of what is known; null of nothing. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const there = known(values);
  return there.length === 0 ? null : there.reduce((sum, each) => sum + each, 0) / there.length;
}

/** The value at a rank: as many of the values as the share (percent) says are not above it. */
export function rankedAt(values: readonly (number | null)[], percent: number): number | null {
  const sorted = known(values).sort((a, b) => a - b);
  const rank = sorted.findIndex((_, index) => (index + 1) * 100 >= percent * sorted.length);
  return rank < 0 ? null : (sorted[rank] ?? null);
}

/** Minutes, of whole seconds, between two fields. */
export const between = (first: string, second: string) => (each: Stored) => {
  const [from, to] = [timeIn(each[first]), timeIn(each[second])];
  return from === null || to === null || to < from ? null : Math.trunc((to - from) / 1000) / 60;
};

/** Minutes, of whole seconds, of the duration that was noted. */
export function durationOf(each: Stored): number | null {
  const minutes = numberIn(each.duration_minutes);
  return minutes === null ? null : Math.round(minutes * 60) / 60;
}

export const minutesOf = (each: Stored) => numberIn(each.duration_minutes);
export const starsOf = (each: Stored) => numberIn(each.rating);

/** 1: too late; 0: in time; null: nobody can tell. */
export function lateness(each: Stored): number | null {
  const [due, at] = [timeIn(each.due_at), timeIn(each.delivery_time)];
  return due === null || at === null ? null : Number(at > due);
}

export const failures = (each: Stored) => {
  const attempts = numberIn(each.attempts);
  return attempts === null ? null : Number(attempts > 0);
};

/** The sum in cents, whichever form carries the amount. */
export function centsOf(documents: readonly Stored[]): number {
  return documents.reduce((sum, { amount_cents, amount }) => {
    const decimal = typeof amount === 'string' && amount !== '' ? Number(amount) : amount;
    const euros = numberIn(decimal);
    return sum + (numberIn(amount_cents) ?? (euros === null ? 0 : Math.round(euros * 100)));
  }, 0);
}

/** Documents under each name that a field has. */
export function groupsOf(documents: readonly Stored[], field: string): [string, Stored[]][] {
  const names = [...new Set(documents.map((each) => nameIn(each[field])))];
  return names
    .map((name): [string, Stored[]] => [
      name,
      documents.filter((each) => nameIn(each[field]) === name),
    ])
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
}

/** The weekday (0: Monday) and hour of a moment in a time zone, by the calendar of the language. */
export function weekdayAndHour(at: Date, timeZone: string): [number, number] {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' },
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return [
    ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')),
    Number(part('hour')),
  ];
}

/** One entry of the audit about a driver's duty. */
export interface DutyEntry {
  readonly driver: string;
  readonly at: number;
  readonly on: boolean;
}

/**
 * The part of a driver's time on duty in a period with an order in hand: between every two moments at
 * which anything changes it is looked up what was the case. null: he was not on duty.
 */
export function utilisationOf(
  driver: string,
  documents: readonly Stored[],
  entries: readonly DutyEntry[],
  [from, to]: readonly [number, number],
): number | null {
  const mine = entries.filter((each) => each.driver === driver);
  const carried = documents.flatMap((each) => {
    const [since, until] = [timeIn(each.assigned_at), timeIn(each.delivery_time)];
    const his = nameIn(each.driver_id) === driver && since !== null && until !== null;
    return his && until >= from && until < to ? [{ since, until }] : [];
  });
  const moments = [
    ...[from, to, ...mine.map(({ at }) => at)],
    ...carried.flatMap(({ since, until }) => [since, until]),
  ]
    .filter((at) => at >= from && at <= to)
    .sort((a, b) => a - b);
  let [onDuty, busy] = [0, 0];
  for (const [index, at] of moments.entries()) {
    const next = moments[index + 1] ?? at;
    if (!mine.findLast((each) => each.at <= at)?.on) continue;
    onDuty += next - at;
    if (carried.some(({ since, until }) => since <= at && at < until)) busy += next - at;
  }
  return onDuty === 0 ? null : busy / onDuty;
}

/** Figures with fractions are compared to the sixth place. */
export function closely(cells: readonly ReportCell[], near: (value: number) => unknown) {
  return cells.map((cell) =>
    typeof cell === 'number' && !Number.isInteger(cell) ? near(cell) : cell,
  );
}
