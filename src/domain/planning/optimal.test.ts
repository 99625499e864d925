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

  it.each([
    ['were refused', { refused: true }],
    ['can carry nothing', { capacity: 0 }],
    ['have a capacity that is no number', { capacity: Number.NaN }],
  ])(
    'finds who is free behind many who %s',
    (_what, given: { refused?: boolean; capacity?: number }) => {
      const { refused = false, capacity = 3 } = given;
      const near = Array.from({ length: 60 }, (_, i) => aDriver(`n${i}`, { capacity }));
      const order = anOrder('a', { refused: new Set(refused ? near.map(({ id }) => id) : []) });
      const drivers = [...near, aDriver('free', { at: { x: 1800, y: 0 } })];
      expect(planRound(aProblem([order], drivers))).toMatchObject({
        ...{ trips: [{ driver: 'free' }], left: [] },
      });
    },
  );

  it('looks for room for a whole bundle, and does not count who can carry nothing as free', () => {
    const orders = ['a', 'b'].map((id) => anOrder(id, { place: 'r' }));
    const small = Array.from({ length: 60 }, (_, i) => aDriver(`n${i}`, { capacity: 0 }));
    const plan = planRound(aProblem(orders, [...small, aDriver('d', { at: { x: 900, y: 0 } })]));
    expect(plan.trips).toMatchObject([{ driver: 'd', orders: ['a', 'b'] }]);
  });
});
