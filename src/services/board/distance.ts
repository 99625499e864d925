import type { Platform } from '../redis/connect.ts';

/** Metres between two drivers as Redis measures them; null while one has no position. */
export async function driverDistance(
  { redis, keys }: Platform,
  a: string,
  b: string,
): Promise<number | null> {
  // Without a unit it is metres; Redis 6.2 refuses the capital M that the typed call would send.
  const metres = await redis.geodist(keys.driversLocations, a, b);
  return metres === null ? null : Number(metres);
}
