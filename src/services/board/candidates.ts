import type { CandidateList, Excluded, ExclusionReason } from '../../domain/board.ts';
import { type Driver, POSITION_FRESH_MS } from '../../domain/driver.ts';
import type { Position } from '../../domain/geo.ts';
import type { Candidate } from '../../domain/strategy.ts';
import type { Platform } from '../redis/connect.ts';
import { RedisDown } from '../redis/down.ts';
import { parseDriver } from '../redis/parse.ts';

/** Unless told otherwise drivers are looked for within this distance of the pick-up. */
export const DEFAULT_RADIUS_M = 5_000;
/** The ring starts here and doubles: one wide sorted search costs Redis a hundred times more. */
const FIRST_RING_M = 500;
/** The list holds at most this many of each kind: every strategy ranks the same ones. */
const MAX_DRIVERS = 50;
/** Drivers read at once; more where most of those are out, up to the limit. */
const FIRST_PAGE = 100;
const LAST_PAGE = 3_200;

/**
 * The drivers near an order's pick-up, nearest first: who could take it, and who is out and why.
 * Read-only; the assignment itself is judged again by its script. Throws RedisDown.
 */
export async function findCandidates(
  platform: Platform,
  order: { id: string; region: string; pickup: Position | null },
  radiusM: number = DEFAULT_RADIUS_M,
): Promise<CandidateList> {
  const { id: orderId, pickup } = order;
  if (!pickup) return { orderId, radiusM, eligible: [], excluded: [] };
  try {
    let ring = Math.min(FIRST_RING_M, radiusM);
    let page = FIRST_PAGE;
    for (;;) {
      const { eligible, excluded, all } = await searchRing(
        platform,
        order.region,
        pickup,
        ring,
        page,
      );
      const cutOff = all === page && page < LAST_PAGE;
      if (eligible.length >= MAX_DRIVERS || (!cutOff && ring >= radiusM)) {
        return {
          orderId,
          radiusM,
          eligible: eligible.slice(0, MAX_DRIVERS),
          excluded: excluded.slice(0, MAX_DRIVERS),
        };
      }
      if (cutOff) page = Math.min(page * 4, LAST_PAGE);
      else ring = Math.min(ring * 2, radiusM);
    }
  } catch (error) {
    throw new RedisDown(error instanceof Error ? error.message : String(error));
  }
}

async function searchRing(
  platform: Platform,
  region: string,
  { lon, lat }: Position,
  radiusM: number,
  page: number,
) {
  const { redis, keys } = platform;
  const near = (await redis.geosearch(
    keys.driversLocations,
    ...(['FROMLONLAT', lon, lat, 'BYRADIUS', radiusM, 'm'] as const),
    ...(['ASC', 'COUNT', page, 'WITHDIST'] as const),
  )) as [string, string][];

  const pipeline = redis.pipeline();
  pipeline.time();
  for (const [id] of near) {
    pipeline.hgetall(keys.driver(id));
    pipeline.scard(keys.driverOrders(id));
    pipeline.zscore(keys.driversLastSeen, id);
    pipeline.sismember(keys.driverRegions(id), region);
  }
  const replies = ((await pipeline.exec()) ?? []).map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
  const now = Number((replies.shift() as string[])[0]) * 1000;

  const eligible: Candidate[] = [];
  const excluded: Excluded[] = [];
  near.forEach(([driverId, distance], index) => {
    const [hash, load, seen, works] = replies.slice(index * 4, index * 4 + 4);
    const driver = parseDriver(driverId, hash as Record<string, string>);
    if (!driver) return;
    const candidate: Candidate = {
      driverId,
      name: driver.name,
      distanceM: Number(distance),
      rating: driver.rating,
      load: Number(load),
      capacity: driver.capacity,
    };
    const lastSeen = seen === null ? null : Number(seen);
    const inRegion = region === '' || works === 1;
    const reason = whyOut(driver, candidate, lastSeen, inRegion, now);
    if (reason === null) eligible.push(candidate);
    else excluded.push({ ...candidate, reason });
  });
  return { eligible, excluded, all: near.length };
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
