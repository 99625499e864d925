import type { Position } from '../../domain/geo.ts';
import type { Platform } from '../redis/connect.ts';
import { scorePages } from '../redis/scan.ts';
import { asDown } from '../redis/scripts.ts';

/** A place that has a name. */
export interface NamedPlace {
  readonly name: string;
  readonly position: Position;
}

/** More than anybody chooses from; a list that a person opened is read once. */
const MOST = 1_000;

/** The places of the zone that orders leave from and go to, by name. Throws RedisDown. */
export async function readPlaces(platform: Platform): Promise<NamedPlace[]> {
  const { redis, keys } = platform;
  const places: NamedPlace[] = [];
  try {
    for await (const page of scorePages(platform, keys.deliveryPoints)) {
      const names = page.map(([name]) => name);
      const positions = await redis.geopos(keys.deliveryPoints, ...names);
      names.forEach((name, i) => {
        const [lon, lat] = positions[i] ?? [];
        if (lon !== undefined && lat !== undefined)
          places.push({ name, position: { lon: Number(lon), lat: Number(lat) } });
      });
      if (places.length >= MOST) break;
    }
  } catch (error) {
    throw asDown(error);
  }
  return places.toSorted((a, b) => a.name.localeCompare(b.name));
}
