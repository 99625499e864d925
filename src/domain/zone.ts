import { distanceM, type Position } from './geo.ts';

/** A circle within which drivers should be. */
export interface Zone {
  readonly name: string;
  readonly centre: Position;
  readonly radiusM: number;
}

/** The platform's own zone: 5 km round the centre of Paris. */
export const PARIS: Zone = {
  name: 'Paris',
  centre: { lon: 2.3522, lat: 48.8566 },
  radiusM: 5_000,
};

/** Metres beyond the border; negative inside. */
export function metresOutside(zone: Zone, position: Position): number {
  return distanceM(zone.centre, position) - zone.radiusM;
}
