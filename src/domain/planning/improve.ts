/** Local search over a plan: orders move to other drivers, into second trips or into a way that is driven anyway. */
import { keeping } from './cost.ts';
import type { PlanDriver, PlanOrder, Point, World } from './problem.ts';
import { wayMinutes } from './travel.ts';
import type { Tuning } from './tuning.ts';

/** What one driver is planned to do: ways one after another, each with orders in the order of their doors. */
export interface Route {
  readonly driver: PlanDriver;
  readonly price: number;
  trips: PlanOrder[][];
  cost: number;
}

export interface Setting {
  readonly world: World;
  readonly tuning: Tuning;
  readonly now: number;
  /** What a minute of a driver is worth. */
  readonly minute: number;
  /** What a bundled order costs on top. */
  readonly bundling: number;
}

/** What a driver's trips cost; Infinity when one begins after his shift. */
export function routeCost(
  { world, tuning, now, bundling, minute }: Setting,
  driver: PlanDriver,
  price: number,
  trips: readonly (readonly PlanOrder[])[],
): number {
  if (trips.length === 0) return 0;
  let cost = price;
  let time = Math.max(now, driver.freeAt);
  let at: Point = driver.at;
  const speed = driver.metresPerMinute;
  const doorHalf = world.doorService / 2;
  const half = world.pickupService / 2;
  for (const trip of trips) {
    const first = trip[0] as PlanOrder;
    const way = wayMinutes(world, at, first.pickup, first.detour, speed);
    let pickup = time + way + half;
    for (const order of trip) if (order.readyAt > pickup) pickup = order.readyAt;
    if (pickup > driver.until) return Number.POSITIVE_INFINITY;
    cost += tuning.wayWeight * way + bundling * (trip.length - 1) - minute * (pickup - way - half - half);
    cost -= keeping(driver, trip);
    time = pickup + half;
    at = first.pickup;
    for (let i = 0; i < trip.length; i++) {
      const order = trip[i] as PlanOrder;
      time += wayMinutes(world, at, order.door, order.detour, speed) + doorHalf;
      if (i === 0) cost += pickup - order.readyAt;
      else {
        const direct = wayMinutes(world, order.pickup, order.door, order.detour, speed);
        cost += time - (order.readyAt + half + direct + doorHalf);
      }
      time += doorHalf;
      at = order.door;
    }
    cost += minute * time;
  }
  return cost;
}

/** Whether a driver may take an order at all. */
function may(driver: PlanDriver, order: PlanOrder): boolean {
  if (order.pinned !== null && order.pinned !== driver.id) return false;
  if (order.region !== '' && driver.regions !== null && !driver.regions.has(order.region)) return false;
  return !order.refused.has(driver.id);
}

/** A driver's trips with an order in one more place, one after another; the arrays are new. */
function* insertions(
  floor: number,
  tuning: Tuning,
  driver: PlanDriver,
  trips: readonly PlanOrder[][],
  order: PlanOrder,
): Generator<PlanOrder[][]> {
  const maxTrips = tuning.maxTrips ?? 4;
  const most = Math.min(driver.capacity, tuning.bundleMost ?? 5);
  for (let at = 0; at < trips.length; at++) {
    const trip = trips[at] as PlanOrder[];
    if ((trip[0] as PlanOrder).place !== order.place || trip.length >= most) continue;
    const apart = tuning.bundleApart ?? 12;
    if (trip.some(({ readyAt }) => Math.abs(Math.max(floor, readyAt) - Math.max(floor, order.readyAt)) > apart)) continue;
    for (let stop = 0; stop <= trip.length; stop++) {
      const copy = trips.slice();
      copy[at] = [...trip.slice(0, stop), order, ...trip.slice(stop)];
      yield copy;
    }
  }
  if (trips.length >= maxTrips) return;
  for (let at = 0; at <= trips.length; at++)
    yield [...trips.slice(0, at), [order], ...trips.slice(at)];
}

