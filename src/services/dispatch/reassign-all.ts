import type { Order } from '../../domain/order.ts';
import { planAssignments } from '../../domain/plan.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { readCarried } from '../board/driver-detail.ts';
import type { Platform } from '../redis/connect.ts';
import { asDown } from '../redis/scripts.ts';
import { explained } from '../redis/transitions/act.ts';
import { candidatesOf } from './candidates.ts';
import { giveToBest } from './operations.ts';
import { over, type Result } from './over.ts';

/** All that a driver has in hand, promised soonest first. Throws RedisDown. */
export async function inHand(platform: Platform, driver: string): Promise<Order[]> {
  const carried = await readCarried(platform, driver, Number.POSITIVE_INFINITY);
  // Where another program left an order in two hands, it is his whom the order itself names.
  return carried.filter(({ driverId }) => driverId === driver);
}

/**
 * Gives everything a driver carries to others, each order to whom `balanced` chooses among the drivers
 * within `radiusM`: a courier who fell ill. What he has picked up is fetched where he is. Each order has
 * its own result. Refused where there is no such driver; an empty list
 * where he carries nothing. Throws RedisDown where it could not begin.
 */
export async function reassignAll(
  platform: Platform,
  { driver, radiusM }: { driver: string; radiusM: number },
  by: string,
): Promise<readonly Result[] | Refusal> {
  const known = await platform.redis.exists(platform.keys.driver(driver)).catch((error) => {
    throw asDown(error);
  });
  if (known === 0) return explained({ ok: false, refusal: 'unknown_driver', details: { driver } });
  const orders = await inHand(platform, driver);
  const plan = planAssignments('balanced', await candidatesOf(platform, orders, radiusM));
  const how = { strategy: 'balanced', radiusM } as const;
  const jobs = orders.map((order, index) => ({
    order: order.id,
    run: () => giveToBest(platform, { order, planned: plan[index] ?? null }, how, by),
  }));
  return over(jobs);
}
