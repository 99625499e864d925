import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRound } from './optimal.ts';
import type { PlanDriver, PlanOrder, PlanProblem } from './problem.ts';

const HERE = { x: 0, y: 0 };

/** 300 m a minute: `at` 600 m away is 2 minutes away. */
const aDriver = (id: string, more: Partial<PlanDriver> = {}): PlanDriver => ({
  ...{ id, at: HERE, freeAt: 0, until: Number.POSITIVE_INFINITY },
  ...{ metresPerMinute: 300, capacity: 3, regions: null },
  ...more,
});

const anOrder = (id: string, more: Partial<PlanOrder> = {}): PlanOrder => ({
  ...{ id, place: `r${id}`, pickup: HERE, door: { x: 3000, y: 0 }, placedAt: 0, readyAt: 0 },
  ...{ region: '', detour: 1, pinned: null, refused: new Set<string>() },
  ...more,
});

const aProblem = (
  orders: readonly PlanOrder[],
  drivers: readonly PlanDriver[],
  more: Partial<PlanProblem> = {},
): PlanProblem => ({
  ...{ now: 0, world: { pickupService: 4, doorService: 4, wholeMinutes: false } },
  ...{ orders, drivers, seen: [], seed: 1 },
  ...more,
});

const pairsOf = (trips: readonly { driver: string; orders: readonly string[] }[]) =>
  trips.map(({ driver, orders }) => `${orders.join('+')} by ${driver}`).sort();

describe('planRound', () => {
  it('plans all orders together: the nearest driver goes where nobody else can', () => {
    const orders = [
      anOrder('a', { pickup: { x: 0, y: 0 } }),
      anOrder('b', { pickup: { x: 600, y: 0 } }),
    ];
    const drivers = [
      aDriver('near', { at: { x: 300, y: 0 } }),
      aDriver('far', { at: { x: -900, y: 0 } }),
    ];
    const plan = planRound(aProblem(orders, drivers));
    expect(pairsOf(plan.due)).toEqual(['a by far', 'b by near']);
  });

  it('lets nobody leave before he must', () => {
    const orders = [anOrder('a', { readyAt: 30 })];
    const { trips, due } = planRound(aProblem(orders, [aDriver('d', { at: { x: 600, y: 0 } })]));
    expect(due).toEqual([]);
    expect(trips).toMatchObject([{ driver: 'd', pickupAt: 30, doorsAt: [44], endsAt: 46 }]);
    // Two minutes' way, two of service, and 4 minutes of air for a driver whom nobody else needs.
    expect(trips[0]?.leaveAt).toBe(22);
  });

  it('lets a driver leave earlier the more wrong ready times were', () => {
    const leaveAt = (readySd: number) =>
      planRound(aProblem([anOrder('a', { readyAt: 40 })], [aDriver('d')], { readySd })).trips[0]
        ?.leaveAt ?? Number.NaN;
    expect(leaveAt(8)).toBeLessThan(leaveAt(0));
  });

  it('plans a driver who is not free yet, and lets him leave only then', () => {
    const { trips, due } = planRound(aProblem([anOrder('a')], [aDriver('d', { freeAt: 5 })]));
    expect(due).toEqual([]);
    expect(trips).toMatchObject([{ driver: 'd', leaveAt: 5, pickupAt: 7 }]);
  });

  it('gives a pinned order to its driver or to nobody', () => {
    const orders = [anOrder('a', { pinned: 'far' }), anOrder('b', { pinned: 'gone' })];
    const drivers = [aDriver('near'), aDriver('far', { at: { x: 9000, y: 0 } })];
    const plan = planRound(aProblem(orders, drivers));
    expect(pairsOf(plan.trips)).toEqual(['a by far']);
    expect(plan.left).toEqual(['b']);
  });

  it('keeps a pinned order its driver although another would gain more by him', () => {
    const orders = [
      anOrder('a', { pinned: 'd', pickup: { x: 6000, y: 0 } }),
      anOrder('b', { pickup: HERE }),
    ];
    const until = { until: 25 };
    const plan = planRound(aProblem(orders, [aDriver('d', until)]));
    expect(pairsOf(plan.trips)).toContain('a by d');
  });

  it('does not use who was refused, who works elsewhere, whose shift is over', () => {
    const order = anOrder('a', { refused: new Set(['refused']), region: 'Paris' });
    const drivers = [
      aDriver('refused'),
      aDriver('elsewhere', { regions: new Set(['Banlieue']) }),
      aDriver('over', { until: 1 }),
    ];
    expect(planRound(aProblem([order], drivers))).toMatchObject({ trips: [], left: ['a'] });
  });

  it('takes orders of one place together when drivers are scarce, and not otherwise', () => {
    const orders = ['a', 'b'].map((id) => anOrder(id, { place: 'r' }));
    const alone = planRound(aProblem(orders, [aDriver('d')]));
    expect(alone.trips.map(({ orders: taken }) => taken.length)).toEqual([2]);
    const many = ['d1', 'd2', 'd3', 'd4'].map((id) => aDriver(id));
    expect(planRound(aProblem(orders, many)).trips).toHaveLength(2);
  });

  it('spares the driver whom the near future needs', () => {
    const orders = [anOrder('a')];
    const drivers = [
      aDriver('busy', { at: { x: 0, y: 1200 } }),
      aDriver('idle', { at: { x: 0, y: -1500 } }),
    ];
    // Every ten minutes one comes from where `busy` stands.
    const seen = [-12, -2].map((placedAt) =>
      anOrder(`s${placedAt}`, {
        place: 'rush',
        pickup: { x: 0, y: 1200 },
        placedAt,
        readyAt: placedAt,
      }),
    );
    expect(pairsOf(planRound(aProblem(orders, drivers)).due)).toEqual(['a by busy']);
    const plan = planRound(aProblem(orders, drivers, { seen }));
    expect(pairsOf(plan.due)).toEqual(['a by idle']);
    expect(plan.prices.get('busy')).toBeGreaterThan(plan.prices.get('idle') ?? 0);
  });

  it('plans one trip after another when there are fewer drivers than places, for what waits since yesterday too', () => {
    const orders = ['a', 'b'].map((id) => anOrder(id, { readyAt: -1500, placedAt: -1500 }));
    const { trips, due, left } = planRound(aProblem(orders, [aDriver('d')]));
    expect(left).toEqual([]);
    expect(trips).toHaveLength(2);
    expect(due).toEqual(trips.slice(0, 1));
  });

  it('stays with the driver who is shown unless another is better by half a minute', () => {
    const driverFor = (y: number) =>
      planRound(
        aProblem(
          [anOrder('a', { kept: 'shown' })],
          [aDriver('shown', { at: { x: 0, y: 600 } }), aDriver('other', { at: { x: 0, y } })],
        ),
      ).trips[0]?.driver;
    expect([driverFor(-540), driverFor(-300)]).toEqual(['shown', 'other']);
  });
});

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
      capacity: fc.integer({ min: 0, max: 4 }),
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
          expect(orders.length).toBeLessThanOrEqual(driver.capacity);
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
});
