import type { ChainableCommander } from 'ioredis';
import {
  type CandidateList,
  DEFAULT_RADIUS_M,
  type Excluded,
  type ExclusionReason,
  MAX_DRIVERS,
  nearest,
} from '../../domain/board.ts';
import { type Driver, POSITION_FRESH_MS } from '../../domain/driver.ts';
import type { Position } from '../../domain/geo.ts';
import type { Candidate } from '../../domain/strategy.ts';
import type { Platform } from '../redis/connect.ts';
import { RedisDown } from '../redis/down.ts';
import { parseDriver } from '../redis/parse.ts';

/** The ring starts here and doubles: one wide sorted search costs Redis a hundred times more. */
const FIRST_RING_M = 250;
/** Among so few drivers a wide search is as cheap as a ring, and saves the way to and fro. */
const FEW = 400;
/** Drivers looked for at first; more where most of those are out, up to the limit. */
const LEAST_PAGE = 40;
const LAST_PAGE = 3_200;

type Near = [id: string, metres: string];

/** The order that drivers are looked for. */
interface Wanted {
  readonly id: string;
  readonly region: string;
  readonly pickup: Position | null;
  /** Drivers that a person refused for it. */
  readonly refused?: readonly string[];
}

/** A driver as he was read for an order of a region; null: there is no such driver. */
interface Facts {
  readonly driver: Driver | null;
  readonly load: number;
  readonly inRegion: boolean;
  /** ms since 1970; null where he never dated his position. */
  readonly lastSeen: number | null;
}

/** Drivers read for the orders before, by region and id: what is planned together sees each as he was once. */
export type KnownDrivers = Map<string, Facts>;

/** What has been judged so far. */
interface Judged {
  readonly ids: Set<string>;
  readonly eligible: Candidate[];
  readonly excluded: Excluded[];
}

/**
 * The drivers near an order's pick-up, nearest first: who could take it, and who is out and why; at
 * most `limit` of each. Read-only; the assignment itself is judged again by its script. `known` is added
 * to: whoever is in it is not read again. Throws RedisDown.
 */
export async function findCandidates(
  platform: Platform,
  order: Wanted,
  radiusM: number = DEFAULT_RADIUS_M,
  limit: number = MAX_DRIVERS,
  known: KnownDrivers = new Map(),
): Promise<CandidateList> {
  const { id: orderId, pickup } = order;
  if (!pickup) return { orderId, radiusM, eligible: [], excluded: [] };
  const judged: Judged = { ids: new Set(), eligible: [], excluded: [] };
  try {
    let ring = Math.min(FIRST_RING_M, radiusM);
    let page = Math.max(LEAST_PAGE, 2 * limit);
    let [near, now, all] = await firstRing(platform, pickup, ring, page);
    if (all <= FEW && ring < radiusM) {
      ring = radiusM;
      near = await searchRing(platform, pickup, ring, page);
    }
    for (;;) {
      // A wider ring begins with who was in the narrower one.
      const fresh = near.filter(([id]) => !judged.ids.has(id));
      if (fresh.length > 0) {
        await learn(platform, order.region, fresh, known);
        judge(order, fresh, now, known, judged);
      }
      const cutOff = near.length === page && page < LAST_PAGE;
      if (judged.eligible.length >= limit || (!cutOff && ring >= radiusM)) break;
      if (cutOff) page = Math.min(page * 4, LAST_PAGE);
      else ring = Math.min(ring * 2, radiusM);
      near = await searchRing(platform, pickup, ring, page);
    }
  } catch (error) {
    throw new RedisDown(error instanceof Error ? error.message : String(error));
  }
  // Who moved between two searches may have been found out of turn.
  return {
    orderId,
    radiusM,
    eligible: nearest(judged.eligible, limit),
    excluded: nearest(judged.excluded, limit),
  };
}

const ringOf = ({ lon, lat }: Position, radiusM: number, page: number) =>
  [
    ...(['FROMLONLAT', lon, lat, 'BYRADIUS', radiusM, 'm'] as const),
    ...(['ASC', 'COUNT', page, 'WITHDIST'] as const),
  ] as const;

