import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { SOLD } from '../reports/products.ts';
import { SPENT } from '../reports/spenders.ts';

const PAGE = 500;

/**
 * Counts best sellers and top spenders again from all deliveries that MongoDB has, as its reports count them.
 * They only grow: what Redis has counted further meanwhile stays.
 */
export async function restoreFigures(platform: Platform, history: History): Promise<void> {
  const { redis, keys } = platform;
  const deliveries = history.db.collection(history.deliveries);
  const sold = deliveries.aggregate<{ _id: unknown; quantity: number }>([...SOLD]);
  const spent = deliveries.aggregate<{ _id: unknown; spent: number }>([...SPENT]);
  for await (const page of pagesOf(sold)) {
    const figures = page.map(({ _id, quantity }) => [quantity, String(_id)] as const);
    await redis.zadd(keys.productsSold, 'GT', ...figures.flat());
    for (const [quantity, id] of figures) {
      const missing = quantity - Number((await redis.get(keys.productSold(id))) ?? 0);
      // The counter holds whole numbers; another program's part of a product is none.
      if (missing >= 1 && Number.isFinite(missing))
        await redis.incrby(keys.productSold(id), Math.trunc(missing));
    }
  }
  for await (const page of pagesOf(spent))
    await redis.zadd(
      keys.clientsSpent,
      'GT',
      ...page.flatMap(({ _id, spent: cents }) => [cents, String(_id)]),
    );
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
