import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';

const PAGE = 500;

/**
 * Counts best sellers and top spenders again from the deliveries that events told (not those that a seed
 * put beside them). They only grow: what Redis has counted further meanwhile stays.
 */
export async function restoreFigures(platform: Platform, history: History): Promise<void> {
  const { redis, keys } = platform;
  const deliveries = history.db.collection(history.deliveries);
  const told = { $match: { epoch: { $gte: 0 } } };
  const sold = deliveries.aggregate<{ _id: string; n: number }>([
    told,
    { $unwind: '$items' },
    { $group: { _id: '$items.product_id', n: { $sum: '$items.quantity' } } },
  ]);
  const spent = deliveries.aggregate<{ _id: string; n: number }>([
    told,
    { $match: { client_id: { $exists: true } } },
    { $group: { _id: '$client_id', n: { $sum: '$amount_cents' } } },
  ]);
  for await (const page of pagesOf(sold)) {
    await redis.zadd(keys.productsSold, 'GT', ...page.flatMap(({ _id, n }) => [n, _id]));
    for (const { _id, n } of page) {
      const counted = Number((await redis.get(keys.productSold(_id))) ?? 0);
      if (counted < n) await redis.incrby(keys.productSold(_id), n - counted);
    }
  }
  for await (const page of pagesOf(spent))
    await redis.zadd(keys.clientsSpent, 'GT', ...page.flatMap(({ _id, n }) => [n, _id]));
}

async function* pagesOf<T>(cursor: AsyncIterable<T>): AsyncGenerator<T[]> {
  let page: T[] = [];
  for await (const each of cursor) {
    page.push(each);
    if (page.length === PAGE) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}
