import type { Order } from '../../domain/order.ts';
import type { Platform } from '../redis/connect.ts';
import { parseOrder } from '../redis/parse.ts';
import { askEach } from './replies.ts';

/** The oldest so many waiting orders are planned; the rest waits for its turn. */
export const MOST_ORDERS = 1_000;

const FIELDS = [
  ...['status', 'version', 'created_at', 'ready_at', 'region', 'restaurant_id', 'driver_id'],
  ...['assigned_at', 'picked_up_at'],
  ...['pickup_lon', 'pickup_lat', 'dropoff_lon', 'dropoff_lat', 'pinned_driver', 'refused_drivers'],
] as const;

/** Orders by their ids, with what the planner needs of them; those that are gone are left out. */
export async function readOrders(platform: Platform, ids: readonly string[]): Promise<Order[]> {
  const orders = await askEach(
    platform,
    ids,
    (pipeline, id) => pipeline.hmget(platform.keys.order(id), ...FIELDS),
    (reply, id) => {
      const hash: Record<string, string> = {};
      FIELDS.forEach((name, i) => {
        const value = (reply as (string | null)[])[i] ?? null;
        if (value !== null) hash[name] = value;
      });
      return parseOrder(id, hash);
    },
  );
  return orders.filter((order): order is Order => order !== null);
}

/** What of the waiting orders is not planned now: order ids, and when each was looked at, ms. */
export interface Aside {
  /** Without a pick-up, a door, or anything at all: can't be planned. */
  readonly unplaced: Map<string, number>;
  /** No driver may take them; oldest look first. They are planned where there is room. */
  readonly untaken: Map<string, number>;
}

export const nothingAside = (): Aside => ({ unplaced: new Map(), untaken: new Map() });

/** After so long it is looked at anew whether an order can be planned, ms. */
const ASIDE_MS = 60_000;
/** Hashes read at most in one go; what lies behind has its turn with the next. */
const MOST_READ = 5 * MOST_ORDERS;
/** Ids looked through at most. */
const MOST_LOOKED_AT = 100 * MOST_ORDERS;

/**
 * The oldest MOST_ORDERS that wait and can be planned; what is set aside comes behind them, so that no
 * number of orders that nobody can take keeps the others waiting. `now`: ms. `aside` follows.
 */
export async function readWaiting(
  platform: Platform,
  aside = nothingAside(),
  now = Date.now(),
): Promise<Order[]> {
  const { redis, keys } = platform;
  const { unplaced, untaken } = aside;
  for (const set of [unplaced, untaken])
    for (const [id, at] of set) if (now - at > ASIDE_MS) set.delete(id);
  const take = async (ids: readonly string[]) => {
    const found = await readOrders(platform, ids);
    const placed = found.filter(({ pickup, dropoff }) => pickup && dropoff);
    const known = new Set(placed.map(({ id }) => id));
    for (const id of ids) if (!known.has(id)) unplaced.set(id, now);
    return placed.filter(({ status }) => status === 'waiting');
  };
  const orders: Order[] = [];
  let read = 0;
  for (let from = 0; from < MOST_LOOKED_AT && read < MOST_READ; from += MOST_ORDERS) {
    const ids = await redis.zrange(keys.ordersWaiting, `${from}`, `${from + MOST_ORDERS - 1}`);
    const fresh = ids.filter((id) => !unplaced.has(id) && !untaken.has(id));
    orders.push(...(await take(fresh)));
    read += fresh.length;
    if (orders.length >= MOST_ORDERS || ids.length < MOST_ORDERS) break;
  }
  const room = Math.max(0, MOST_ORDERS - orders.length);
  const again = [...untaken.keys()].slice(0, room);
  const behind = await take(again);
  const still = new Set(behind.map(({ id }) => id));
  for (const id of again) if (!still.has(id)) untaken.delete(id);
  return [...orders.slice(0, MOST_ORDERS), ...behind];
}
