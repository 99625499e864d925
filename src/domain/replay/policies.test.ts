import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDay, aDriver, anOrder, at } from '../../../test/helpers/days.ts';
import { planRound } from '../planning/optimal.ts';
import { seriesOf } from '../series.ts';
import type { Day, DayDriver, DayOrder } from './day.ts';
import { measure } from './measures.ts';
import { POLICIES, type PolicyName, policyOf } from './policies.ts';
import { simulate } from './simulate.ts';

const whoGets = (name: PolicyName, day: Day) =>
  simulate(day, policyOf(name, day)).drives.map(({ driver, orders, leftAt }) => [
    ...[orders.join('+'), driver, leftAt],
  ]);

describe('a strategy as a policy', () => {
  const drivers = [
    aDriver('near', { at: at(1_000), rating: 3 }),
    aDriver('middle', { at: at(2_000), rating: 3.9 }),
    aDriver('far', { at: at(4_900), rating: 4.5 }),
    aDriver('beyond', { at: at(5_100), rating: 5 }),
  ];

  it.each([
    ['closest', 'near'],
    ['balanced', 'middle'],
    ['best_rated', 'far'],
  ] as const)('%s sends its best within 5 km as soon as an order is placed', (name, best) => {
    expect(whoGets(name, aDay([anOrder('o', { placedAt: 3 })], drivers))).toEqual([['o', best, 3]]);
  });

  it('looks farther while nobody is in reach', () => {
    const away = [aDriver('a', { at: at(9_000), rating: 3 }), aDriver('b', { at: at(10_100) })];
    expect(whoGets('best_rated', aDay([anOrder('o')], away))).toEqual([['o', 'a', 0]]);
  });

  it('takes the oldest first, who is idle alone, and nobody whose shift ends before the pick-up', () => {
    const orders = [anOrder('young', { placedAt: 1 }), anOrder('old'), anOrder('last')];
    const two = [aDriver('d'), aDriver('off', { offAt: 9 }), aDriver('e', { onAt: 1 })];
    expect(whoGets('closest', aDay(orders, two))).toEqual([
      ['old', 'd', 0],
      ['last', 'e', 1],
      ['young', 'd', 26],
    ]);
  });

  it('gives nothing to who can carry nothing, nor where his capacity is no number', () => {
    const odd = [0, -1, 0.5, Number.NaN].map((capacity) => aDriver(`c${capacity}`, { capacity }));
    const day = aDay([anOrder('o')], [...odd, aDriver('d', { at: at(900) })]);
    expect(whoGets('closest', day)).toEqual([['o', 'd', 0]]);
    expect(whoGets('optimal', day)).toEqual([['o', 'd', 0]]);
  });

  it('keeps to regions', () => {
    const orders = [anOrder('o', { region: 'north' })];
    const away = [
      aDriver('south', { regions: new Set(['south']) }),
      aDriver('north', { at: at(900), regions: new Set(['north', 'east']) }),
    ];
    expect(whoGets('closest', aDay(orders, away))).toEqual([['o', 'north', 0]]);
  });
});

