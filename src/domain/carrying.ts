/** Where and when a driver ends who carries something: what the planner knows of him. Pure. */
import { distanceM, type Position } from './geo.ts';

/** What he still has to do about one order. */
export interface Carried {
  /** Null once it is in his hands. */
  readonly pickup: Position | null;
  readonly door: Position;
  /** When it is ready at the place, minutes. */
  readonly readyAt: number;
}

export interface Pace {
  readonly metresPerMinute: number;
  /** How much longer his ways are than straight lines. */
  readonly detour: number;
  /** Minutes at a place and at a door. */
  readonly pickupService: number;
  readonly doorService: number;
}

/** Food in hand gets cold: a door counts as half as far. */
const DOOR_WEIGHT = 0.5;

/**
 * The last door of who stands at `from` and does the nearest thing next, and when he has handed over
 * there, minutes. Nobody knows his own order of stops; this is how most ride.
 */
export function endOfRound(
  from: Position,
  now: number,
  carried: readonly Carried[],
  pace: Pace,
): { at: Position; freeAt: number } {
  let [at, time] = [from, now];
  const rest = carried.map((each) => ({ ...each }));
  while (rest.length > 0) {
    const costs = rest.map(({ pickup, door }) =>
      pickup === null ? distanceM(at, door) * DOOR_WEIGHT : distanceM(at, pickup),
    );
    const next = costs.indexOf(Math.min(...costs));
    const [order] = rest.splice(next, 1);
    if (!order) break;
    const to = order.pickup ?? order.door;
    time += (distanceM(at, to) * pace.detour) / pace.metresPerMinute;
    at = to;
    if (order.pickup === null) time += pace.doorService;
    else {
      time = Math.max(time + pace.pickupService / 2, order.readyAt) + pace.pickupService / 2;
      rest.push({ ...order, pickup: null });
    }
  }
  return { at, freeAt: time };
}
