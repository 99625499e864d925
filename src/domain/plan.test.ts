import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planAssignments } from './plan.ts';
import { rank, STRATEGIES } from './strategy.ts';
import { type Deed, type Move, rebased, type UndoList, withDeed } from './undo.ts';

const drivers = fc
  .array(
    fc.record({
      distanceM: fc.integer({ min: 0, max: 5_000 }),
      rating: fc.integer({ min: 0, max: 50 }).map((tenths) => tenths / 10),
      load: fc.integer({ min: 0, max: 3 }),
      capacity: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 6 },
  )
  .map((all) => all.map((each, i) => ({ driverId: `d${i}`, name: `D${i}`, ...each })));

it('overfills nobody, and gives each order the best who has room left', () => {
  fc.assert(
    fc.property(drivers, fc.nat(12), fc.constantFrom(...STRATEGIES), (eligible, n, strategy) => {
      const lists = Array.from({ length: n }, (_, i) => ({
        ...{ orderId: `c${i}`, radiusM: 5_000, excluded: [], eligible: eligible.slice(i % 3) },
      }));
      const given = new Map<string, number>();
      for (const [index, { driver, crowded }] of planAssignments(strategy, lists).entries()) {
        const near = lists[index]?.eligible ?? [];
        const open = near.filter(
          ({ driverId, load, capacity }) => load + (given.get(driverId) ?? 0) < capacity,
        );
        expect(driver).toEqual(rank(strategy, open)[0] ?? null);
        expect(crowded).toBe(open.length === 0 && near.length > 0);
        if (driver) given.set(driver.driverId, (given.get(driver.driverId) ?? 0) + 1);
      }
    }),
  );
});

it('what can be undone keeps to the newest fifty, and survives an undo on top of it', () => {
  const move = (order: string, version: number) => ({
    ...{ order, from: null, to: 'd1', before: version - 1, version },
  });
  const moves = (...all: Move[]): Deed => ({ kind: 'moves', moves: all });
  let list: UndoList = [];
  expect(withDeed(list, moves())).toBe(list);
  for (let i = 0; i < 60; i += 1) list = withDeed(list, moves(move(`c${i}`, 2), move('c', i)));
  expect(list).toHaveLength(50);
  expect(list.at(-1)).toEqual(moves(move('c59', 2), move('c', 59)));
  // The order was moved on (60) and that was taken back (61): version 59 is what it is again.
  const again = { ...move('c', 59), version: 61 };
  expect(rebased(list, 'c', 59, 61).at(-1)).toEqual(moves(move('c59', 2), again));
  expect(rebased(list, 'c', 60, 61)).toEqual(list);
});
