import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM, isPosition, moveTowards, offset, type Position } from './geo.ts';
import { isId, MAX_ID_LENGTH, timedOrderId } from './ids.ts';
import { amountFromCents, centsFromAmount } from './money.ts';
import { REPLY_CODES, replyName } from './refusal.ts';
import {
  driverStatusFromWire,
  driverStatusToWire,
  ORDER_STATUSES,
  orderStatusFromWire,
  orderStatusToWire,
} from './status.ts';
import { type Candidate, rank, STRATEGIES, score } from './strategy.ts';
import { metresOutside, PARIS } from './zone.ts';

const position: fc.Arbitrary<Position> = fc.record({
  lon: fc.double({ min: 2, max: 2.7, noNaN: true }),
  lat: fc.double({ min: 48.6, max: 49.1, noNaN: true }),
});

const candidates = fc.uniqueArray(
  fc.record({
    driverId: fc.integer({ min: 1, max: 60 }).map((n) => `d${n}`),
    name: fc.constant('x'),
    distanceM: fc.integer({ min: 0, max: 5_000 }),
    rating: fc.integer({ min: 30, max: 50 }).map((tenths) => tenths / 10),
    load: fc.integer({ min: 0, max: 4 }),
    capacity: fc.constant(4),
  }),
  { selector: ({ driverId }) => driverId },
);

describe('money', () => {
  it('comes back from the wire as it went', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (cents) => {
        expect(centsFromAmount(amountFromCents(cents))).toBe(cents);
      }),
    );
  });
  it.each(['25.505', '-1', '', 'abc', '1e3', '1,5', '.5'])('is not made of "%s"', (text) => {
    expect(centsFromAmount(text)).toBeUndefined();
  });
  it('reads what other programs write', () => {
    expect(['25', '25.5', '25.50', '0'].map(centsFromAmount)).toEqual([2500, 2550, 2550, 0]);
    expect(amountFromCents(-5)).toBe('-0.05');
  });
});

describe('distances', () => {
  it('are symmetric, never negative, and obey the triangle', () => {
    fc.assert(
      fc.property(position, position, position, (a, b, c) => {
        expect(distanceM(a, b)).toBeCloseTo(distanceM(b, a), 6);
        expect(distanceM(a, c)).toBeLessThanOrEqual(distanceM(a, b) + distanceM(b, c) + 1e-6);
      }),
    );
  });
  it('agree with a step of known length', () => {
    fc.assert(
      fc.property(
        position,
        fc.integer({ min: 1, max: 9_000 }),
        fc.integer({ min: 0, max: 359 }),
        (from, metres, bearing) => {
          expect(Math.abs(distanceM(from, offset(from, metres, bearing)) - metres)).toBeLessThan(
            metres * 0.005 + 0.1,
          );
        },
      ),
    );
  });
  it('never overshoot on the way', () => {
    fc.assert(
      fc.property(position, position, fc.integer({ min: 0, max: 50_000 }), (from, to, metres) => {
        const there = moveTowards(from, to, metres);
        expect(distanceM(there, to)).toBeLessThanOrEqual(distanceM(from, to) + 1e-6);
        if (metres >= distanceM(from, to)) expect(there).toEqual(to);
      }),
    );
  });
  it('are told beyond the border of the zone', () => {
    expect(metresOutside(PARIS, PARIS.centre)).toBe(-5_000);
    expect(metresOutside(PARIS, offset(PARIS.centre, 6_200, 90))).toBeCloseTo(1_200, -2);
    expect(isPosition(181, 0)).toBe(false);
    expect(isPosition(0, 86)).toBe(false);
  });
});

describe('strategies', () => {
  it('score as the platform defines them', () => {
    const driver: Candidate = {
      driverId: 'd1',
      name: 'Alice',
      distanceM: 520,
      rating: 4.8,
      load: 1,
      capacity: 4,
    };
    expect(STRATEGIES.map((strategy) => score(strategy, driver))).toEqual([
      -0.52,
      4.8,
      2 * 4.8 - 0.52,
    ]);
  });
  it('rank the same whatever the order they come in; ties: the nearer, then the id', () => {
    fc.assert(
      fc.property(candidates, fc.constantFrom(...STRATEGIES), (drivers, strategy) => {
        const ranked = rank(strategy, drivers);
        expect(rank(strategy, drivers.toReversed())).toEqual(ranked);
        expect(ranked).toHaveLength(drivers.length);
        for (const [index, driver] of ranked.entries()) {
          const next = ranked[index + 1];
          if (!next) continue;
          expect(driver.score).toBeGreaterThanOrEqual(next.score);
          if (driver.score !== next.score) continue;
          expect(driver.distanceM).toBeLessThanOrEqual(next.distanceM);
          if (driver.distanceM === next.distanceM)
            expect(driver.driverId < next.driverId).toBe(true);
        }
      }),
    );
  });
});

describe('words on the wire', () => {
  it('mean the same in either Unicode form', () => {
    for (const status of ORDER_STATUSES) {
      const word = orderStatusToWire(status);
      expect(word).toBe(word.normalize('NFC'));
      expect(orderStatusFromWire(word.normalize('NFD'))).toBe(status);
    }
    expect(orderStatusFromWire('lost')).toBeUndefined();
    expect(driverStatusFromWire(driverStatusToWire('busy').normalize('NFD'))).toBe('busy');
  });
  it('have a name for each reply code, and none for another', () => {
    for (const [name, code] of Object.entries(REPLY_CODES)) expect(replyName(code)).toBe(name);
    expect(replyName(-99)).toBeUndefined();
  });
  it('know an id from what is none', () => {
    for (const id of ['c1', 'd-1', 'a.b:c_d', '7', timedOrderId(Date.now(), 0.99)])
      expect(isId(id)).toBe(true);
    for (const id of ['', ' ', 'a b', "a'b", 'a\nb', '{a}', 'é', 'x'.repeat(MAX_ID_LENGTH + 1)]) {
      expect(isId(id)).toBe(false);
    }
  });
});
