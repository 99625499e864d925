/** What one driver is planned to do, and what it costs. */
import { keeping, waitsFrom } from './cost.ts';
import type { PlanDriver, PlanOrder, Point, Trip, World } from './problem.ts';
import { doorsAt, wayMinutes } from './travel.ts';
import type { Tuning } from './tuning.ts';

/** A driver's trips one after another, each with its orders in the order of their doors. */
export interface Route {
  readonly driver: PlanDriver;
  /** Counted once, however many trips he makes. */
  readonly price: number;
  trips: readonly (readonly PlanOrder[])[];
  cost: number;
}

/**
 * What a driver's trips cost, minutes: what each order waits beyond what is needed, at the place and on
 * the way past other doors, + the ways to the places + his price; Infinity when a pick-up is after his shift.
 */
export function routeCost(
  world: World,
  tuning: Tuning,
  now: number,
  { driver, price }: Pick<Route, 'driver' | 'price'>,
  trips: Route['trips'],
): number {
  if (trips.length === 0) return 0;
  const { metresPerMinute: speed, until } = driver;
  const atPlace = world.pickupService / 2;
  const atDoor = world.doorService / 2;
  let cost = price;
  let time = Math.max(now, driver.freeAt);
  let at = driver.at;
  for (const trip of trips) {
    const first = trip[0];
    if (!first) continue;
    let detour = first.detour;
    let ready = first.readyAt;
    for (const order of trip) {
      detour = Math.max(detour, order.detour);
      ready = Math.max(ready, order.readyAt);
    }
    const way = wayMinutes(world, at, first.pickup, detour, speed);
    const pickup = Math.max(ready, time + way + atPlace);
    if (!(pickup <= until)) return Number.POSITIVE_INFINITY;
    cost += tuning.wayWeight * way - keeping(tuning, driver, trip);
    time = pickup + atPlace;
    at = first.pickup;
    for (const order of trip) {
      time += wayMinutes(world, at, order.door, detour, speed) + atDoor;
      const direct =
        order === first ? time - pickup : atPlace + directOf(world, order, speed) + atDoor;
      cost += time - direct - waitsFrom(order, now);
      time += atDoor;
      at = order.door;
    }
  }
  return cost;
}

const directOf = (world: World, { pickup, door, detour }: PlanOrder, speed: number) =>
  wayMinutes(world, pickup, door, detour, speed);

/**
 * A driver's trips with all their times. He leaves so that he stands at the place `early` minutes
 * before the food is ready, and at once when he is late.
 */
export function tripsOf(world: World, now: number, route: Route, early: number): Trip[] {
  const { driver } = route;
  let start = Math.max(now, driver.freeAt);
  let at: Point = driver.at;
  return route.trips.flatMap((orders) => {
    const [first] = orders;
    if (!first) return [];
    const load = {
      pickup: first.pickup,
      readyAt: Math.max(...orders.map(({ readyAt }) => readyAt)),
      detour: Math.max(...orders.map(({ detour }) => detour)),
      doors: orders.map(({ door }) => door),
    };
    const way = wayMinutes(world, at, load.pickup, load.detour, driver.metresPerMinute);
    const there = way + world.pickupService / 2;
    const pickupAt = Math.max(load.readyAt, start + there);
    const leaveAt = Math.max(start, load.readyAt - early - there);
    const times = doorsAt(world, driver.metresPerMinute, load, pickupAt);
    start = (times.at(-1) ?? pickupAt) + world.doorService / 2;
    at = load.doors.at(-1) ?? at;
    const ids = orders.map(({ id }) => id);
    return [{ driver: driver.id, orders: ids, leaveAt, pickupAt, doorsAt: times, endsAt: start }];
  });
}
