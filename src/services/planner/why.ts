import { whyOf } from '../../domain/explain.ts';
import type { Tentative } from '../../domain/planned.ts';
import { mayTake } from '../../domain/planning/cost.ts';
import type {
  Plan,
  PlanDriver,
  PlanOrder,
  PlanProblem,
  Point,
} from '../../domain/planning/problem.ts';
import { metres, wayMinutes } from '../../domain/planning/travel.ts';
import { TUNING } from '../../domain/planning/tuning.ts';
import type { ScoreTerm } from '../../domain/score.ts';
import type { Why, WhyCandidate, WhyOut } from '../../domain/why.ts';

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
 * that the food would wait, those of his way, and what using him costs the near future. Null for an order
 * that it planned for nobody. Pure; what two orders of a place share is reckoned once.
 */
export function reasons(planned: Planned): (order: string) => Why | null {
  const { problem, tentative } = planned;
  const orders = new Map(problem.orders.map((order) => [order.id, order]));
  const drivers = new Map(problem.drivers.map((driver) => [driver.id, driver]));
  const soonest = soonestAt(problem);
  return (id) => {
    const order = orders.get(id);
    const its = tentative.get(id);
    if (!order || !its) return null;
    return reasonOf(planned, order, its, soonest(order.pickup), drivers.get(its.driver));
  };
}

function reasonOf(
  { problem, plan, now, minutesOf, nameOf }: Planned,
  order: PlanOrder,
  its: Tentative,
  near: readonly PlanDriver[],
  chosen: PlanDriver | undefined,
): Why {
  const all = chosen && !near.includes(chosen) ? [...near, chosen] : near;
  const out: WhyOut[] = [];
  const ranked = all.flatMap((driver): WhyCandidate[] => {
    const { id } = driver;
    const name = nameOf(id);
    const at = id === its.driver ? minutesOf(its.pickupAt) : null;
    // Another one was pinned: that is a term of the one who was.
    if (mayTake(driver, { ...order, pinned: null })) {
      const terms = termsOf(problem, order, driver, plan.prices.get(id) ?? 0, at);
      const score = terms.reduce((sum, { weighed }) => sum + weighed, 0);
      return [{ driver: id, name, score, terms }];
    }
    const reason = order.refused.has(id) ? 'refused' : 'other_region';
    out.push({ driver: id, name, reason });
    return [];
  });
  return whyOf({
    ...{ strategy: 'optimal', at: now, chosen: its.driver, out, radiusM: null, tentative: its },
    ranked: ranked.sort((a, b) => b.score - a.score || (a.driver < b.driver ? -1 : 1)),
  });
}

/** What he would cost, in minutes, each counting against him; `at`: when he is planned to pick it up. */
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
  return [
    { term: 'food_waits', value: waits, weighed: -waits },
    { term: 'way', value: way, weighed: -TUNING.wayWeight * way },
    { term: 'price', value: price, weighed: -price },
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
