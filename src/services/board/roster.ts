import type { ChainableCommander } from 'ioredis';
import type { Position } from '../../domain/geo.ts';
import { compareIds } from '../../domain/ids.ts';
import type { RosterDriver } from '../../domain/roster.ts';
import type { Platform } from '../redis/connect.ts';
import { parseDriver } from '../redis/parse.ts';
import { setPages } from '../redis/scan.ts';
import { asDown } from '../redis/scripts.ts';

const FIELDS = ['name', 'phone', 'vehicle', 'region', 'rating', 'status', 'capacity'] as const;
const FIGURES = ['deliveries_completed', 'revenue_cents', 'rating_count'] as const;
/** A ring round a place begins here and doubles. */
const FIRST_RING_M = 250;
const WIDEST_RING_M = 20_000;

/** Replies of a pipeline; the first error is thrown, as RedisDown where there was no answer. */
async function repliesOf(pipeline: ChainableCommander): Promise<unknown[]> {
  const replies = await pipeline.exec().catch((error) => {
    throw asDown(error);
  });
  return (replies ?? []).map(([error, reply]) => {
    if (error) throw asDown(error);
    return reply;
  });
}

type Fields = readonly (string | null)[];

function hashOf(names: readonly string[], values: Fields): Record<string, string> {
  const present = names.flatMap((name, i) => (values[i] == null ? [] : [[name, values[i]]]));
  return Object.fromEntries(present);
}

const whole = (text: string | undefined) => {
  const value = Number(text ?? 0);
  return Number.isSafeInteger(value) ? value : 0;
};

/**
 * What stands in a driver's hash, figures and regions as an event's record has them too; null where
 * there is no such driver. Where he is and when he was seen stand elsewhere.
 */
export function rosterDriver(
  id: string,
  record: Readonly<Record<string, string>>,
  regions: readonly string[],
  load: number,
): RosterDriver | null {
  const driver = parseDriver(id, record);
  if (!driver) return null;
  return {
    ...driver,
    regions: regions.toSorted(compareIds),
    load,
    deliveries: whole(record.deliveries_completed),
    revenueCents: whole(record.revenue_cents),
    ratingCount: whole(record.rating_count),
    lastSeenAt: null,
    position: null,
  };
}

/** These drivers as they are now; who is not there is left out. One round trip. Throws RedisDown. */
export async function readRosterDrivers(
  { redis, keys }: Platform,
  ids: readonly string[],
): Promise<RosterDriver[]> {
  if (ids.length === 0) return [];
  const pipeline = redis.pipeline();
  pipeline.zmscore(keys.driversLastSeen, ...ids);
  pipeline.geopos(keys.driversLocations, ...ids);
  for (const id of ids) {
    pipeline.hmget(keys.driver(id), ...FIELDS);
    pipeline.hmget(keys.driverStats(id), ...FIGURES);
    pipeline.scard(keys.driverOrders(id));
    pipeline.smembers(keys.driverRegions(id));
  }
  const [seen, places, ...rest] = await repliesOf(pipeline);
  return ids.flatMap((id, i) => {
    const [fields, figures, load, regions] = rest.slice(4 * i, 4 * i + 4);
    const own = hashOf(FIELDS, fields as Fields);
    if (Object.keys(own).length === 0) return [];
    const record = { ...own, ...hashOf(FIGURES, figures as Fields) };
    const driver = rosterDriver(id, record, regions as string[], Number(load));
    const at = (seen as Fields)[i];
    const [lon, lat] = (places as (Fields | null)[])[i] ?? [];
    return driver
      ? {
          ...driver,
          lastSeenAt: at == null ? null : Number(at),
          position: lon == null || lat == null ? null : { lon: Number(lon), lat: Number(lat) },
        }
      : [];
  });
}

/** All drivers, read once in pages, each told with how many there are in all. Throws RedisDown. */
export async function* rosterPages(
  platform: Platform,
): AsyncGenerator<{ drivers: RosterDriver[]; total: number }> {
  const { redis, keys } = platform;
  try {
    const total = await redis.scard(keys.driversAll);
    for await (const ids of setPages(platform, keys.driversAll)) {
      yield { drivers: await readRosterDrivers(platform, ids), total };
    }
  } catch (error) {
    throw asDown(error);
  }
}

/** How many orders each of these drivers carries. Throws RedisDown. */
export async function readLoads(
  { redis, keys }: Platform,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.scard(keys.driverOrders(id));
  const loads = await repliesOf(pipeline);
  return new Map(ids.map((id, i) => [id, Number(loads[i])]));
}

/**
 * Drivers on duty whose last position is from before `before` (ms): how many, and since when those
 * are silent who are longest, `limit` at most. Throws RedisDown.
 */
export async function readSilent(
  { redis, keys }: Platform,
  before: number,
  limit: number,
): Promise<{ total: number; longest: Map<string, number> }> {
  const pipeline = redis.pipeline();
  pipeline.zcount(keys.driversLastSeen, '-inf', `(${before}`);
  if (limit > 0)
    pipeline.zrange(
      keys.driversLastSeen,
      ...(['-inf', `(${before}`, 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES'] as const),
    );
  const [total, flat = []] = await repliesOf(pipeline);
  const longest = new Map<string, number>();
  const pairs = flat as string[];
  for (let i = 0; i + 1 < pairs.length; i += 2) longest.set(pairs[i] ?? '', Number(pairs[i + 1]));
  return { total: Number(total), longest };
}

/** The drivers nearest to a place, at least `enough` where so many are within 20 km. Throws RedisDown. */
export async function readNearestIds(
  { redis, keys }: Platform,
  { lon, lat }: Position,
  enough: number,
): Promise<string[]> {
  try {
    for (let ring = FIRST_RING_M; ; ring *= 2) {
      const ids = (await redis.geosearch(
        keys.driversLocations,
        ...(['FROMLONLAT', lon, lat, 'BYRADIUS', ring, 'm', 'ASC', 'COUNT', enough] as const),
      )) as string[];
      if (ids.length >= enough || ring >= WIDEST_RING_M) return ids;
    }
  } catch (error) {
    throw asDown(error);
  }
}
