import type { Order } from '../../domain/order.ts';
import type { Platform } from '../redis/connect.ts';
import { parseOrder } from '../redis/parse.ts';
import { askEach } from './replies.ts';

/** The oldest so many waiting orders are planned; the rest waits for its turn. */
export const MOST_ORDERS = 1_000;

const FIELDS = [
  ...['status', 'version', 'created_at', 'ready_at', 'region', 'restaurant_id', 'driver_id'],
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

/** What waits for a driver, the oldest first, at most MOST_ORDERS; what has no places can't be planned. */
export async function readWaiting(platform: Platform): Promise<Order[]> {
  const { redis, keys } = platform;
  const ids = await redis.zrange(keys.ordersWaiting, '0', `${MOST_ORDERS - 1}`);
  const orders = await readOrders(platform, ids);
  return orders.filter(({ status, pickup, dropoff }) => status === 'waiting' && pickup && dropoff);
}
