import type { Order } from '../../domain/order.ts';
import type { Tentative } from '../../domain/planned.ts';
import type { PinMove } from '../../domain/undo.ts';
import { readOrders } from '../board/orders.ts';
import type { Platform } from '../redis/connect.ts';
import { parseWhy } from '../redis/parse-why.ts';
import { asDown } from '../redis/scripts.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { pinPlan, refusePair } from '../redis/transitions/plans.ts';
import { answerOf } from './operations.ts';
import type { Answer } from './over.ts';

/**
 * Gives a waiting order to its planned driver before he must leave: a person's assignment like any other.
 * The plan's reason is kept with it, as long as that is still his.
 */
export async function givePlanned(
  platform: Platform,
  { order, driver }: Pick<Tentative, 'order' | 'driver'>,
  by: string,
): Promise<Answer> {
  const { redis, keys } = platform;
  const text = await redis.hget(keys.plan(order), 'why').catch((error) => {
    throw asDown(error);
  });
  const reason = parseWhy(text);
  const why = reason?.chosen === driver ? reason : null;
  const act = { by, via: 'optimal' };
  const outcome = await assignOrder(platform, { order, driver, why }, act);
  return answerOf(outcome, { order, from: null, to: driver });
}

/** Does what a dispatcher wants of a plan: the driver is pinned, unpinned, refused or allowed again. */
export async function movePin(
  platform: Platform,
  { order, kind, driver, pinned }: PinMove,
  by: string,
): Promise<Answer> {
  const pin = (whom: string | null) => pinPlan(platform, { order, driver: whom }, { by });
  switch (kind) {
    case 'pin':
      return answerOf(await pin(driver));
    case 'unpin':
      return answerOf(await pin(null));
    case 'refuse':
      return answerOf(await refusePair(platform, { order, driver }, { by }));
    case 'allow': {
      // Who is pinned is no longer refused; then whoever was pinned before is so again.
      const first = await pin(driver);
      return answerOf(first.ok && pinned !== driver ? await pin(pinned) : first);
    }
  }
}

/** The orders that wait longest, and how many wait in all. Throws RedisDown. */
export async function waitingOrders(
  platform: Platform,
  most: number,
): Promise<{ readonly orders: readonly Order[]; readonly total: number }> {
  const { redis, keys } = platform;
  try {
    const [ids, total] = await Promise.all([
      redis.zrange(keys.ordersWaiting, '0', `${most - 1}`),
      redis.zcard(keys.ordersWaiting),
    ]);
    const { orders } = await readOrders(platform, ids, 'waiting');
    return { orders, total };
  } catch (error) {
    throw asDown(error);
  }
}
