import { distanceM, type Position } from '../../domain/geo.ts';
import { DEFAULT_DETOUR, speedOf } from '../../domain/vehicle.ts';

/** What a driver does about one carried order next. */
export interface Stop {
  readonly order: string;
  readonly kind: 'pickup' | 'door';
  readonly position: Position;
  /** When it can be taken, ms; absent: at once. */
  readonly readyAt?: number | null;
}

/** Parking, stairs, a word at the door: minutes of the simulated clock. */
export const SERVICE_MS = 2 * 60_000;

/** Food that is in hand gets cold: a door counts as half as far. */
const DOOR_WEIGHT = 0.5;

/** Metres as the crow flies that a vehicle makes in a time (ms); unknown vehicles ride a bicycle. */
export function reach(vehicle: string, ms: number): number {
  return ((speedOf(vehicle) / 3.6) * (ms / 1000)) / DEFAULT_DETOUR;
}

/** Where to go next: the nearest stop, doors before pick-ups that are not much nearer. */
export function nextStop(position: Position, stops: readonly Stop[]): Stop | null {
  const cost = (stop: Stop) =>
    distanceM(position, stop.position) * (stop.kind === 'door' ? DOOR_WEIGHT : 1);
  return stops.reduce<Stop | null>(
    (best, stop) => (best === null || cost(stop) < cost(best) ? stop : best),
    null,
  );
}

/** Whether he stands at a stop (within 30 m). */
export function isAt(position: Position, stop: Stop): boolean {
  return distanceM(position, stop.position) <= 30;
}
