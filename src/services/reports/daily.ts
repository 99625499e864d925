import type { History } from '../mongo/connect.ts';
import { matchPeriod, type Period } from './period.ts';

export interface DayCount {
  /** `2026-11-20` in the report's time zone. */
  readonly day: string;
  readonly deliveries: number;
}

/** A time that MongoDB can write as a day: it stops at the year 9999. */
const COUNTABLE = {
  delivery_time: { $gte: new Date(0), $lt: new Date(Date.UTC(9_999, 0)) },
};

/** Deliveries a day in an IANA time zone, oldest first; days between without any count 0. */
export async function deliveriesPerDay(
  { db, deliveries }: History,
  period: Period,
  timeZone: string,
  signal?: AbortSignal,
): Promise<DayCount[]> {
  const groups = await db
    .collection(deliveries)
    .aggregate<{ _id: string; n: number }>(
      [
        { $match: { $and: [COUNTABLE, matchPeriod('delivery_time', period)] } },
        {
          $group: {
            _id: {
              $dateToString: { date: '$delivery_time', format: '%Y-%m-%d', timezone: timeZone },
            },
            n: { $sum: 1 },
          },
        },
        { $sort: { _id: 1 } },
      ],
      { maxTimeMS: 30_000, ...(signal ? { signal } : {}) },
    )
    .toArray();
  return withEmptyDays(groups.map(({ _id, n }) => ({ day: _id, deliveries: Number(n) })));
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
