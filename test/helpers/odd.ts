import fc from 'fast-check';
import type { Document } from 'mongodb';
import type { Period } from '../../src/domain/period.ts';
import { dayIn } from '../../src/domain/zoned-day.ts';
import type { History } from '../../src/services/mongo/connect.ts';

/** Random times lie in these days: both on which the clocks of Paris change are next to an edge of a period. */
export const ODD_FROM = Date.parse('2026-03-27T00:00:00Z');
const FALL = Date.parse('2026-10-24T00:00:00Z');
const FOUR_DAYS_S = 4 * 86_400;

/** A moment within two days of a change of clocks, spring or autumn. */
export const aMoment: fc.Arbitrary<Date> = fc
  .tuple(fc.constantFrom(ODD_FROM, FALL), fc.integer({ min: 0, max: FOUR_DAYS_S }))
  .map(([from, s]) => new Date(from + s * 1_000));

/** A day of Paris, mostly one with 23 or 25 hours, or all time. */
export const aPeriod: fc.Arbitrary<Period> = fc
  .constantFrom('2026-03-29', '2026-10-25', '2026-10-26', '2026-07-01', null)
  .map((date) => ({
    name: date ?? 'all',
    ...((date && dayIn('Europe/Paris', date)) || { from: null, to: null }),
  }));

/** A field as other programs may leave it: right, absent, empty, or something else. */
export const odd = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 6, arbitrary: right },
    { weight: 1, arbitrary: fc.constantFrom(undefined, null, '', 'free', ['x']) },
  );

/** Cents of a document by the rule that reports have: whole cents, else the decimal amount, else none. */
export function centsOf({ amount_cents, amount }: Document): number {
  if (typeof amount_cents === 'number') return amount_cents;
  const decimal = typeof amount === 'string' && amount.trim() === '' ? Number.NaN : Number(amount);
  return amount !== null && !Array.isArray(amount) && Number.isFinite(decimal)
    ? Math.round(decimal * 100)
    : 0;
}

/** Whether a document's time is in a period: what has no time is only in all of it. */
export function isIn({ from, to }: Period, at: unknown): boolean {
  if (from === null && to === null) return true;
  return at instanceof Date && +at >= (from ?? -Infinity) && +at < (to ?? Infinity);
}

/** The mean of what are numbers; null where none is. */
export function meanOf(values: readonly unknown[]): unknown {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0) / numbers.length;
}

/** Puts these documents in place of all that a collection has, each with a key of its own. */
export async function refill(
  { db }: History,
  collection: string,
  documents: readonly Document[],
): Promise<void> {
  await db.collection(collection).deleteMany({});
  if (documents.length > 0)
    await db.collection(collection).insertMany(documents.map((each) => ({ ...each })));
}