describe('optimal as a policy', () => {
  const next = seriesOf(4);
  const somewhere = () => at(Math.round(8_000 * next()), Math.round(8_000 * next()));
  const restaurants = Array.from({ length: 8 }, (_, i) => ({
    place: `r${i}`,
    pickup: somewhere(),
  }));
  const orders = Array.from({ length: 80 }, (_, i) => {
    const placedAt = Math.round(180 * next());
    const from = restaurants[Math.floor(next() * restaurants.length)];
    const readyAt = placedAt + Math.round(5 + 20 * next());
    return anOrder(`o${i}`, { ...from, placedAt, readyAt, door: somewhere() });
  });
  const drivers = Array.from({ length: 30 }, (_, i) =>
    aDriver(`d${i}`, { at: somewhere(), offAt: 200 + 10 * i, metresPerMinute: 400 }),
  );
  const day = aDay(orders, drivers);

  it('is driven at the times that it planned', () => {
    const planned = new Map<string, unknown>();
    const { drives } = simulate(day, (problem) => {
      const plan = planRound(problem);
      for (const { driver, leaveAt, orders: ids, pickupAt, doorsAt, endsAt } of plan.due) {
        planned.set(ids.join('+'), { driver, leaveAt, pickupAt, doorsAt, endsAt });
      }
      return plan;
    });
    expect(drives.length).toBeGreaterThan(20);
    for (const { orders: ids, driver, leftAt, pickupAt, doorsAt, endedAt } of drives) {
      expect(planned.get(ids.join('+'))).toEqual({
        ...{ driver, leaveAt: leftAt, pickupAt, doorsAt, endsAt: endedAt },
      });
    }
  });

  it('lets food wait less than the nearest idle driver does', () => {
    const waits = (name: PolicyName) =>
      measure(day, simulate(day, policyOf(name, day))).readyToPickup;
    expect(waits('optimal')).toBeLessThan(waits('closest'));
  });
});

/** Days as the product has them: fractions, detours, regions, room for so many, shifts of no known end. */
describe('on any day', () => {
  const region = fc.constantFrom('', 'north', 'south');
  const point = fc.record({
    x: fc.double({ min: 0, max: 6_000, noNaN: true }),
    y: fc.double({ min: 0, max: 6_000, noNaN: true }),
  });
  const minute = fc.double({ min: 0, max: 90, noNaN: true });
  const place = fc.constantFrom(...[0, 1, 2].map((i) => ({ place: `r${i}`, pickup: at(900 * i) })));
  const order = fc
    .record({ place, door: point, placedAt: minute, cooks: minute, region, detour: minute })
    .map(({ place: its, cooks, detour, ...rest }): Omit<DayOrder, 'id'> => {
      return { ...its, ...rest, readyAt: rest.placedAt + cooks / 3, detour: 1 + detour / 90 };
    });
  const driver: fc.Arbitrary<Omit<DayDriver, 'id'>> = fc.record({
    ...{ at: point, onAt: minute, metresPerMinute: fc.constantFrom(120, 250.5, 400) },
    offAt: fc.constantFrom(60, 120.5, 200, Number.POSITIVE_INFINITY),
    capacity: fc.constantFrom(0, 1, 2, 3, 1.5, Number.NaN),
    rating: fc.integer({ min: 0, max: 5 }),
    regions: fc.constantFrom(null, new Set(['north']), new Set(['north', 'south'])),
  });
  const days = fc.record({
    orders: fc.array(order, { maxLength: 25 }),
    drivers: fc.array(driver, { maxLength: 6 }),
    wholeMinutes: fc.boolean(),
    noise: fc.constantFrom(null, { sd: 8, seed: 1 }),
    step: fc.constantFrom(0.5, 1),
  });

  it.each(POLICIES)('%s breaks no rule, brings nothing twice and sends nobody twice', (name) => {
    fc.assert(
      fc.property(days, ({ orders: some, drivers: few, wholeMinutes, noise, step }) => {
        const any = aDay(
          some.map((each, i) => ({ id: `o${i}`, ...each })),
          few.map((each, i) => ({ id: `d${i}`, ...each })),
          { world: { pickupService: 2.5, doorService: 3, wholeMinutes } },
        );
        const { drives, undelivered } = simulate(any, policyOf(name, any), { noise, step });
        const brought = drives.flatMap((drive) => drive.orders);
        expect([...brought, ...undelivered].sort()).toEqual(any.orders.map(({ id }) => id).sort());
        for (const { id } of any.drivers) {
          const his = drives.filter((drive) => drive.driver === id);
          for (const [i, { leftAt, from }] of his.entries()) {
            const before = his[i - 1];
            expect(leftAt).toBeGreaterThanOrEqual(before?.endedAt ?? 0);
            const last = any.orders.find((each) => each.id === before?.orders.at(-1));
            if (last && !noise) expect(from).toEqual(last.door);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
