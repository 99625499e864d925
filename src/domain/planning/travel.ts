/** Ways and stops: how long a driver takes to a place, and when he reaches the doors. */
import type { Point, World } from './problem.ts';

/** The straight line between two points, metres. */
export function metres(a: Point, b: Point): number {
  const x = a.x - b.x;
  const y = a.y - b.y;
  return Math.sqrt(x * x + y * y);
}

/** Minutes of the way between two points, at so many metres a minute, a way being `detour` × the straight line. */
export function wayMinutes(
  world: World,
  from: Point,
  to: Point,
  detour: number,
  metresPerMinute: number,
): number {
  const minutes = (metres(from, to) * detour) / metresPerMinute;
  return world.wholeMinutes ? Math.ceil(minutes) : minutes;
}

/** What is carried in one way: orders of one place, in the order of their doors. */
export interface Load {
  readonly pickup: Point;
  /** When the last of its orders is ready. */
  readonly readyAt: number;
  readonly detour: number;
  readonly doors: readonly Point[];
}

/** When each door is reached after a pick-up, beside the load's doors. */
export function doorsAt(
  world: World,
  metresPerMinute: number,
  load: Load,
  pickup: number,
): number[] {
  const times: number[] = [];
  let at = pickup + world.pickupService / 2;
  let from = load.pickup;
  for (const door of load.doors) {
    at += wayMinutes(world, from, door, load.detour, metresPerMinute) + world.doorService / 2;
    times.push(at);
    at += world.doorService / 2;
    from = door;
  }
  return times;
}
