import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keeping, waitsFrom } from '../../domain/planning/cost.ts';
import { planRound } from '../../domain/planning/optimal.ts';
import type { PlanDriver, PlanOrder, PlanProblem } from '../../domain/planning/problem.ts';
import { routeCost } from '../../domain/planning/route.ts';
import { TUNING } from '../../domain/planning/tuning.ts';
import type { Why, WhyCandidate } from '../../domain/why.ts';
import { whyEn } from '../../i18n/why.ts';
import { whyLines } from '../../i18n/why-lines.ts';
import { tentativeOf } from './publish.ts';
import { reasons } from './why.ts';

const HERE = { x: 0, y: 0 };
const MINUTE = 60_000;
const style = { clock: () => '21:14', minus: '−', mark: '▸' };

/** 300 metres a minute. */
const aDriver = (id: string, more: Partial<PlanDriver> = {}): PlanDriver => ({
  ...{ id, at: HERE, freeAt: 0, until: Number.POSITIVE_INFINITY, metresPerMinute: 300 },
  ...{ capacity: 5, regions: null },
  ...more,
});

const anOrder = (id: string, more: Partial<PlanOrder> = {}): PlanOrder => ({
  ...{ id, place: `r${id}`, pickup: HERE, door: { x: 3000, y: 0 }, placedAt: 0, readyAt: 0 },
  ...{ region: '', detour: 1, pinned: null, refused: new Set<string>() },
  ...more,
});

/** The plan of a problem, and why each of its orders is planned so. */
function planned(orders: readonly PlanOrder[], drivers: readonly PlanDriver[]) {
  const world = { pickupService: 4, doorService: 4, wholeMinutes: false };
  const problem: PlanProblem = { now: 0, world, orders, drivers, seen: [], seed: 1 };
  const plan = planRound(problem);
  const msOf = (minutes: number) => minutes * MINUTE;
  const nameOf = (id: string) => id;
  const told = tentativeOf(plan, { now: 0, msOf, nameOf, shown: new Map() });
  const tentative = new Map(told.map((each) => [each.order, each]));
  const minutesOf = (ms: number) => ms / MINUTE;
  const whyOf = reasons({ problem, plan, now: 0, minutesOf, nameOf, tentative });
  const why = (order: string): Why => {
    const found = whyOf(order);
    if (!found) throw new Error(`${order} is planned for nobody`);
    return found;
  };
  return { problem, plan, why };
}

const ranked = ({ candidates }: Why) => candidates.map(({ driver }) => driver);
const termOf = ({ terms }: WhyCandidate, name: string) => terms.find(({ term }) => term === name);
const linesOf = (why: Why) => whyLines(why, whyEn, style).join('\n');