async function searchRing(
  { redis, keys }: Platform,
  pickup: Position,
  radiusM: number,
  page: number,
): Promise<Near[]> {
  return (await redis.geosearch(keys.driversLocations, ...ringOf(pickup, radiusM, page))) as Near[];
}

/** Who is in the first ring, Redis' own clock in ms, and how many drivers have a position at all. */
async function firstRing(
  { redis, keys }: Platform,
  pickup: Position,
  radiusM: number,
  page: number,
): Promise<[near: Near[], now: number, all: number]> {
  const [time, all, near] = await repliesOf(
    redis
      .pipeline()
      .time()
      .zcard(keys.driversLocations)
      .geosearch(keys.driversLocations, ...ringOf(pickup, radiusM, page)),
  );
  return [near as Near[], Number((time as string[])[0]) * 1000, Number(all)];
}

/** The replies of a pipeline; the first that is an error is thrown. */
async function repliesOf(pipeline: ChainableCommander): Promise<unknown[]> {
  return ((await pipeline.exec()) ?? []).map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}

/** Reads those drivers who are not known yet. */
async function learn(
  { redis, keys }: Platform,
  region: string,
  near: readonly Near[],
  known: KnownDrivers,
): Promise<void> {
  const ids = near.map(([id]) => id).filter((id) => !known.has(`${region} ${id}`));
  if (ids.length === 0) return;
  const pipeline = redis.pipeline();
  pipeline.zmscore(keys.driversLastSeen, ...ids);
  for (const id of ids) {
    pipeline.hmget(keys.driver(id), 'name', 'status', 'rating', 'capacity');
    pipeline.scard(keys.driverOrders(id));
    pipeline.sismember(keys.driverRegions(id), region);
  }
  const [seen, ...replies] = await repliesOf(pipeline);
  ids.forEach((id, index) => {
    const [fields, load, works] = replies.slice(index * 3, index * 3 + 3);
    const last = (seen as (string | null)[])[index] ?? null;
    known.set(`${region} ${id}`, {
      driver: driverOf(id, fields as (string | null)[]),
      load: Number(load),
      inRegion: region === '' || works === 1,
      lastSeen: last === null ? null : Number(last),
    });
  });
}

/** Adds each driver to those who could take the order or to those who are out. */
function judge(
  { region, refused = [] }: Wanted,
  near: readonly Near[],
  now: number,
  known: KnownDrivers,
  judged: Judged,
): void {
  for (const [driverId, distance] of near) {
    judged.ids.add(driverId);
    const facts = known.get(`${region} ${driverId}`);
    if (!facts?.driver) continue;
    const { driver, load, inRegion, lastSeen } = facts;
    const { name, rating, capacity } = driver;
    const distanceM = Number(distance);
    const candidate: Candidate = { driverId, name, distanceM, rating, load, capacity };
    const reason =
      whyOut(driver, candidate, lastSeen, inRegion, now) ??
      (refused.includes(driverId) ? 'refused' : null);
    if (reason === null) judged.eligible.push(candidate);
    else judged.excluded.push({ ...candidate, reason });
  }
}

/** A driver from the fields that count here; null where he has none of them. */
function driverOf(id: string, fields: readonly (string | null)[]): Driver | null {
  if (fields.every((field) => field === null)) return null;
  const [name, status, rating, capacity] = fields.map((field) => field ?? undefined);
  return parseDriver(id, { name, status, rating, capacity });
}

/** Another program's driver may have a position and no `last_seen`: then nothing speaks against it. */
function whyOut(
  driver: Driver,
  { load, capacity }: Candidate,
  lastSeen: number | null,
  inRegion: boolean,
  now: number,
): ExclusionReason | null {
  if (driver.status === 'offDuty') return 'off_duty';
  if (load >= capacity) return 'full';
  if (!inRegion) return 'other_region';
  if (lastSeen !== null && now - lastSeen > POSITION_FRESH_MS) return 'silent';
  return null;
}
