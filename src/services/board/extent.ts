import type { Position } from '../../domain/geo.ts';
import type { Platform } from '../redis/connect.ts';
import { RedisDown } from '../redis/down.ts';

/** So many drivers stand for all of them. */
const SAMPLE = 100;
const MOST_PLACES = 60;

/**
 * Where the drivers and places are: some of them, spread evenly over the order in which Redis keeps
 * them, which is that of where they lie. At a cost that does not grow with their number. Throws RedisDown.
 */
export async function readExtent({ redis, keys }: Platform): Promise<Position[]> {
  try {
    const [drivers, places] = await Promise.all(
      [keys.driversLocations, keys.deliveryPoints].map((key) => redis.zcard(key)),
    );
    const pipeline = redis.pipeline();
    for (const rank of ranks(drivers ?? 0, SAMPLE)) {
      pipeline.zrange(keys.driversLocations, rank, rank);
    }
    const ids = ((await pipeline.exec()) ?? []).flatMap(([error, reply]) => {
      if (error) throw error;
      return reply as string[];
    });
    const names =
      (places ?? 0) > 0
        ? await redis.zrange(keys.deliveryPoints, '0', String(MOST_PLACES - 1))
        : [];
    const positions = await Promise.all([
      ids.length > 0 ? redis.geopos(keys.driversLocations, ...ids) : [],
      names.length > 0 ? redis.geopos(keys.deliveryPoints, ...names) : [],
    ]);
    return positions
      .flat()
      .flatMap((at) => (at ? [{ lon: Number(at[0]), lat: Number(at[1]) }] : []));
  } catch (error) {
    throw new RedisDown(error instanceof Error ? error.message : String(error));
  }
}

/** At most `most` places of a list, evenly, with the first and the last. */
function ranks(size: number, most: number): string[] {
  const count = Math.min(size, most);
  const step = count > 1 ? (size - 1) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => String(Math.round(i * step)));
}
