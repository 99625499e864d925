/** A city of drivers for benches: all over the zone, most of them busy. */
import { offset, type Position } from '../../src/domain/geo.ts';
import { seriesOf } from '../../src/domain/series.ts';
import { PARIS } from '../../src/domain/zone.ts';
import type { Platform } from '../../src/services/redis/connect.ts';

export const BUSY_SHARE = 0.7;
const CAPACITY = 3;
/** Drivers that are written together while a city is made. */
const BATCH = 1_000;

/** A place in the zone; any is as likely as any other. */
export function somewhere(next: () => number): Position {
  return offset(PARIS.centre, PARIS.radiusM * Math.sqrt(next()), 360 * next());
}

/** Drivers all over the zone, 70 % of them with as many orders as they can carry. */
export async function populate({ redis, keys }: Platform, drivers: number): Promise<void> {
  const next = seriesOf(drivers);
  for (let start = 1; start <= drivers; start += BATCH) {
    const pipeline = redis.pipeline();
    const places: (string | number)[] = [];
    const seen: (string | number)[] = [];
    const ratings: (string | number)[] = [];
    const ids = { free: [] as string[], busy: [] as string[] };
    for (let i = start; i < start + BATCH && i <= drivers; i += 1) {
      const id = `d${i}`;
      const load = next() < BUSY_SHARE ? CAPACITY : Math.floor(next() * CAPACITY);
      const { lon, lat } = somewhere(next);
      const rating = (3 + 2 * next()).toFixed(2);
      pipeline.hset(keys.driver(id), {
        ...{ name: `Driver ${i}`, phone: '+33 6 12 34 56 78', vehicle: 'bike', region: 'Paris' },
        ...{ rating, capacity: CAPACITY },
        status: load > 0 ? 'occupé' : 'disponible',
      });
      const orders = Array.from({ length: load }, (_, n) => `c${i}-${n}`);
      if (load > 0) pipeline.sadd(keys.driverOrders(id), ...orders);
      pipeline.sadd(keys.driverRegions(id), 'Paris');
      places.push(lon, lat, id);
      seen.push(Date.now(), id);
      ratings.push(rating, id);
      ids[load > 0 ? 'busy' : 'free'].push(id);
    }
    pipeline.geoadd(keys.driversLocations, ...places);
    pipeline.zadd(keys.driversLastSeen, ...seen);
    pipeline.zadd(keys.driversRatings, ...ratings);
    pipeline.sadd(keys.driversAll, ...ids.free, ...ids.busy);
    for (const status of ['free', 'busy'] as const) {
      if (ids[status].length > 0) pipeline.sadd(keys.driversStatus(status), ...ids[status]);
    }
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  }
}
