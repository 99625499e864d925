import type { Period } from '../domain/period.ts';
import { dateIn, dayIn } from '../domain/zoned-day.ts';
import type { ReportCommands } from '../i18n/report-commands.ts';

/** The days of a period, `2026-11-13 to 2026-11-19`; with the time of day where it ends within one. */
export function datesOf(
  { from, to }: Pick<Period, 'from' | 'to'>,
  timeZone: string,
  { dates }: Pick<ReportCommands, 'dates'>,
): string {
  const first = from === null ? null : dateIn(timeZone, from);
  const last = to === null ? null : lastDay(to, timeZone);
  if (first === null) return last === null ? dates.ever : dates.until(last);
  if (last === null) return dates.since(first);
  return first === last ? first : dates.between(first, last);
}

function lastDay(to: number, timeZone: string): string {
  const date = dateIn(timeZone, to - 1);
  if (dayIn(timeZone, date)?.to === to) return date;
  const style = { dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', { timeZone, ...style }).format(to);
}
