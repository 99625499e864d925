import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRound } from './optimal.ts';
import type { PlanDriver, PlanOrder, PlanProblem } from './problem.ts';

/** What another program may write: who can carry nothing, a part of an order, or nobody knows what. */
const ODD_CAPACITIES = [0, -1, 0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY];

const aPoint = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
});
const anId = fc.integer({ min: 0, max: 9 }).map((at) => `d${at}`);
const someOrders = fc
  .array(
    fc.record({
      place: fc.constantFrom('r1', 'r2', 'r3'),
      door: aPoint,
      placedAt: fc.integer({ min: -500, max: 100 }),
      cooks: fc.integer({ min: -10, max: 60 }),
      region: fc.constantFrom('', 'Paris', 'Banlieue'),
      detour: fc.double({ min: 1, max: 2, noNaN: true }),
      pinned: fc.option(anId, { freq: 8 }),
      refused: fc.array(anId, { maxLength: 2 }),
      kept: fc.option(anId),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map(({ cooks, refused, ...order }, at): PlanOrder => {
      const pickup = { x: 1000 * Number(order.place.slice(1)), y: 0 };
      const readyAt = order.placedAt + cooks;
      return { ...order, id: `o${at}`, pickup, readyAt, refused: new Set(refused) };
    }),
  );
const someDrivers = fc
  .array(
    fc.record({
      at: aPoint,
      freeAt: fc.integer({ min: -100, max: 200 }),
      until: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 50, max: 200 })),
      metresPerMinute: fc.integer({ min: 50, max: 600 }),
      capacity: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(...ODD_CAPACITIES)),
      regions: fc.constantFrom(null, new Set(['Paris']), new Set(['Paris', 'Banlieue'])),
    }),
    { maxLength: 10 },
  )
  .map((all) => all.map((driver, at): PlanDriver => ({ ...driver, id: `d${at}` })));
const someProblems = fc
  .record({
    orders: someOrders,
    drivers: someDrivers,
    wholeMinutes: fc.boolean(),
    lately: fc.boolean(),
    readySd: fc.option(fc.double({ min: 0, max: 20, noNaN: true }), { nil: undefined }),
    seed: fc.integer(),
  })
  .map(({ orders, drivers, wholeMinutes, lately, seed, readySd }): PlanProblem => {
    const world = { pickupService: 4, doorService: 3, wholeMinutes };
    const seen = lately ? orders.toSorted((a, b) => a.placedAt - b.placedAt) : [];
    const known = readySd === undefined ? {} : { readySd };
    return { now: 100, world, orders, drivers, seen, seed, ...known };
  });

describe('any plan', () => {
  it('has each order once: in one trip, or left', () => {
    fc.assert(
      fc.property(someProblems, (problem) => {
        const { trips, left } = planRound(problem);
        const all = [...trips.flatMap(({ orders }) => orders), ...left];
        expect(all.toSorted()).toEqual(problem.orders.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('has a driver in one place at a time, and keeps to his shift, his room, his regions and what people said', () => {
    fc.assert(
      fc.property(someProblems, (problem) => {
        const { trips } = planRound(problem);
        const busyUntil = new Map<string, number>();
        for (const trip of trips) {
          const driver = problem.drivers.find(({ id }) => id === trip.driver);
          const orders = trip.orders.flatMap((id) => problem.orders.find((o) => o.id === id) ?? []);
          if (!driver) throw new Error('no such driver');
          const from = busyUntil.get(driver.id) ?? Math.max(problem.now, driver.freeAt);
          expect(trip.leaveAt).toBeGreaterThanOrEqual(from);
          expect(trip.pickupAt).toBeGreaterThanOrEqual(trip.leaveAt);
          expect(trip.pickupAt).toBeLessThanOrEqual(driver.until);
          expect(trip.doorsAt).toHaveLength(orders.length);
          expect(trip.doorsAt.toSorted((a, b) => a - b)).toEqual(trip.doorsAt);
          expect(trip.endsAt).toBeGreaterThan(trip.pickupAt);
          busyUntil.set(driver.id, trip.endsAt);
          expect(driver.capacity >= orders.length, `${driver.capacity} is room`).toBe(true);
          expect(new Set(orders.map(({ place }) => place)).size).toBe(1);
          for (const { readyAt, pinned, refused, region } of orders) {
            expect(trip.pickupAt).toBeGreaterThanOrEqual(readyAt);
            expect([null, driver.id]).toContain(pinned);
            expect(refused).not.toContain(driver.id);
            expect(region === '' || !driver.regions || driver.regions.has(region)).toBe(true);
          }
        }
      }),
    );
  });

  it('lets leave only who is free and must, each for one trip', () => {
    fc.assert(
      fc.property(someProblems, (problem) => {
        const { trips, due } = planRound(problem);
        for (const trip of due) {
          expect(trips).toContain(trip);
          expect(trip.leaveAt).toBe(problem.now);
          const driver = problem.drivers.find(({ id }) => id === trip.driver);
          expect(driver?.freeAt).toBeLessThanOrEqual(problem.now);
        }
        expect(new Set(due.map(({ driver }) => driver)).size).toBe(due.length);
      }),
    );
  });

  it('is the same for the same problem, and all its prices are numbers from 0 on', () => {
    fc.assert(
      fc.property(someProblems, (problem) => {
        const plan = planRound(problem);
        expect(planRound(problem)).toEqual(plan);
        for (const price of plan.prices.values()) expect(price).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('leaves an order alone only when nobody at all could take it', () => {
    fc.assert(
      fc.property(someOrders, fc.array(aPoint, { maxLength: 60 }), (orders, points) => {
        const [order] = orders;
        if (!order) return;
        const drivers = points.map((at, i): PlanDriver => {
          const capacity = ODD_CAPACITIES[i % ODD_CAPACITIES.length] ?? 1;
          const shift = { freeAt: 0, until: Number.POSITIVE_INFINITY };
          return { ...shift, id: `d${i}`, at, metresPerMinute: 300, capacity, regions: null };
        });
        const world = { pickupService: 4, doorService: 3, wholeMinutes: false };
        const alone = { ...order, readyAt: Math.min(order.readyAt, 100) };
        const plan = planRound({ now: 100, world, orders: [alone], drivers, seen: [], seed: 1 });
        const able = drivers.some(
          ({ id, capacity }) =>
            capacity >= 1 && !order.refused.has(id) && (order.pinned ?? id) === id,
        );
        expect(plan.left).toEqual(able ? [] : [order.id]);
      }),
    );
  });
});
