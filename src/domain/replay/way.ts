/** A driver's whole way, counted as the planner counts it: to one place, then to the doors. */
import type { PlanDriver, Point, World } from '../planning/problem.ts';
import { doorsAt, type Load, metres, wayMinutes } from '../planning/travel.ts';

interface Stop {
  readonly pickup: Point;
  readonly door: Point;
  readonly detour: number;
}

export interface Way {
  /** When he stands in front of the food: he has arrived, and half the service is over. */
  readonly standsAt: number;
  readonly pickupAt: number;
  /** Beside the doors. */
  readonly doorsAt: readonly number[];
  /** After the last door, or as soon as he stands there when there is none. */
  readonly endsAt: number;
  readonly metres: number;
}

/** What is taken together; the greatest detour of its orders holds for the whole way. */
export function loadOf(orders: readonly Stop[], readyAt: number): Load {
  const [first] = orders;
  if (!first) throw new Error('a load has at least one order');
  const detour = Math.max(...orders.map((order) => order.detour));
  return { pickup: first.pickup, readyAt, detour, doors: orders.map(({ door }) => door) };
}

/** The way of a driver who leaves now from where he is. */
export function wayOf(
  world: World,
  driver: Pick<PlanDriver, 'at' | 'metresPerMinute'>,
  leaveAt: number,
  load: Load,
): Way {
  const there = wayMinutes(world, driver.at, load.pickup, load.detour, driver.metresPerMinute);
  const standsAt = leaveAt + there + world.pickupService / 2;
  const pickup = Math.max(standsAt, load.readyAt);
  const doors = doorsAt(world, driver.metresPerMinute, load, pickup);
  const last = doors.at(-1);
  const stops = [driver.at, load.pickup, ...load.doors];
  const straight = stops.reduce(
    (sum, stop, index) => sum + metres(stops[index - 1] ?? stop, stop),
    0,
  );
  return {
    standsAt,
    pickupAt: pickup,
    doorsAt: doors,
    endsAt: last === undefined ? standsAt : last + world.doorService / 2,
    metres: straight * load.detour,
  };
}
