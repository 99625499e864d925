import { isPosition, type Position } from '../../domain/geo.ts';
import type { Platform } from '../redis/connect.ts';
import { scorePages } from '../redis/scan.ts';
import { asDown } from '../redis/scripts.ts';

/** A named place of the platform, where orders are picked up or go to. */
export interface Place extends Position {
  readonly name: string;
}

/** More places than this are not offered: nobody chooses among them by hand. */
const MOST = 2_000;
const PAGE = 500;

/** The named places, by name. An explicit list, read once when somebody asks for it. */
export async function readPlaces(platform: Platform): Promise<Place[]> {
  const { redis, keys } = platform;
  const names = new Set<string>();
  for await (const page of scorePages(platform, keys.deliveryPoints)) {
    for (const [name] of page) names.add(name);
    if (names.size >= MOST) break;
  }
  const all = [...names].slice(0, MOST);
  const places: Place[] = [];
  for (let at = 0; at < all.length; at += PAGE) {
    const some = all.slice(at, at + PAGE);
    const positions = await redis.geopos(keys.deliveryPoints, ...some);
    some.forEach((name, index) => {
      const [lon, lat] = (positions[index] ?? []).map(Number);
      if (lon !== undefined && lat !== undefined && isPosition(lon, lat))
        places.push({ name, lon, lat });
    });
  }
  return places.sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether any driver works in a region: else nobody would ever take its orders. Throws RedisDown. */
export async function isWorkedIn({ redis, keys }: Platform, region: string): Promise<boolean> {
  try {
    return (await redis.scard(keys.regionDrivers(region))) > 0;
  } catch (error) {
    throw asDown(error);
  }
}
