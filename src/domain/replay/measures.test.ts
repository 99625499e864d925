import { expect, it } from 'vitest';
import { aDay, aDriver, anOrder, at, scripted } from '../../../test/helpers/days.ts';
import { measure } from './measures.ts';
import { simulate } from './simulate.ts';

it('measures a day by hand', () => {
  const orders = [
    anOrder('a', { placedAt: 1, readyAt: 5 }),
    anOrder('b', { readyAt: 20, door: at(2_000) }),
    anOrder('c', { readyAt: 20 }),
    anOrder('never', { placedAt: 90 }),
  ];
  // 3 orders at 10 against 1 hour at 15; nothing against 2 hours.
  const drivers = [aDriver('d', { offAt: 60 }), aDriver('e', { offAt: 120 })];
  const script = scripted({ 1: [['d', 'a']], 30: [['d', 'b', 'c']] });
  let ms = 0;
  const clock = () => {
    ms += 5;
    return ms;
  };
  const day = aDay(orders, drivers);
  const result = simulate(day, script, { clock });
  // a: 1 → 5, door 19, free 21. b, c: from 1,000 m at 30 → 42, doors 66 and 80.
  expect(result.drives.map(({ pickupAt, doorsAt }) => [pickupAt, ...doorsAt])).toEqual([
    [5, 19],
    [42, 66, 80],
  ]);
  expect(measure(day, result)).toMatchObject({
    ...{ orders: 4, delivered: 3, undeliveredPct: 25 },
    ...{ clickToDoor: (18 + 66 + 80) / 3, clickToDoorP90: 80 },
    ...{ readyToPickup: (0 + 22 + 22) / 3, readyToPickupP90: 22 },
    ...{ latePct: 200 / 3, placedToAssigned: (0 + 30 + 30) / 3 },
    ...{ costPerOrder: (30 + 30) / 3, ordersPerBundle: 1.5 },
    ...{ km: 5, kmPerOrder: 5 / 3, solveMs: 5, solveMsP99: 5, solveMsMax: 5 },
  });
});

it('has no times of a day without a delivery', () => {
  const day = aDay([anOrder('a')], [aDriver('d')]);
  const none = measure(day, simulate(day, scripted({})));
  expect(none).toMatchObject({ undeliveredPct: 100, clickToDoor: Number.NaN, km: 0 });
});

it('has no cost or way of an order where none was delivered, though drivers are paid and drive', () => {
  const day = aDay([], [aDriver('d')]);
  const drive = { driver: 'd', place: 'r', leftAt: 0, from: at(0), endedAt: 5, metres: 300 };
  const none = measure(day, { ...simulate(day, scripted({})), fruitless: [drive] });
  expect(none).toMatchObject({
    ...{ delivered: 0, undeliveredPct: Number.NaN, costPerOrder: Number.NaN, km: 0.3 },
    ...{ kmPerOrder: Number.NaN, ordersPerBundle: Number.NaN, latePct: Number.NaN },
  });
});
