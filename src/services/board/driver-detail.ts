import type { Position } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import type { Platform } from '../redis/connect.ts';
import { parseOrder } from '../redis/parse.ts';
import { setPages } from '../redis/scan.ts';
import { asDown } from '../redis/scripts.ts';

/** A point of a driver's way; `at` in ms. */
export interface TrackPoint extends Position {
  readonly at: number;
}

/** His way as far as it was read: `end` is where the next reading goes on. */
export interface Track {
  readonly points: readonly TrackPoint[];
  readonly end: string;
}

const TRACK_MS = 2 * 3_600_000;
const TRACK_POINTS = 2_000;
/** Nobody reads more at once; what another program made of a set is not read without end. */
const CARRIED_SHOWN = 200;

function pointOf(flat: readonly string[]): TrackPoint[] {
  const field = (name: string) => {
    const index = flat.indexOf(name);
    return index < 0 ? Number.NaN : Number(flat[index + 1]);
  };
  const point = { lon: field('lon'), lat: field('lat'), at: field('at') };
  return Object.values(point).every(Number.isFinite) ? [point] : [];
}

/**
 * A driver's way of the last two hours before `now`, oldest first; after a first reading only what
 * came since. Throws RedisDown.
 */
export async function readTrack(
  { redis, keys }: Platform,
  driver: string,
  now: number,
  before: Track | null = null,
): Promise<Track> {
  const since = now - TRACK_MS;
  const from = before ? `(${before.end}` : String(since);
  try {
    const entries = await redis.xrange(
      keys.driverTrack(driver),
      ...([from, '+', 'COUNT', TRACK_POINTS] as const),
    );
    const fresh = entries.flatMap(([, flat]) => pointOf(flat));
    const points = [...(before?.points ?? []), ...fresh].filter(({ at }) => at >= since);
    return { points, end: entries.at(-1)?.[0] ?? before?.end ?? String(since) };
  } catch (error) {
    throw asDown(error);
  }
}

/** What a driver carries, promised soonest first; `most` of it. Throws RedisDown. */
export async function readCarried(
  platform: Platform,
  driver: string,
  most: number = CARRIED_SHOWN,
): Promise<Order[]> {
  const { redis, keys } = platform;
  try {
    const ids = new Set<string>();
    for await (const page of setPages(platform, keys.driverOrders(driver))) {
      for (const id of page) ids.add(id);
      if (ids.size >= most) break;
    }
    const orders = await Promise.all(
      [...ids]
        .slice(0, most)
        .map(async (id) => parseOrder(id, await redis.hgetall(keys.order(id)))),
    );
    return orders
      .filter((order): order is Order => order !== null)
      .toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.id < b.id ? -1 : 1));
  } catch (error) {
    throw asDown(error);
  }
}
