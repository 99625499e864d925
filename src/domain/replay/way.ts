/** How long a driver's way takes: to one place, then to the doors. */
import type { Point, World } from '../planning/problem.ts';

/** A stop's metres and the minutes to it. */
interface Leg {
  readonly metres: number;
  readonly minutes: number;
}

export interface Way {
  /** When he stands in front of the food: he has arrived, and half the service is over. */
  readonly standsAt: number;
  readonly pickupAt: number;
  /** Beside the doors. */
  readonly doorsAt: readonly number[];
  /** After the last door. */
  readonly endsAt: number;
  readonly metres: number;
}

/** From one point to another; `detour` is how much longer the way is than the straight line. */
function legOf(world: World, metresPerMinute: number, from: Point, to: Point, detour: number): Leg {
  const metres = Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2) * detour;
  const minutes = metres / metresPerMinute;
  return { metres, minutes: world.wholeMinutes ? Math.ceil(minutes) : minutes };
}

/**
 * The way of a driver who leaves now with orders of one place, in the order of their doors. Picks up
 * when the last is ready, at `readyAt`, and half a service after he arrived; leaves half a service
 * later; the same at each door. A leg is as much longer than its line as the order it leads to says.
 */
export function wayOf(
  world: World,
  driver: { readonly at: Point; readonly metresPerMinute: number },
  orders: readonly { readonly pickup: Point; readonly door: Point; readonly detour: number }[],
  leaveAt: number,
  readyAt: number,
): Way {
  const [first] = orders;
  if (!first) throw new Error('a way leads to at least one door');
  const there = legOf(world, driver.metresPerMinute, driver.at, first.pickup, first.detour);
  const standsAt = leaveAt + there.minutes + world.pickupService / 2;
  const pickupAt = Math.max(standsAt, readyAt);
  const doorsAt: number[] = [];
  let time = pickupAt + world.pickupService / 2;
  let at = first.pickup;
  let { metres } = there;
  for (const { door, detour } of orders) {
    const leg = legOf(world, driver.metresPerMinute, at, door, detour);
    const doorAt = time + leg.minutes + world.doorService / 2;
    doorsAt.push(doorAt);
    time = doorAt + world.doorService / 2;
    at = door;
    metres += leg.metres;
  }
  return { standsAt, pickupAt, doorsAt, endsAt: time, metres };
}
