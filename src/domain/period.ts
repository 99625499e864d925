import { aheadIn, dateIn, dayIn } from './zoned-day.ts';

/** A stretch of time, mostly of whole calendar days in a time zone. */
export interface Period {
  /** What was asked for: `today`, `7d`, `all`, or two dates. */
  readonly name: string;
  /** First moment, ms since 1970; null: from the beginning. */
  readonly from: number | null;
  /** First moment after it, ms since 1970; null: without end. */
  readonly to: number | null;
}

/** What a person may ask for: a word, or dates of which one may be absent. */
export interface PeriodWish {
  /** `today`, `yesterday`, `7d` (any number of days up to today), `all`. */
  readonly period?: string | undefined;
  /** `2026-11-13`, or a word for a day. */
  readonly from?: string | undefined;
  /** The last day that counts. */
  readonly to?: string | undefined;
}

/** Why a period can't be understood, and what was given. */
export interface PeriodFault {
  readonly fault: 'notAPeriod' | 'noSuchDay' | 'fromAfterTo' | 'bothForms';
  readonly field: 'period' | 'from' | 'to';
  readonly given: string;
}

const MOST_DAYS = 36_600;

/**
 * The period that a wish means at `now` (ms) in an IANA time zone; nothing wished means all time. Days are
 * calendar days of that zone: those on which clocks change have 23 or 25 hours.
 */
export function periodOf(wish: PeriodWish, timeZone: string, now: number): Period | PeriodFault {
  const { period, from, to } = wish;
  if (from !== undefined || to !== undefined) {
    if (period !== undefined) return { fault: 'bothForms', field: 'period', given: period };
    return betweenDays(from, to, timeZone, now);
  }
  if (period === undefined || period === 'all') return { name: 'all', from: null, to: null };
  const day = dayOfWord(period, timeZone, now);
  if (day && !/^\d+d$/.test(period)) return { name: period, ...day };
  if (day) return { name: period, from: day.from, to: dayOfToday(timeZone, now).to };
  if (/^\d{4}-\d{2}-\d{2}$/.test(period))
    return { fault: 'noSuchDay', field: 'period', given: period };
  return { fault: 'notAPeriod', field: 'period', given: period };
}

/** Whether a period could not be understood. */
export function isPeriodFault(period: Period | PeriodFault): period is PeriodFault {
  return 'fault' in period;
}

/**
 * The day that a date or a word means, from its first moment to the next day's, ms: `2026-11-13`, `today`,
 * `yesterday`; `7d` is the first of the seven days that end today. null: it is none.
 */
function dayOfWord(
  word: string,
  timeZone: string,
  now: number,
): { from: number; to: number } | null {
  if (word === 'today') return dayOfToday(timeZone, now);
  if (word === 'yesterday') return dayIn(timeZone, daysLater(dateIn(timeZone, now), -1));
  const days = Number(/^(\d{1,6})d$/.exec(word)?.[1]);
  if (days >= 1 && days <= MOST_DAYS)
    return dayIn(timeZone, daysLater(dateIn(timeZone, now), 1 - days));
  return dayIn(timeZone, word);
}

/**
 * The same stretch so many calendar days earlier, to set beside it; null where it has no beginning. Of what
 * is not over yet only the part up to `now` is compared, at the same time of the day.
 */
export function periodEarlier(
  { from, to, name }: Period,
  days: number,
  timeZone: string,
  now: number,
): Period | null {
  if (from === null) return null;
  const until = Math.min(to ?? now, now);
  if (until <= from) return null;
  return {
    name,
    from: momentEarlier(from, days, timeZone),
    to: momentEarlier(until, days, timeZone),
  };
}

function dayOfToday(timeZone: string, now: number): { from: number; to: number } {
  return dayIn(timeZone, dateIn(timeZone, now)) ?? { from: now, to: now };
}

function betweenDays(
  from: string | undefined,
  to: string | undefined,
  timeZone: string,
  now: number,
): Period | PeriodFault {
  const first = from === undefined ? null : dayOfWord(from, timeZone, now);
  const last = to === undefined ? null : dayOfWord(to, timeZone, now);
  if (from !== undefined && !first) return { fault: 'noSuchDay', field: 'from', given: from };
  if (to !== undefined && !last) return { fault: 'noSuchDay', field: 'to', given: to };
  if (first && last && first.from > last.from)
    return { fault: 'fromAfterTo', field: 'from', given: `${from} > ${to}` };
  return {
    name: `${from ?? ''}/${to ?? ''}`,
    from: first?.from ?? null,
    to: last?.to ?? null,
  };
}

const daysLater = (date: string, days: number) =>
  new Date(Date.parse(`${date}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The moment at which clocks showed the same, so many calendar days earlier; never beyond that day. */
function momentEarlier(at: number, days: number, timeZone: string): number {
  const date = dateIn(timeZone, at);
  const earlier = daysLater(date, -days);
  const then = dayIn(timeZone, earlier);
  if (!then) return at - days * 86_400_000;
  const clock = at + aheadIn(timeZone, at) - Date.parse(date);
  const local = Date.parse(earlier) + clock;
  // What clocks are ahead by in the morning, and, where they change that day, at that time.
  const guess = local - aheadIn(timeZone, then.from);
  const moment = local - aheadIn(timeZone, guess);
  return Math.max(then.from, Math.min(then.to, moment));
}
