import { capacityOf, POSITION_FRESH_MS } from '../../domain/driver.ts';
import { isPosition, type Position } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import type { Platform } from '../redis/connect.ts';
import { readOrders } from './orders.ts';
import { askEach, chunks } from './replies.ts';

/** So many drivers on duty are all looked at; with more, those near what waits. */
const ALL_OF_THEM = 4_000;
/** Drivers looked for around a place, and how far; the ring grows until it has them. */
const NEAR_ENOUGH = 60;
const FIRST_RING_M = 500;
const LAST_RING_M = 8_000;
/** Places nearer to each other than this are looked around together, degrees. */
const CELL = 0.005;
const MOST_CELLS = 200;
/** How long what changes seldom is believed, ms. */
const FACTS_FOR_MS = 60_000;
const IDS_AT_ONCE = 1_000;
/** So long nothing is planned for a driver whom the platform refused, ms: who is full for one is so for all. */
const PAUSE_MS = 30_000;

/** What changes seldom of a driver. */
interface DriverFacts {
  readonly name: string;
  readonly vehicle: string;
  readonly capacity: number;
  readonly regions: ReadonlySet<string>;
  readonly readAt: number;
  /** Nothing is planned for him until then, ms; absent: he was not refused. */
  readonly pausedUntil?: number;
}

/** A driver on duty whose position is fresh. */
export interface LiveDriver extends DriverFacts {
  readonly id: string;
  readonly position: Position;
  /** What he carries. */
  readonly carries: readonly Order[];
}

/** What is remembered of drivers between two rounds. */
export type FactsCache = Map<string, DriverFacts>;

/** The platform refused a driver: what is believed of him is read anew, and he is left out for a while. */
export function pauseDriver(cache: FactsCache, driver: string, now: number): void {
  const facts = cache.get(driver);
  if (facts) cache.set(driver, { ...facts, readAt: 0, pausedUntil: now + PAUSE_MS });
}

/** Everybody who could be given one of the orders, now or soon. `now`: ms. */
export async function readDrivers(
  platform: Platform,
  orders: readonly Order[],
  now: number,
  cache: FactsCache,
): Promise<LiveDriver[]> {
  const { redis, keys } = platform;
  const [free, busy] = [keys.driversStatus('free'), keys.driversStatus('busy')];
  const onDuty = (await redis.scard(free)) + (await redis.scard(busy));
  const ids =
    onDuty <= ALL_OF_THEM
      ? [...(await members(platform, free)), ...(await members(platform, busy))]
      : await around(platform, orders);
  const there = await placed(platform, [...new Set(ids)], now);
  await learn(platform, [...there.keys()], now, cache);
  const carried = await hands(platform, [...there.keys()]);
  return [...there].flatMap(([id, position]) => {
    const facts = cache.get(id);
    const carries = carried.get(id);
    const paused = (facts?.pausedUntil ?? 0) > now;
    return facts && carries && !paused ? [{ ...facts, id, position, carries }] : [];
  });
}

async function members({ redis }: Platform, key: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '0';
  do {
    const [next, some] = await redis.sscan(key, cursor, 'COUNT', IDS_AT_ONCE);
    ids.push(...some);
    cursor = next;
  } while (cursor !== '0');
  return ids;
}

/** Who is near one of the orders, and who was pinned to one. */
async function around(platform: Platform, orders: readonly Order[]): Promise<string[]> {
  const { keys } = platform;
  const cells = new Map<string, Position>();
  for (const { pickup } of orders) {
    if (!pickup || cells.size === MOST_CELLS) continue;
    const cell = `${Math.round(pickup.lon / CELL)} ${Math.round(pickup.lat / CELL)}`;
    if (!cells.has(cell)) cells.set(cell, pickup);
  }
  const found = new Set(orders.flatMap(({ pinned }) => pinned?.driver ?? []));
  let open = [...cells.values()];
  for (let ring = FIRST_RING_M; open.length > 0 && ring <= LAST_RING_M; ring *= 2) {
    const enough = await askEach(
      platform,
      open,
      (pipeline, { lon, lat }) =>
        pipeline.geosearch(
          ...([keys.driversLocations, 'FROMLONLAT', lon, lat, 'BYRADIUS', ring, 'm'] as const),
          ...(['ASC', 'COUNT', NEAR_ENOUGH] as const),
        ),
      (reply) => {
        const near = reply as string[];
        for (const id of near) found.add(id);
        return near.length >= NEAR_ENOUGH;
      },
    );
    open = open.filter((_cell, i) => !enough[i]);
  }
  return [...found];
}

