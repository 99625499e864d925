/** The calendar day of a moment in a time zone, `YYYY-MM-DD`. */
export function dateIn(timeZone: string, ms: number): string {
  return dateReader(timeZone)(ms);
}

/** Dates of many moments in one time zone. */
function dateReader(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  return (ms) => {
    const parts = format.formatToParts(ms);
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
    return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  };
}

/** How far clocks are ahead of UTC at a moment, ms; to the second. */
export function aheadIn(timeZone: string, ms: number): number {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const parts = format.formatToParts(ms);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const clock = Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  );
  return clock - Math.floor(ms / 1_000) * 1_000;
}

/** A time zone of the IANA database as its name is written (MongoDB minds capitals); null: there is none. */
export function timeZoneNamed(text: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const HOUR = 3_600_000;
const LAST = '9999-12-31';

/**
 * A calendar day (`YYYY-MM-DD`) of a time zone, from its first moment to the next day's, ms; null for a
 * date that is none. Days that clocks change on have 23 or 25 hours.
 */
export function dayIn(timeZone: string, date: string): { from: number; to: number } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  // The day after it has no such name.
  if (!match || date === LAST) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const noon = Date.UTC(year, month - 1, day, 12);
  if (new Date(noon).toISOString().slice(0, 10) !== date) return null;
  return {
    from: firstMoment(timeZone, date, noon),
    to: firstMoment(timeZone, nextDate(date), noon + 24 * HOUR),
  };
}

const nextDate = (date: string) =>
  new Date(Date.parse(`${date}T12:00Z`) + 24 * HOUR).toISOString().slice(0, 10);

/** The first ms whose date is `date` or later: zones are at most 14 hours from UTC. */
function firstMoment(timeZone: string, date: string, noon: number): number {
  const dateAt = dateReader(timeZone);
  let [before, from] = [noon - 30 * HOUR, noon + 30 * HOUR];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dateAt(middle) < date) before = middle;
    else from = middle;
  }
  return from;
}
