import type { Order } from '../../domain/order.ts';
import { stands, type Tentative } from '../../domain/planned.ts';
import type { PinMove, PinWish } from '../../domain/undo.ts';
import { readOrders } from '../board/orders.ts';
import { readTentative } from '../planner/read.ts';
import type { Platform } from '../redis/connect.ts';
import { parseWhy } from '../redis/parse-why.ts';
import { asDown } from '../redis/scripts.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { allowPair, pinPlan, refusePair, restoreChoice } from '../redis/transitions/plans.ts';
import { answerOf } from './operations.ts';
import type { Answer } from './over.ts';

/**
 * Gives a waiting order to its planned driver before he must leave: a person's assignment like any other.
 * The plan's reason is kept with it, as long as that is still his. Refused once the order moved on since it
 * was read: somebody may have pinned or refused a driver.
 */
export async function givePlanned(
  platform: Platform,
  { order: { id, version }, driver }: { order: Order; driver: string },
  by: string,
): Promise<Answer> {
  const { redis, keys } = platform;
  const text = await redis.hget(keys.plan(id), 'why').catch((error) => {
    throw asDown(error);
  });
  const reason = parseWhy(text);
  const why = reason?.chosen === driver ? reason : null;
  const act = { by, via: 'optimal' };
  const request = { order: id, driver, expectedVersion: version, why };
  return answerOf(await assignOrder(platform, request, act), { order: id, from: null, to: driver });
}

/** What the engine would do with orders that wait, but for what a person ruled out since. Throws RedisDown. */
export async function standingPlans(
  platform: Platform,
  orders: readonly Order[],
): Promise<ReadonlyMap<string, Tentative>> {
  const plans = await readTentative(
    platform,
    orders.map(({ id }) => id),
  );
  return new Map(
    orders.flatMap((order) => {
      const plan = plans.get(order.id);
      return plan && stands(plan, order) ? [[order.id, plan] as const] : [];
    }),
  );
}

/**
 * Does what a dispatcher wants of a plan: the driver is pinned, unpinned, refused or allowed again. Refused
 * once the order moved on since it was read.
 */
export async function movePin(
  platform: Platform,
  { id: order, version: expectedVersion }: Order,
  { kind, driver }: PinWish,
  by: string,
): Promise<Answer> {
  const pair = { order, driver, expectedVersion };
  const outcomes = {
    pin: () => pinPlan(platform, pair, { by }),
    unpin: () => pinPlan(platform, { ...pair, driver: null }, { by }),
    refuse: () => refusePair(platform, pair, { by }),
    allow: () => allowPair(platform, pair, { by }),
  };
  return answerOf(await outcomes[kind]());
}

/** Takes it back: who was pinned and who was refused is as it was, when nobody touched the order since. */
export async function undoPin(platform: Platform, move: PinMove, by: string): Promise<Answer> {
  return answerOf(await restoreChoice(platform, move, { by }));
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
