import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';

const PAGE = 500;

/**
 * Counts best sellers and top spenders again from the deliveries that events told (not those that a seed
 * put beside them), where Redis has none of either.
 */
export async function restoreFigures(platform: Platform, history: History): Promise<void> {
  const { redis, keys } = platform;
  if ((await redis.exists(keys.productsSold, keys.clientsSpent)) > 0) return;
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
    await redis.zadd(keys.productsSold, ...page.flatMap(({ _id, n }) => [n, _id]));
    await Promise.all(page.map(({ _id, n }) => redis.set(keys.productSold(_id), n)));
  }
  for await (const page of pagesOf(spent))
    await redis.zadd(keys.clientsSpent, ...page.flatMap(({ _id, n }) => [n, _id]));
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
