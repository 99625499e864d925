import { whyOf } from '../../domain/explain.ts';
import type { Tentative } from '../../domain/planned.ts';
import { keeping, mayTake, waitsFrom } from '../../domain/planning/cost.ts';
import type {
  Plan,
  PlanDriver,
  PlanOrder,
  PlanProblem,
  Point,
  Trip,
} from '../../domain/planning/problem.ts';
import { routeCost } from '../../domain/planning/route.ts';
import { metres, wayMinutes } from '../../domain/planning/travel.ts';
import { TUNING } from '../../domain/planning/tuning.ts';
import type { ScoreTerm } from '../../domain/score.ts';
import type { OutReason, Why, WhyCandidate, WhyOut } from '../../domain/why.ts';

/** What a plan was made from, and how it is told. */
export interface Planned {
  readonly problem: PlanProblem;
  readonly plan: Plan;
  /** ms since 1970. */
  readonly now: number;
  readonly minutesOf: (ms: number) => number;
  readonly nameOf: (driver: string) => string;
  readonly tentative: ReadonlyMap<string, Tentative>;
}

/**
 * Why the engine planned an order as it did: the drivers that are soonest at its place, each with the minutes
 * that the food would wait, those of his way, what using him costs the near future, and what it is worth that
 * he was shown for it or takes others with it. Null for an order that it planned for nobody. Pure; what two
 * orders of a place share is reckoned once.
 */
export function reasons(planned: Planned): (order: string) => Why | null {
  const { problem, plan, tentative } = planned;
  const orders = new Map(problem.orders.map((order) => [order.id, order]));
  const drivers = new Map(problem.drivers.map((driver) => [driver.id, driver]));
  const soonest = soonestAt(problem);
  const ways = Map.groupBy(plan.trips, ({ driver }) => driver);
  return (id) => {
    const order = orders.get(id);
    const its = tentative.get(id);
    if (!order || !its) return null;
    const near = soonest(order.pickup);
    const chosen = drivers.get(its.driver);
    const all = chosen && !near.includes(chosen) ? [...near, chosen] : near;
    return reasonOf(planned, order, its, { all, ways, orders });
  };
}

/** What the reason of one order is looked for in. */
interface Around {
  /** Who could be there first, and who is planned. */
  readonly all: readonly PlanDriver[];
  /** What each driver is planned to do, one way after the other. */
  readonly ways: ReadonlyMap<string, readonly Trip[]>;
  readonly orders: ReadonlyMap<string, PlanOrder>;
}

function reasonOf(
  { problem, plan, now, minutesOf, nameOf }: Planned,
  order: PlanOrder,
  its: Tentative,
  { all, ways, orders }: Around,
): Why {
  const out: WhyOut[] = [];
  const ranked = all.flatMap((driver): WhyCandidate[] => {
    const { id } = driver;
    const name = nameOf(id);
    const reason = outOf(driver, order);
    if (reason !== null) {
      out.push({ driver: id, name, reason });
      return [];
    }
    const price = plan.prices.get(id) ?? 0;
    const his = ways.get(id) ?? [];
    const chosen = id === its.driver;
    const terms = chosen
      ? plannedTerms(problem, order, driver, price, { his, orders, at: minutesOf(its.pickupAt) })
      : termsOf(problem, order, driver, price, null);
    const score = terms.reduce((sum, { weighed }) => sum + weighed, 0);
    const other = chosen ? undefined : his[0]?.orders[0];
    return [{ driver: id, name, score, terms, ...(other !== undefined && { elsewhere: other }) }];
  });
  return whyOf({
    ...{ strategy: 'optimal', at: now, chosen: its.driver, out, radiusM: null, tentative: its },
    ranked: ranked.sort((a, b) => b.score - a.score || (a.driver < b.driver ? -1 : 1)),
  });
}

/** Why a driver can't take an order, or null. That another one was pinned is a term of the one who was. */
function outOf(driver: PlanDriver, order: PlanOrder): OutReason | null {
  if (order.refused.has(driver.id)) return 'refused';
  if (!mayTake(driver, { ...order, pinned: null })) return 'other_region';
  return driver.capacity >= 1 ? null : 'full';
}

/** The terms of who is planned for it: from where his way before this one ends, with what goes together. */
function plannedTerms(
  problem: PlanProblem,
  order: PlanOrder,
  driver: PlanDriver,
  price: number,
  way: Pick<Around, 'orders'> & { readonly his: readonly Trip[]; readonly at: number },
): ScoreTerm[] {
  const { his, orders, at } = way;
  const turn = his.findIndex((trip) => trip.orders.includes(order.id));
  const before = his[turn - 1];
  const last = orders.get(before?.orders.at(-1) ?? '');
  const from = before && last ? { ...driver, at: last.door, freeAt: before.endsAt } : driver;
  const terms = termsOf(problem, order, from, price, at);
  const taken = (his[turn]?.orders ?? []).flatMap((id) => orders.get(id) ?? []);
  if (taken.length < 2) return terms;
  // As the engine's search counts it: what his way costs with this order, and without.
  const cost = (some: readonly PlanOrder[]) =>
    routeCost(problem.world, TUNING, problem.now, { driver: from, price }, [some]);
  const more = cost(taken) - cost(taken.filter(({ id }) => id !== order.id));
  // What is long overdue waits no longer there than it counts.
  const counted = waitsFrom(order, problem.now) - order.readyAt;
  const alone = -terms.reduce((sum, { weighed }) => sum + weighed, 0) - counted;
  return [...terms, { term: 'together', value: alone - more, weighed: alone - more }];
}

/** What he would cost, in minutes, most of it against him; `at`: when he is planned to pick it up. */
function termsOf(
  { now, world }: PlanProblem,
  order: PlanOrder,
  driver: PlanDriver,
  price: number,
  at: number | null,
): ScoreTerm[] {
  const { pickup, detour, readyAt, pinned } = order;
  const way = wayMinutes(world, driver.at, pickup, detour, driver.metresPerMinute);
  const there = Math.max(now, driver.freeAt) + way + world.pickupService / 2;
  const waits = (at ?? Math.max(readyAt, there)) - readyAt;
  const keep = keeping(TUNING, driver, [order]);
  return [
    { term: 'food_waits', value: waits, weighed: -waits },
    { term: 'way', value: way, weighed: -TUNING.wayWeight * way },
    { term: 'price', value: price, weighed: -price },
    ...(keep > 0 ? [{ term: 'keep', value: keep, weighed: keep } as const] : []),
    ...(pinned === driver.id ? [{ term: 'pinned', value: 1, weighed: 0 } as const] : []),
  ];
}

/** The drivers who can be at a point first, as many as the engine looks at. */
function soonestAt({ now, drivers }: PlanProblem): (point: Point) => readonly PlanDriver[] {
  const known = new Map<string, readonly PlanDriver[]>();
  return (point) => {
    const key = `${point.x} ${point.y}`;
    const before = known.get(key);
    if (before) return before;
    const found: PlanDriver[] = [];
    const times: number[] = [];
    for (const driver of drivers) {
      const at = Math.max(now, driver.freeAt) + metres(driver.at, point) / driver.metresPerMinute;
      if (found.length === TUNING.nearest && at >= (times.at(-1) ?? 0)) continue;
      // A list so short is kept in order faster than all of them are sorted.
      const later = times.findIndex((time) => time > at);
      const place = later < 0 ? times.length : later;
      found.splice(place, 0, driver);
      times.splice(place, 0, at);
      if (found.length > TUNING.nearest) {
        found.pop();
        times.pop();
      }
    }
    known.set(key, found);
    return found;
  };
}