/** Where they are: those whose position is fresh, or was written by a program that does not date it. */
async function placed(
  { redis, keys }: Platform,
  ids: readonly string[],
  now: number,
): Promise<Map<string, Position>> {
  const there = new Map<string, Position>();
  for (const some of chunks(ids, IDS_AT_ONCE)) {
    const [seen, positions] = await Promise.all([
      redis.zmscore(keys.driversLastSeen, ...some),
      redis.geopos(keys.driversLocations, ...some),
    ]);
    some.forEach((id, i) => {
      const at = seen[i] ?? null;
      const [lon = Number.NaN, lat = Number.NaN] = (positions[i] ?? []).map(Number);
      const fresh = at === null || now - Number(at) <= POSITION_FRESH_MS;
      if (fresh && isPosition(lon, lat)) there.set(id, { lon, lat });
    });
  }
  return there;
}

/** Reads what changes seldom of those of whom it is not known, or not anew. */
async function learn(
  platform: Platform,
  ids: readonly string[],
  now: number,
  cache: FactsCache,
): Promise<void> {
  const { keys } = platform;
  const here = new Set(ids);
  for (const id of cache.keys()) if (!here.has(id)) cache.delete(id);
  const old = ids.filter((id) => now - (cache.get(id)?.readAt ?? 0) > FACTS_FOR_MS);
  // Most work in the same regions: one set for all of them.
  const known = new Map<string, ReadonlySet<string>>();
  const same = (regions: string[]) => {
    const key = regions.sort().join();
    const set = known.get(key) ?? new Set(regions);
    known.set(key, set);
    return set;
  };
  const regions = await askEach(
    platform,
    old,
    (pipeline, id) => pipeline.smembers(keys.driverRegions(id)),
    (reply) => same(reply as string[]),
  );
  const hashes = await askEach(
    platform,
    old,
    (pipeline, id) => pipeline.hmget(keys.driver(id), 'name', 'vehicle', 'capacity'),
    (reply) => reply as (string | null)[],
  );
  old.forEach((id, i) => {
    const [name, vehicle, capacity] = hashes[i] ?? [];
    const { pausedUntil = 0 } = cache.get(id) ?? {};
    cache.set(id, {
      name: name || id,
      vehicle: vehicle ?? '',
      capacity: capacityOf(capacity),
      ...{ regions: regions[i] ?? new Set(), pausedUntil },
      // Not all of a fleet again in the same round.
      readAt: now - Math.floor(Math.random() * (FACTS_FOR_MS / 2)),
    });
  });
}

/** What each of those on duty carries; who is not on duty is left out. */
async function hands(
  platform: Platform,
  ids: readonly string[],
): Promise<Map<string, readonly Order[]>> {
  const { redis, keys } = platform;
  const free: string[] = [];
  const busy: string[] = [];
  for (const some of chunks(ids, IDS_AT_ONCE)) {
    const [isFree, isBusy] = await Promise.all([
      redis.smismember(keys.driversStatus('free'), ...some),
      redis.smismember(keys.driversStatus('busy'), ...some),
    ]);
    some.forEach((id, i) => {
      if (isBusy[i] === 1) busy.push(id);
      else if (isFree[i] === 1) free.push(id);
    });
  }
  const carried = await askEach(
    platform,
    busy,
    (pipeline, id) => pipeline.smembers(keys.driverOrders(id)),
    (reply) => reply as string[],
  );
  const orders = await readOrders(platform, carried.flat());
  const byId = new Map(orders.map((order) => [order.id, order]));
  const told = new Map<string, readonly Order[]>(free.map((id) => [id, []]));
  busy.forEach((id, i) => {
    told.set(
      id,
      (carried[i] ?? []).flatMap((order) => byId.get(order) ?? []),
    );
  });
  return told;
}
