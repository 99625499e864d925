import type { CandidateList } from '../../domain/board.ts';
import { explain } from '../../domain/explain.ts';
import type { Order } from '../../domain/order.ts';
import type { Tentative } from '../../domain/planned.ts';
import type { Why } from '../../domain/why.ts';
import { readTentative } from '../planner/read.ts';
import type { Platform } from '../redis/connect.ts';
import { parseOrder } from '../redis/parse.ts';
import { asDown } from '../redis/scripts.ts';
import { candidatesFor } from './candidates.ts';

/** What the engine would do with an order; null: it has no plan for it. Throws RedisDown. */
export async function tentativeOf(
  platform: Platform,
  { id, status }: Pick<Order, 'id' | 'status'>,
): Promise<Tentative | null> {
  if (status !== 'waiting') return null;
  return (await readTentative(platform, [id])).get(id) ?? null;
}

/** Who could take an order, and what the engine would do with it. Throws RedisDown. */
export async function lookAround(
  platform: Platform,
  order: Order,
  radiusM: number,
): Promise<{ readonly list: CandidateList; readonly tentative: Tentative | null }> {
  const [list, tentative] = await Promise.all([
    candidatesFor(platform, order, radiusM),
    tentativeOf(platform, order),
  ]);
  return { list, tentative };
}

/**
 * The reason of somebody who names a driver: beside whom, among the drivers as they are now. Null where
 * there is no such order. Throws RedisDown.
 */
export async function reasonOfPerson(
  platform: Platform,
  { order: id, driver, radiusM }: { order: string; driver: string; radiusM: number },
): Promise<Why | null> {
  const { redis, keys } = platform;
  const hash = await redis.hgetall(keys.order(id)).catch((error) => {
    throw asDown(error);
  });
  const order = parseOrder(id, hash);
  if (!order) return null;
  const { list, tentative } = await lookAround(platform, order, radiusM);
  return explain('person', list, { at: Date.now(), chosen: driver, tentative });
}
