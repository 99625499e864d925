import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Carried, endOfRound, expectedEnd } from './carrying.ts';
import { distanceM, offset } from './geo.ts';

const HERE = { lon: 2.35, lat: 48.86 };
const PACE = { metresPerMinute: 300, detour: 1, pickupService: 2, doorService: 2 };
const east = (metres: number) => offset(HERE, metres, 90);

describe('the end of what a driver carries', () => {
  it('is here and now for who carries nothing', () => {
    expect(endOfRound(HERE, 7, [], PACE)).toEqual({ at: HERE, freeAt: 7 });
  });

  it('is the door of what he has in hand', () => {
    const end = endOfRound(HERE, 0, [{ pickup: null, door: east(3_000), readyAt: 0 }], PACE);
    expect(end.at).toEqual(east(3_000));
    expect(end.freeAt).toBeCloseTo(12, 2);
  });

  it('waits for food that is not ready', () => {
    const order = { pickup: east(300), door: HERE, readyAt: 30 };
    // Half the stop after it is ready, a minute back, the door.
    expect(endOfRound(HERE, 0, [order], PACE).freeAt).toBeCloseTo(30 + 1 + 1 + 2, 2);
  });

  it('takes every way in turn: never sooner than the farthest of them, all stops counted', () => {
    const place = fc.record({
      lon: fc.double({ min: 2.2, max: 2.5, noNaN: true }),
      lat: fc.double({ min: 48.8, max: 48.9, noNaN: true }),
    });
    const carried: fc.Arbitrary<Carried> = fc.record({
      pickup: fc.option(place, { nil: null }),
      door: place,
      readyAt: fc.double({ min: 0, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(carried, { maxLength: 5 }), (orders) => {
        const { at, freeAt } = endOfRound(HERE, 0, orders, PACE);
        const stops = orders.length + orders.filter(({ pickup }) => pickup !== null).length;
        const direct = orders.map(({ pickup, door }) =>
          pickup === null
            ? distanceM(HERE, door)
            : distanceM(HERE, pickup) + distanceM(pickup, door),
        );
        expect(freeAt).toBeGreaterThanOrEqual(Math.max(0, ...direct) / 300 + 2 * stops - 1e-6);
        if (orders.length > 0) expect(orders.map(({ door }) => door)).toContainEqual(at);
      }),
    );
  });
});

describe('the end that is expected of a driver', () => {
  const inHand = [{ pickup: null, door: east(3_000), readyAt: Number.NEGATIVE_INFINITY }];
  const took = { at: 0, from: HERE };
  const end = (from: typeof HERE, now: number, sign: typeof took | null = took) =>
    expectedEnd(from, now, inHand, PACE, sign ?? { at: 0, from: null });

  it('is that of his round while he rides, and for the little that everybody is late', () => {
    expect(end(HERE, 0)?.freeAt).toBeCloseTo(12, 2);
    expect(end(east(1_500), 5)?.freeAt).toBeCloseTo(12, 2);
    expect(end(east(1_500), 8)?.freeAt).toBeCloseTo(15, 2);
  });

  it('moves away twice as fast as the clock for who stands still, then there is none', () => {
    expect(end(east(3_000), 15)?.freeAt).toBeCloseTo(17 + 2, 2);
    expect(end(east(3_000), 20)?.freeAt).toBeCloseTo(22 + 7, 2);
    expect(end(east(3_000), 24)).toBeNull();
    // Whom nobody saw begin may have come from elsewhere.
    expect(end(HERE, 5)?.freeAt).toBeCloseTo(17 + 2, 2);
    expect(end(HERE, 5, null)?.freeAt).toBeCloseTo(17, 2);
  });
});