function without(trips: readonly PlanOrder[][], order: PlanOrder): PlanOrder[][] {
  const rest: PlanOrder[][] = [];
  for (const trip of trips) {
    if (!trip.includes(order)) rest.push(trip);
    else if (trip.length > 1) rest.push(trip.filter((other) => other !== order));
  }
  return rest;
}

const ENOUGH = 1e-6;

export function improve(
  setting: Setting,
  routes: readonly Route[],
  orders: readonly PlanOrder[],
  near: (order: PlanOrder) => readonly number[],
  leave: (order: PlanOrder) => number,
): void {
  const { tuning } = setting;
  const ownerOf = new Map<PlanOrder, Route>();
  for (const route of routes) {
    route.cost = routeCost(setting, route.driver, route.price, route.trips);
    for (const trip of route.trips) for (const order of trip) ownerOf.set(order, route);
  }
  const passes = tuning.passes ?? 3;
  for (let pass = 0; pass < passes; pass++) {
    let changed = false;
    for (const order of orders) {
      const from = ownerOf.get(order);
      let rest: PlanOrder[][] = [];
      let restCost = 0;
      let gain: number;
      if (from) {
        rest = without(from.trips, order);
        restCost = routeCost(setting, from.driver, from.price, rest);
        gain = from.cost - restCost;
      } else gain = leave(order);
      if (gain <= ENOUGH) continue;
      let best = gain - ENOUGH;
      let to: Route | null = null;
      let trips: PlanOrder[][] = [];
      let cost = 0;
      for (const at of near(order)) {
        const route = routes[at] as Route;
        if (!may(route.driver, order)) continue;
        const base = route === from ? rest : route.trips;
        const before = route === from ? restCost : route.cost;
        for (const option of insertions(tuning.effective ? setting.now + tuning.effective - 1 : -1e9, tuning, route.driver, base, order)) {
          const after = routeCost(setting, route.driver, route.price, option);
          if (after - before < best) {
            best = after - before;
            to = route;
            trips = option;
            cost = after;
          }
        }
      }
      if (!to) continue;
      changed = true;
      if (from) {
        from.trips = rest;
        from.cost = restCost;
      }
      to.trips = trips;
      to.cost = cost;
      ownerOf.set(order, to);
    }
    if (tuning.swaps && swap(setting, routes)) {
      changed = true;
      ownerOf.clear();
      for (const route of routes)
        for (const trip of route.trips) for (const order of trip) ownerOf.set(order, route);
    }
    if (!changed) break;
  }
}

/** Two drivers exchange what they do from some trip on. */
function swap(setting: Setting, routes: readonly Route[]): boolean {
  let changed = false;
  const busy = routes.filter(({ trips }) => trips.length > 0);
  for (let i = 0; i < busy.length; i++) {
    const a = busy[i] as Route;
    for (let j = i + 1; j < busy.length; j++) {
      const b = busy[j] as Route;
      for (let s = 0; s <= a.trips.length; s++)
        for (let t = 0; t <= b.trips.length; t++) {
          if (s === a.trips.length && t === b.trips.length) continue;
          const tailA = a.trips.slice(s);
          const tailB = b.trips.slice(t);
          if (!tailA.every((trip) => trip.length <= b.driver.capacity && trip.every((o) => may(b.driver, o)))) continue;
          if (!tailB.every((trip) => trip.length <= a.driver.capacity && trip.every((o) => may(a.driver, o)))) continue;
          const newA = [...a.trips.slice(0, s), ...tailB];
          const newB = [...b.trips.slice(0, t), ...tailA];
          const costA = routeCost(setting, a.driver, a.price, newA);
          const costB = routeCost(setting, b.driver, b.price, newB);
          if (costA + costB < a.cost + b.cost - ENOUGH) {
            a.trips = newA;
            b.trips = newB;
            a.cost = costA;
            b.cost = costB;
            changed = true;
          }
        }
    }
  }
  return changed;
}
