import type { Document } from 'mongodb';
import { distanceM } from '../../domain/geo.ts';
import { DEFAULT_DETOUR, speedOf } from '../../domain/vehicle.ts';
import type { Config } from '../config/config.ts';
import { connectMongo, type History } from '../mongo/connect.ts';
import { parsePosition } from '../redis/parse.ts';

/** How fast drivers are, how crooked their ways, how long their stops. */
export interface Ways {
  /** Metres a minute on the road. */
  readonly metresPerMinute: (vehicle: string) => number;
  /** How much longer a way is than the straight line, 1 to 3. */
  readonly detour: (region: string) => number;
  /** Minutes at a place and at a door. */
  readonly services: { readonly pickupService: number; readonly doorService: number };
}

/** Parking, stairs, a word at the door: minutes. */
const SERVICE = 2;
/** Fewer deliveries than this say nothing of a region. */
const ENOUGH = 30;
/** So many of a region's newest deliveries are looked at. */
const LOOK_AT = 400;
const MOST_REGIONS = 50;
/** Nearer doors say more of the stop than of the way, metres. */
const LEAST_WAY_M = 500;
const BOUNDS = { least: 1, most: 3 } as const;
const LEARN_EVERY_MS = 10 * 60_000;

/** A past way: from a pick-up to its door. */
export interface PastWay {
  /** Straight line, metres. */
  readonly metres: number;
  /** From the pick-up to the hand-over. */
  readonly minutes: number;
  readonly vehicle: string;
}

/**
 * The detour factor that past ways show: the median of the way made over the straight line, from 1 to 3;
 * null where too few are known. Pure.
 */
export function detourOf(ways: readonly PastWay[]): number | null {
  const factors = ways
    .filter(({ metres, minutes }) => metres >= LEAST_WAY_M && minutes > SERVICE)
    .map(({ metres, minutes, vehicle }) => {
      const made = ((minutes - SERVICE) * speedOf(vehicle) * 1_000) / 60;
      return made / metres;
    })
    .sort((a, b) => a - b);
  const middle = factors[Math.floor(factors.length / 2)];
  if (factors.length < ENOUGH || middle === undefined) return null;
  return Math.min(BOUNDS.most, Math.max(BOUNDS.least, middle));
}

/** Ways as learned; `pace`: how many times faster than the clock of who counts with them a city is. Pure. */
export function waysOf(detours: ReadonlyMap<string, number>, pace: number): Ways {
  return {
    metresPerMinute: (vehicle) => (speedOf(vehicle) * 1_000 * pace) / 60,
    detour: (region) => detours.get(region) ?? DEFAULT_DETOUR,
    services: { pickupService: SERVICE / pace, doorService: SERVICE / pace },
  };
}

/** The detour factors that are known, by region; learned anew every ten minutes, in the background. */
export interface Detours {
  readonly known: ReadonlyMap<string, number>;
  /** Learns again when it is time; while MongoDB is away what was known stays. */
  refresh(regions: readonly string[], now: number): void | Promise<void>;
}

/** Learned once, and waited for: for a command that plans one round and ends. While MongoDB is away: none. */
export function detoursAtOnce(config: Config): Detours {
  let known: ReadonlyMap<string, number> = new Map();
  const asked = new Set<string>();
  return {
    get known() {
      return known;
    },
    async refresh(regions) {
      const fresh = regions.filter((region) => !asked.has(region));
      for (const region of fresh) asked.add(region);
      if (fresh.length === 0) return;
      const found = await learn(config, fresh).catch(() => new Map<string, number>());
      known = new Map([...known, ...found]);
    },
  };
}

/** `onFailed`: MongoDB did not tell. */
export function learnedDetours(config: Config, onFailed: (error: unknown) => void): Detours {
  let known: ReadonlyMap<string, number> = new Map();
  let learnedAt = Number.NEGATIVE_INFINITY;
  return {
    get known() {
      return known;
    },
    refresh(regions, now) {
      if (regions.length === 0 || now - learnedAt < LEARN_EVERY_MS) return;
      learnedAt = now;
      learn(config, regions).then((found) => {
        known = new Map([...known, ...found]);
      }, onFailed);
    },
  };
}

async function learn(config: Config, regions: readonly string[]): Promise<Map<string, number>> {
  const history = await connectMongo(config.mongo, 'planner');
  try {
    const found = new Map<string, number>();
    for (const region of regions.slice(0, MOST_REGIONS)) {
      const detour = detourOf(await pastWays(history, region));
      if (detour !== null) found.set(region, detour);
    }
    return found;
  } finally {
    await history.close().catch(() => undefined);
  }
}

/** The newest ways of a region: times from its deliveries, places from their orders. */
export async function pastWays({ db, deliveries }: History, region: string): Promise<PastWay[]> {
  const newest = await db
    .collection(deliveries)
    .find({ region }, { projection: { command_id: 1, driver_id: 1, duration_minutes: 1 } })
    .sort({ delivery_time: -1 })
    .limit(LOOK_AT)
    .toArray();
  const ids = newest.map(({ command_id }) => command_id);
  const riders = [...new Set(newest.map(({ driver_id }) => driver_id))];
  const [orders, drivers] = await Promise.all([
    db
      .collection('orders')
      .find({ command_id: { $in: ids } }, { projection: { command_id: 1, pickup: 1, dropoff: 1 } })
      .toArray(),
    db
      .collection('drivers')
      .find({ driver_id: { $in: riders } }, { projection: { driver_id: 1, vehicle: 1 } })
      .toArray(),
  ]);
  const placesOf = new Map(orders.map((order) => [order.command_id, order]));
  const vehicleOf = new Map(drivers.map(({ driver_id, vehicle }) => [driver_id, vehicle]));
  return newest.flatMap(({ command_id, driver_id, duration_minutes }): PastWay[] => {
    const places = placesOf.get(command_id);
    const [from, to] = [positionOf(places?.pickup), positionOf(places?.dropoff)];
    if (!from || !to || typeof duration_minutes !== 'number') return [];
    const vehicle = String(vehicleOf.get(driver_id) ?? '');
    return [{ metres: distanceM(from, to), minutes: duration_minutes, vehicle }];
  });
}

function positionOf(pair: Document[string] | undefined) {
  const [lon, lat] = Array.isArray(pair) ? pair : [];
  return parsePosition(String(lon ?? ''), String(lat ?? ''));
}
