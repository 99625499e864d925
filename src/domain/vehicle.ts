/** Kilometres an hour on the road, stops at lights included. */
const KMH = new Map([
  ['vélo', 18],
  ['vélo cargo', 15],
  ['scooter', 28],
  ['moto', 28],
  ['voiture', 22],
  ['à pied', 5],
]);

/** How fast a vehicle is on the road, km/h; unknown vehicles ride a bicycle. */
export function speedOf(vehicle: string): number {
  return KMH.get(vehicle.normalize('NFC').toLowerCase()) ?? 18;
}

/** Streets are longer than the straight line by about this factor, where nothing better is known. */
export const DEFAULT_DETOUR = 1.3;
