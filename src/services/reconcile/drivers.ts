import { driverStatusFromWire } from '../../domain/status.ts';
import type { Platform } from '../redis/connect.ts';
import { keyPages, membersOf, scoresOf } from '../redis/scan.ts';
import type { Difference } from './difference.ts';

const PAGE = 200;

/** A driver as Redis keeps him. */
export interface DriverAsKept {
  readonly id: string;
  readonly hash: Readonly<Record<string, string>>;
  readonly stats: Readonly<Record<string, string>>;
  readonly orders: readonly string[];
  readonly regions: readonly string[];
}

/** Every driver that the platform names, by page; one without a hash has an empty one. */
export async function* driverPages(
  { redis, keys }: Platform,
  ids: readonly string[],
): AsyncGenerator<DriverAsKept[]> {
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE);
    const pipeline = redis.pipeline();
    for (const id of page) {
      pipeline.hgetall(keys.driver(id));
      pipeline.hgetall(keys.driverStats(id));
      pipeline.smembers(keys.driverOrders(id));
      pipeline.smembers(keys.driverRegions(id));
    }
    const replies = ((await pipeline.exec()) ?? []).map(([, reply]) => reply);
    yield page.map((id, i) => {
      const [hash, stats, orders, regions] = replies.slice(4 * i, 4 * i + 4);
      return {
        id,
        hash: (hash ?? {}) as Record<string, string>,
        stats: (stats ?? {}) as Record<string, string>,
        orders: (orders ?? []) as string[],
        regions: ((regions ?? []) as string[]).sort(),
      };
    });
  }
}

/** The ids that any key or index of the zone names. */
export async function driverIds(platform: Platform): Promise<string[]> {
  const { keys } = platform;
  const ids = await membersOf(platform, keys.driversAll);
  const prefix = keys.driver('');
  for await (const page of keyPages(platform, prefix)) {
    for (const key of page) {
      const [id = '', ...more] = key.slice(prefix.length).split(':');
      // driver:{id} itself, or one of the keys below it; an id may hold a colon of its own.
      if (more.length === 0) ids.add(id);
      else if (BELOW.has(more.at(-1) ?? '')) ids.add([id, ...more.slice(0, -1)].join(':'));
    }
  }
  return [...ids].sort();
}

const BELOW = new Set(['orders', 'regions']);

/**
 * Compares every index of drivers with the hashes and with what they carry, and both sides of the
 * regions. Answers what differs and how many drivers there are.
 */
export async function compareDriverIndexes(
  platform: Platform,
): Promise<{ differences: Difference[]; count: number }> {
  const { keys } = platform;
  const ids = await driverIds(platform);
  const [all, free, busy, offDuty] = await Promise.all(
    [keys.driversAll, ...(['free', 'busy', 'offDuty'] as const).map(keys.driversStatus)].map(
      (key) => membersOf(platform, key),
    ),
  );
  const [ratings, places, seen] = await Promise.all([
    scoresOf(platform, keys.driversRatings),
    scoresOf(platform, keys.driversLocations),
    scoresOf(platform, keys.driversLastSeen),
  ]);
  const named = [...ids, ...ratings.keys(), ...places.keys(), ...seen.keys()];
  for (const set of [free, busy, offDuty]) named.push(...(set ?? []));
  const sets = { free, busy, offDuty };
  const differences: Difference[] = [];
  const worksIn = new Map<string, Set<string>>();
  let count = 0;
  for await (const page of driverPages(platform, [...new Set(named)].sort())) {
    for (const driver of page) {
      const { id, hash, stats, orders, regions } = driver;
      const wrong = (where: string) =>
        differences.push({ kind: 'driver_index', subject: id, where });
      const known = Object.keys(hash).length > 0;
      if (known) count += 1;
      const said = driverStatusFromWire(hash.status ?? '') ?? 'offDuty';
      const status = orders.length > 0 ? 'busy' : said === 'offDuty' ? 'offDuty' : 'free';
      if (known && said !== status) wrong('status');
      if (all?.has(id) !== known) wrong('drivers:all');
      for (const [name, members] of Object.entries(sets))
        if (members?.has(id) !== (known && name === status)) wrong(`drivers:status (${name})`);
      const rated = known && hash.rating ? Number(hash.rating) : undefined;
      if (ratings.get(id) !== rated) wrong('drivers:ratings');
      const load = Number(stats.deliveries_in_progress ?? 0);
      if (known && load !== orders.length) wrong('deliveries_in_progress');
      const away = !known || status === 'offDuty';
      if (places.has(id) && away) wrong('drivers_locations');
      if (seen.has(id) && away) wrong('drivers:last_seen');
      for (const region of regions) {
        const there = worksIn.get(region) ?? new Set();
        worksIn.set(region, there.add(id));
      }
    }
  }
  differences.push(...(await compareRegions(platform, worksIn)));
  return { differences, count };
}

/** Regions that only one side names: the driver's own set, or the region's. */
async function compareRegions(
  platform: Platform,
  worksIn: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Difference[]> {
  const { keys } = platform;
  const [before = '', after = ''] = keys.regionDrivers('\0').split('\0');
  const regions = new Set(worksIn.keys());
  for await (const page of keyPages(platform, before))
    for (const key of page)
      if (key.endsWith(after)) regions.add(key.slice(before.length, -after.length));
  const differences: Difference[] = [];
  for (const region of regions) {
    const there = await membersOf(platform, keys.regionDrivers(region));
    const own = worksIn.get(region) ?? new Set();
    for (const id of new Set([...there, ...own]))
      if (there.has(id) !== own.has(id))
        differences.push({ kind: 'region_index', subject: id, where: region });
  }
  return differences;
}
