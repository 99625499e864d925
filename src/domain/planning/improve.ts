/** Local search: an order moves to another driver, into a second trip, or into a way that is driven anyway. */
import { hasRoom, leaveCost, mayTake } from './cost.ts';
import { jobOf } from './job.ts';
import type { Near } from './near.ts';
import type { PlanOrder, PlanProblem } from './problem.ts';
import { type Route, routeCost } from './route.ts';
import type { Tuning } from './tuning.ts';

/** A move must gain more than rounding does. */
const GAIN = 1e-6;

type Trips = Route['trips'];

/** Moves orders one by one to where they cost least, until nothing moves. Changes the routes. */
export function improve(
  problem: PlanProblem,
  tuning: Tuning,
  routes: readonly Route[],
  orders: readonly PlanOrder[],
  near: Near,
): void {
  const { now, world } = problem;
  const costOf = (route: Route, trips: Trips) => routeCost(world, tuning, now, route, trips);
  const routeOf = new Map<PlanOrder, Route>();
  for (const route of routes) {
    route.cost = costOf(route, route.trips);
    for (const order of route.trips.flat()) routeOf.set(order, route);
  }
  resume(problem, tuning, routes, orders, routeOf);
  const reach = Math.max(1, Math.floor(tuning.pairs / Math.max(1, orders.length)));
  const nearby = new Map(
    orders.map((order) => [order, near(jobOf([order])).slice(0, reach)] as const),
  );
  for (let pass = 0; pass < tuning.passes; pass++) {
    let moved = false;
    for (const order of orders) {
      const from = routeOf.get(order);
      const rest = from ? without(from.trips, order) : [];
      const restCost = from ? costOf(from, rest) : 0;
      let least = (from ? from.cost - restCost : leaveCost(tuning, now, [order])) - GAIN;
      let best: { readonly route: Route; readonly trips: Trips; readonly cost: number } | null =
        null;
      for (const at of nearby.get(order) ?? []) {
        const route = routes[at];
        if (!route || !mayTake(route.driver, order)) continue;
        const trips = route === from ? rest : route.trips;
        const before = route === from ? restCost : route.cost;
        for (const longer of insertions(now, tuning, route, trips, order)) {
          const cost = costOf(route, longer);
          if (!(cost - before < least)) continue;
          least = cost - before;
          best = { route, trips: longer, cost };
        }
      }
      if (!best) continue;
      moved = true;
      if (from) {
        from.trips = rest;
        from.cost = restCost;
      }
      best.route.trips = best.trips;
      best.route.cost = best.cost;
      routeOf.set(order, best.route);
    }
    if (!moved) return;
  }
}

/**
 * Orders that nobody has go to whom they were shown for until now, if that still pays: a search that began
 * anew would end elsewhere each time.
 */
function resume(
  { now, world }: PlanProblem,
  tuning: Tuning,
  routes: readonly Route[],
  orders: readonly PlanOrder[],
  routeOf: Map<PlanOrder, Route>,
): void {
  const byDriver = new Map(routes.map((route) => [route.driver.id, route]));
  for (const order of orders) {
    const route = byDriver.get(order.kept ?? '');
    if (!route || routeOf.has(order) || !mayTake(route.driver, order)) continue;
    const most = route.cost + leaveCost(tuning, now, [order]) - GAIN;
    let best: { readonly trips: Trips; readonly cost: number } | null = null;
    for (const trips of insertions(now, tuning, route, route.trips, order)) {
      const cost = routeCost(world, tuning, now, route, trips);
      if (cost < (best?.cost ?? most)) best = { trips, cost };
    }
    if (!best) continue;
    route.trips = best.trips;
    route.cost = best.cost;
    routeOf.set(order, route);
  }
}

/** The trips with an order in one more place: at each door of a trip from its place, or as a trip of its own. */
function insertions(
  now: number,
  tuning: Tuning,
  { driver }: Route,
  trips: Trips,
  order: PlanOrder,
): Trips[] {
  const longer: Trips[] = [];
  const readyOf = ({ readyAt }: PlanOrder) => Math.max(readyAt, now + tuning.bundleReach);
  trips.forEach((trip, at) => {
    if (trip[0]?.place !== order.place || trip.length >= tuning.bundleMost) return;
    if (!hasRoom(driver, trip.length + 1)) return;
    if (trip.some((other) => Math.abs(readyOf(other) - readyOf(order)) > tuning.joinApart)) return;
    for (let stop = 0; stop <= trip.length; stop++) {
      longer.push(trips.with(at, trip.toSpliced(stop, 0, order)));
    }
  });
  if (trips.length < tuning.trips && hasRoom(driver, 1)) {
    for (let at = 0; at <= trips.length; at++) longer.push(trips.toSpliced(at, 0, [order]));
  }
  return longer;
}

function without(trips: Trips, order: PlanOrder): Trips {
  return trips
    .map((trip) => (trip.includes(order) ? trip.filter((other) => other !== order) : trip))
    .filter((trip) => trip.length > 0);
}
