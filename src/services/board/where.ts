import type { Position } from '../../domain/geo.ts';
import type { Platform } from '../redis/connect.ts';

/** Where a driver is; null while he has no position: unknown, or off duty. */
export async function whereIs({ redis, keys }: Platform, driver: string): Promise<Position | null> {
  const [at] = await redis.geopos(keys.driversLocations, driver);
  return at ? { lon: Number(at[0]), lat: Number(at[1]) } : null;
}
