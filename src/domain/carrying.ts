/** Where and when a driver ends who carries something: what the planner knows of him. Pure. */
import { distanceM, type Position } from './geo.ts';

/** What he still has to do about one order. */
export interface Carried {
  /** Null once it is in his hands. */
  readonly pickup: Position | null;
  readonly door: Position;
  /** When it is ready at the place, minutes; -Infinity where nobody said. */
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

/** The last that was heard of what a driver carries: he was given something, or took it in hand. */
export interface Sign {
  /** Minutes. */
  readonly at: number;
  /** Where he was then: at the place where he took it; null where nobody knows. */
  readonly from: Position | null;
}

/** Minutes that whom nobody saw begin may have needed to reach his first stop. */
const APPROACH = 10;
/** A red light, a door between that is no longer known: late by less is not late, minutes. */
const SLACK = 3;
/** Who is later than this is not reckoned with until something is heard of him, minutes. */
const GIVEN_UP = 10;

/**
 * Where and when a driver ends, as `endOfRound`, but not put off for ever: what he is later than he was
 * expected when last heard of, he may be late once more. null when he is so late that nobody can tell.
 * Pure.
 */
export function expectedEnd(
  from: Position,
  now: number,
  carried: readonly Carried[],
  pace: Pace,
  sign: Sign,
): { at: Position; freeAt: number } | null {
  const end = endOfRound(from, now, carried, pace);
  const approach = sign.from ? 0 : APPROACH;
  const first = endOfRound(sign.from ?? from, sign.at, carried, pace).freeAt + approach;
  const late = Math.max(0, end.freeAt - first - SLACK);
  return late > GIVEN_UP ? null : { at: end.at, freeAt: end.freeAt + late };
}
