import { distanceM, type Position } from '../../domain/geo.ts';

/** What a driver does about one carried order next. */
export interface Stop {
  readonly order: string;
  readonly kind: 'pickup' | 'door';
  readonly position: Position;
}

/** Streets are longer than the straight line by about this factor. */
const DETOUR = 1.3;
/** Parking, stairs, a word at the door: minutes of the simulated clock. */
export const SERVICE_MS = 2 * 60_000;

const KMH: Readonly<Record<string, number>> = { vélo: 16, 'vélo cargo': 13, scooter: 26 };

/** Metres as the crow flies that a vehicle makes in a time (ms); unknown vehicles ride a bicycle. */
export function reach(vehicle: string, ms: number): number {
  return (((KMH[vehicle] ?? 16) / 3.6) * (ms / 1000)) / DETOUR;
}

/** Where to go next: the nearest stop, pick-up or door. (All pick-ups first would starve the doors.) */
export function nextStop(position: Position, stops: readonly Stop[]): Stop | null {
  return stops.reduce<Stop | null>(
    (best, stop) =>
      best === null || distanceM(position, stop.position) < distanceM(position, best.position)
        ? stop
        : best,
    null,
  );
}

/** Whether he stands at a stop (within 30 m). */
export function isAt(position: Position, stop: Stop): boolean {
  return distanceM(position, stop.position) <= 30;
}
