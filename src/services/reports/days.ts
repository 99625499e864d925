import type { Document } from 'mongodb';
import { byQuarters } from './quarters.ts';
import type { DayCount, Question, Scope } from './report.ts';

/** Asks for the deliveries a day. */
export const daysQuestion = (scope: Scope): Question =>
  byQuarters(scope, {
    $dateToString: { date: '$quarter', format: '%Y-%m-%d', timezone: scope.timeZone },
  });

/** Deliveries a day, oldest first; days between without any count 0. */
export function daysOf(answer: readonly Document[]): DayCount[] {
  return withEmptyDays(answer.map(({ _id, n }) => ({ day: String(_id), deliveries: Number(n) })));
}

const LONGEST_MS = 20 * 366 * 86_400_000;

/** Fills the days between the first and the last, unless a wrong clock set one decades apart. */
export function withEmptyDays(days: readonly DayCount[]): DayCount[] {
  const first = days[0]?.day;
  const last = days.at(-1)?.day;
  if (first === undefined || last === undefined) return [];
  if (Date.parse(last) - Date.parse(first) > LONGEST_MS) return [...days];
  const counts = new Map(days.map(({ day, deliveries }) => [day, deliveries]));
  const filled: DayCount[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); ; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    filled.push({ day, deliveries: counts.get(day) ?? 0 });
    if (day >= last) return filled;
  }
}
