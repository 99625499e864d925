import fc from 'fast-check';
import type { Stored } from './report-truth.ts';

const DAY = 86_400_000;
/** Two days before each day on which the clocks of Paris change in 2026: 29 March, 25 October. */
export const STARTS = [Date.UTC(2026, 2, 27), Date.UTC(2026, 9, 23)] as const;
export const DAYS = 5;

const WRONG = ['soon', null, Number.NaN, Number.POSITIVE_INFINITY, true, [3], {}] as const;

/** Mostly what it should be; now and then something else. */
const mostly = <T>(right: fc.Arbitrary<T>, wrong: readonly unknown[] = WRONG) =>
  fc.oneof({ weight: 9, arbitrary: right as fc.Arbitrary<unknown> }, fc.constantFrom(...wrong));

const wait = (most: number) => fc.integer({ min: -60_000, max: most });

/** A delivery as any program may have stored it, within `DAYS` of `start`: fields may be missing or of a wrong type. */
function storedDelivery(start: number): fc.Arbitrary<Stored> {
  return fc
    .tuple(
      fc.integer({ min: 0, max: DAYS * DAY }),
      fc.tuple(wait(1_200_000), wait(2_400_000), wait(4_800_000)),
    )
    .chain(([at, [assigned, due, delivery]]) => {
      const time = (ms: number) => mostly(fc.constant(new Date(start + at + ms)));
      return fc.record(
        {
          region: mostly(fc.constantFrom('Paris', 'Banlieue', 'La Défense', ''), [null, 75]),
          driver_id: mostly(fc.constantFrom('d1', 'd2', 'd3'), [null, '']),
          driver_name: fc.constantFrom('Alice', 'Bob', ''),
          strategy: mostly(fc.constantFrom('closest', 'balanced', 'optimal'), [null, '']),
          created_at: time(0),
          assigned_at: time(assigned),
          due_at: time(due),
          delivery_time: time(delivery),
          duration_minutes: mostly(fc.integer({ min: 0, max: 6_000 }).map((each) => each / 100)),
          amount_cents: mostly(fc.integer({ min: 0, max: 99_999 })),
          amount: mostly(
            fc
              .integer({ min: 0, max: 99_999 })
              .chain((each) => fc.constantFrom(each / 100, String(each / 100))),
          ),
          attempts: mostly(fc.constantFrom(0, 0, 1, 2)),
          rating: mostly(fc.integer({ min: 1, max: 5 })),
        },
        { requiredKeys: ['created_at', 'delivery_time'] },
      );
    });
}

/** Some deliveries round a change of the clocks, and a part of these days, ms. */
export const somePast = fc.constantFrom(...STARTS).chain((start) =>
  fc.record({
    start: fc.constant(start),
    documents: fc.array(storedDelivery(start), { maxLength: 50 }),
    period: fc
      .tuple(fc.nat(DAYS * 24), fc.nat(DAYS * 24))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const)
      .map(([from, to]) => ({
        ...{ name: 'some', from: start + from * 3_600_000, to: start + to * 3_600_000 },
      })),
  }),
);