describe('why the engine planned an order as it did', () => {
  it('tells who stays because he was shown, and claims nothing of the plan as a whole', () => {
    const drivers = [
      aDriver('shown', { at: { x: 0, y: 600 } }),
      aDriver('other', { at: { x: 0, y: -520 } }),
    ];
    const { why } = planned([anOrder('a', { kept: 'shown' })], drivers);
    const told = why('a');
    expect(ranked(told)).toEqual(['shown', 'other']);
    expect(told.chosen).toBe('shown');
    expect(told.lacked).toEqual([{ term: 'keep', by: TUNING.keep }]);
    expect(linesOf(told)).toContain('The runner-up, other, lacked 0.50 of keeping the plan.');
    expect(linesOf(told)).not.toContain('as a whole');
  });

  it('names the order that the better driver goes for', () => {
    const orders = [anOrder('a'), anOrder('b', { pickup: { x: 600, y: 0 } })];
    const drivers = [
      aDriver('near', { at: { x: 300, y: 0 } }),
      aDriver('far', { at: { x: -900, y: 0 } }),
    ];
    const told = planned(orders, drivers).why('a');
    expect(told.chosen).toBe('far');
    expect(told.candidates.map(({ elsewhere }) => elsewhere)).toEqual(['b', undefined]);
    expect(linesOf(told)).toContain('the plan as a whole gives him b.');
  });

  it('counts what going together saves as the engine’s search does', () => {
    const orders = ['a', 'b'].map((id, i) =>
      anOrder(id, { place: 'r', door: { x: 3000, y: 900 * i } }),
    );
    const from = { x: -900, y: 0 };
    const { problem, plan, why } = planned(orders, [aDriver('d', { at: from })]);
    expect(plan.trips.map((trip) => trip.orders.length)).toEqual([2]);
    const route = { driver: aDriver('d', { at: from }), price: 0 };
    const cost = (...ids: string[]) => {
      const trip = ids.flatMap((id) => orders.filter((order) => order.id === id));
      return routeCost(problem.world, TUNING, 0, route, [trip]);
    };
    const all = plan.trips[0]?.orders ?? [];
    for (const id of all) {
      const rest = all.filter((other) => other !== id);
      const [his] = why(id).candidates;
      expect(his && termOf(his, 'together')).toBeDefined();
      expect(his?.score).toBeCloseTo(cost(...rest) - cost(...all), 9);
    }
  });

  it('leaves out who can carry nothing at all', () => {
    const drivers = [aDriver('none', { capacity: 0 }), aDriver('d', { at: { x: 900, y: 0 } })];
    const told = planned([anOrder('a')], drivers).why('a');
    expect(told).toMatchObject({ chosen: 'd', could: 1, couldNot: 1 });
    expect(told.out).toEqual([{ driver: 'none', name: 'none', reason: 'full' }]);
    expect(linesOf(told)).toContain('out, full: none');
  });

  it('reckons a second way from the door where the first one ends', () => {
    const far = { x: 30_000, y: 0 };
    const orders = [
      anOrder('a', { door: far }),
      anOrder('b', { pickup: far, door: { x: 33_000, y: 0 } }),
    ];
    const { plan, why } = planned(orders, [aDriver('d')]);
    expect(plan.trips.map((trip) => trip.orders)).toEqual([['a'], ['b']]);
    const [his] = why('b').candidates;
    expect(his && termOf(his, 'way')?.value).toBe(0);
  });

  it('says that a person pinned who is not the best', () => {
    const drivers = [aDriver('near'), aDriver('pinned', { at: { x: 3000, y: 0 } })];
    const told = planned([anOrder('a', { pinned: 'pinned' })], drivers).why('a');
    expect(linesOf(told)).toContain('; a person pinned the other one.');
  });
});

const aPoint = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
});

it('of one order alone the one who is chosen is never worse than another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(aPoint, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2 })), {
        ...{ minLength: 1, maxLength: 8 },
      }),
      fc.integer({ min: -500, max: 40 }),
      fc.option(fc.integer({ min: 0, max: 7 })),
      (places, readyAt, kept) => {
        const drivers = places.map(([at, freeAt, capacity], i) =>
          aDriver(`d${i}`, { at, freeAt, capacity }),
        );
        const order = anOrder('a', { readyAt, kept: kept === null ? null : `d${kept}` });
        fc.pre(places.some(([, , capacity]) => capacity > 0));
        const { why } = planned([order], drivers);
        const told = why('a');
        const [best] = told.candidates;
        const his = told.candidates.find(({ driver }) => driver === told.chosen);
        expect(his?.score).toBeCloseTo(best?.score ?? Number.NaN, 9);
        expect(told.could).toBe(places.filter(([, , capacity]) => capacity > 0).length);
        // What he costs is what the engine's search counts.
        const driver = drivers.find(({ id }) => id === told.chosen) ?? aDriver('nobody');
        const late = waitsFrom(order, 0) - readyAt;
        const world = { pickupService: 4, doorService: 4, wholeMinutes: false };
        const cost = routeCost(world, TUNING, 0, { driver, price: 0 }, [[order]]);
        expect(-(his?.score ?? 0)).toBeCloseTo(cost + late, 9);
        expect(keeping(TUNING, driver, [order])).toBe(his && (termOf(his, 'keep')?.value ?? 0));
      },
    ),
  );
});
