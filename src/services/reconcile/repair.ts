import { alertId } from '../../domain/alert.ts';
import { driverToRestore, orderToRestore } from '../hydrate/hash.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { adoptOrder } from '../redis/transitions/adoption.ts';
import { setDriverRegions } from '../redis/transitions/drivers.ts';
import {
  dropStray,
  restoreDriver,
  restoreOrder,
  settleDriver,
} from '../redis/transitions/repairs.ts';
import { closeLeftAlert, leftAlerts } from '../sync/left-alerts.ts';
import type { Difference } from './difference.ts';

/**
 * Repairs one difference, on the side that is wrong. What is newer wins: MongoDB's order where Redis came
 * back older, Redis' own everywhere else, told by an event that is carried to MongoDB like any other.
 * Throws RedisDown, MongoDB's error.
 */
export async function repair(
  platform: Platform,
  history: History,
  difference: Difference,
  by: string,
): Promise<void> {
  const { redis, keys } = platform;
  const { kind, subject: id, where } = difference;
  const act = { by, via: 'reconcile' };
  switch (kind) {
    case 'order_index':
    case 'order_behind':
    case 'order_differs':
    case 'delivery_missing':
    case 'delivery_differs':
      await adoptOrder(platform, id, act, true);
      return;
    case 'order_stray':
      await dropStray(platform, { order: id, index: where });
      return;
    case 'order_missing':
    case 'order_older': {
      const document = await history.db.collection('orders').findOne({ command_id: id });
      const order = document && orderToRestore(document);
      if (order) await restoreOrder(platform, order);
      return;
    }
    case 'driver_index':
      await dropStrangers(platform, id);
      await settleDriver(platform, id);
      return;
    case 'driver_missing': {
      const document = await history.db.collection('drivers').findOne({ driver_id: id });
      if (document) await restoreDriver(platform, driverToRestore(document));
      return;
    }
    case 'driver_differs': {
      await takeFigures(platform, history, id);
      const regions = await redis.smembers(keys.driverRegions(id));
      // The same regions again: the event carries all that is known of him.
      await setDriverRegions(platform, { driver: id, regions }, act);
      return;
    }
    case 'region_index': {
      const works = await redis.sismember(keys.driverRegions(id), where);
      if (works === 1) await redis.sadd(keys.regionDrivers(where), id);
      else await redis.srem(keys.regionDrivers(where), id);
      return;
    }
    case 'alert_stray':
      await redis.zrem(keys.alertsOpen, id);
      await redis.zrem(keys.alertsMuted, id);
      return;
    case 'alert_left': {
      const left = await leftAlerts(platform, history);
      for (const each of left.filter(({ alert }) => alertId(alert) === id))
        await closeLeftAlert(history, each, by);
      return;
    }
  }
}

/** Figures only grow: where MongoDB's are further, Redis came back older, and MongoDB's are right. */
async function takeFigures({ redis, keys }: Platform, history: History, id: string): Promise<void> {
  const document = await history.db.collection('drivers').findOne({ driver_id: id });
  if (!document || document.removed_at) return;
  const here = await redis.hgetall(keys.driverStats(id));
  const { rating, stats } = driverToRestore(document);
  const further = (name: string) => Number(stats[name] ?? 0) > Number(here[name] ?? 0);
  if (!further('deliveries_completed') && !further('rating_count')) return;
  await redis.hset(keys.driverStats(id), stats);
  await redis.hset(keys.driver(id), 'rating', rating);
  await redis.zadd(keys.driversRatings, rating, id);
}

/** Takes out of a driver's hand what is not his. */
async function dropStrangers(platform: Platform, driver: string): Promise<void> {
  const index = platform.keys.driverOrders(driver);
  for (const order of await platform.redis.smembers(index))
    await dropStray(platform, { order, index, driver });
}
