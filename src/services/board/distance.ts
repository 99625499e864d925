import type { Platform } from '../redis/connect.ts';

/** Metres between two drivers as Redis measures them; null while one has no position. */
export async function driverDistance(
  { redis, keys }: Platform,
  a: string,
  b: string,
): Promise<number | null> {
  const metres = await redis.geodist(keys.driversLocations, a, b, 'M');
  return metres === null ? null : Number(metres);
}
