import {
  ORDER_STATUSES,
  type OrderStatus,
  orderStatusFromWire,
  orderStatusToWire,
} from '../../domain/status.ts';
import { adoptOrder } from '../redis/transitions/orders.ts';
import type { WorkerContext } from './context.ts';

const PAGE = 500;

/** What other programs wrote is taken in: orders that no event of ours explains, drivers without index. */
export async function adopt(context: WorkerContext): Promise<void> {
  await adoptDrivers(context);
  for (const status of ORDER_STATUSES) await adoptOrders(context, status);
}

/** Pages of a set that may be large: never the whole at once. */
async function* pages({ platform }: WorkerContext, key: string): AsyncGenerator<string[]> {
  let cursor = '0';
  do {
    const [next, members] = await platform.redis.sscan(key, cursor, 'COUNT', PAGE);
    if (members.length > 0) yield members;
    cursor = next;
  } while (cursor !== '0');
}

async function adoptOrders(context: WorkerContext, status: OrderStatus): Promise<void> {
  const { platform, log } = context;
  const finished = status === 'delivered' || status === 'cancelled';
  for await (const page of pages(context, platform.keys.ordersStatus(status))) {
    const ids = finished ? await unfinished(context, page) : page;
    for (const id of await unexplained(context, ids, status)) {
      const outcome = await adoptOrder(platform, id, { by: 'worker', via: 'adopted' });
      if (outcome.ok) log.info({ order: id, status }, 'adopted an order of another program');
    }
  }
}

/** Those of a page of finished orders that no transition of ours finished. */
async function unfinished({ platform }: WorkerContext, ids: readonly string[]): Promise<string[]> {
  const scores = await platform.redis.zmscore(platform.keys.ordersFinished, ...ids);
  return ids.filter((_, index) => scores[index] === null);
}

/** Orders whose hash exists and whose status is not the one that Vigie left. */
async function unexplained(
  { platform }: WorkerContext,
  ids: readonly string[],
  status: OrderStatus,
): Promise<string[]> {
  const pipeline = platform.redis.pipeline();
  for (const id of ids)
    pipeline.hmget(platform.keys.order(id), 'version', 'status', 'known_status');
  const replies = (await pipeline.exec()) ?? [];
  return ids.filter((_, index) => {
    const [version, word, known] = (replies[index]?.[1] ?? []) as (string | null)[];
    // Neither field: the set names an order that has no hash (yet).
    if (!version && !word) return word !== null && word !== undefined;
    return (
      !version || known !== orderStatusToWire(status) || orderStatusFromWire(word ?? '') !== status
    );
  });
}

/** Gives drivers of other programs their place in the indexes that the board reads. */
async function adoptDrivers(context: WorkerContext): Promise<void> {
  const { redis, keys } = context.platform;
  const known = [
    keys.driversStatus('free'),
    keys.driversStatus('busy'),
    keys.driversStatus('offDuty'),
  ];
  const [all, ...indexed] = await Promise.all(
    [keys.driversAll, ...known].map((key) => redis.scard(key)),
  );
  if (all === indexed.reduce((sum, count) => sum + count, 0)) return;
  for await (const page of pages(context, keys.driversAll)) {
    const memberships = await Promise.all(known.map((key) => redis.smismember(key, ...page)));
    const strangers = page.filter((_, index) => memberships.every((flags) => flags[index] !== 1));
    for (const id of strangers) await adoptDriver(context, id);
  }
}

async function adoptDriver({ platform, log }: WorkerContext, id: string): Promise<void> {
  const { redis, keys } = platform;
  const [status, rating, region] = await redis.hmget(keys.driver(id), 'status', 'rating', 'region');
  const load = await redis.scard(keys.driverOrders(id));
  const index = status === 'hors_ligne' ? 'offDuty' : load > 0 ? 'busy' : 'free';
  await redis.sadd(keys.driversStatus(index), id);
  if (rating && Number.isFinite(Number(rating)))
    await redis.zadd(keys.driversRatings, 'NX', rating, id);
  if (region && (await redis.scard(keys.driverRegions(id))) === 0) {
    await redis.sadd(keys.driverRegions(id), region);
    await redis.sadd(keys.regionDrivers(region), id);
  }
  log.info({ driver: id }, 'adopted a driver of another program');
}
