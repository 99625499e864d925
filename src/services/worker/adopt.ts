import {
  ORDER_STATUSES,
  type OrderStatus,
  orderStatusFromWire,
  orderStatusToWire,
} from '../../domain/status.ts';
import { parseTime } from '../redis/parse.ts';
import { setPages } from '../redis/scan.ts';
import { shardTime } from '../redis/shard.ts';
import { adoptOrder } from '../redis/transitions/adoption.ts';
import type { WorkerContext } from './context.ts';

/** What other programs wrote is taken in: orders that no event of ours explains, drivers without index. */
export async function adopt(context: WorkerContext): Promise<void> {
  await adoptDrivers(context);
  for (const status of ORDER_STATUSES) await adoptOrders(context, status);
}

async function adoptOrders(context: WorkerContext, status: OrderStatus): Promise<void> {
  const { platform, log } = context;
  const finished = status === 'delivered' || status === 'cancelled';
  for await (const page of setPages(platform, platform.keys.ordersStatus(status))) {
    const ids = finished ? await unfinished(context, page) : page;
    for (const id of await unexplained(context, ids, status)) {
      await each(context, id, async () => {
        await settleTimes(context, id);
        const outcome = await adoptOrder(platform, id, { by: 'worker', via: 'adopted' });
        if (outcome.ok) log.info({ order: id, status }, 'adopted an order of another program');
      });
    }
  }
}

/** What could not be adopted is said once, not every round. */
const told = new Set<string>();

/** Takes one in; data that Redis itself refuses (a key of another type) must not keep the others out. */
async function each(
  { log }: WorkerContext,
  id: string,
  takeIn: () => Promise<void>,
): Promise<void> {
  try {
    await takeIn();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ReplyError')) throw error;
    if (!told.has(id)) log.warn({ id, reason: error.message }, 'this cannot be adopted');
    told.add(id);
  }
}

const TIMES = ['created_at', 'due_at', 'picked_up_at', 'delivered_at'] as const;

/** Times in seconds or ISO 8601 become ms, as our transitions read them. */
async function settleTimes({ platform }: WorkerContext, id: string): Promise<void> {
  const { redis, keys } = platform;
  const texts = await redis.hmget(keys.order(id), ...TIMES);
  const changed = TIMES.flatMap((field, index) => {
    const ms = parseTime(texts[index] ?? '');
    const text = ms === null ? texts[index] : String(Math.round(ms));
    return text === texts[index] || !text ? [] : [field, text];
  });
  if (changed.length > 0) await redis.hset(keys.order(id), ...changed);
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
  for (const id of ids) {
    pipeline.hmget(platform.keys.order(id), 'version', 'status', 'known_status');
    pipeline.exists(platform.keys.order(id));
    // After its hash: who was moved on by a transition since the page was read has left the set.
    pipeline.sismember(platform.keys.ordersStatus(status), id);
  }
  const replies = (await pipeline.exec()) ?? [];
  return ids.filter((_, index) => {
    const [fields, exists, member] = replies.slice(3 * index, 3 * index + 3).map(([, it]) => it);
    // The set names an order that has no hash (yet), or no longer names it.
    if (exists !== 1 || member !== 1) return false;
    const [version, word, known] = (fields ?? []) as (string | null)[];
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
  for await (const page of setPages(context.platform, keys.driversAll)) {
    const memberships = await Promise.all(known.map((key) => redis.smismember(key, ...page)));
    const strangers = page.filter((_, index) => memberships.every((flags) => flags[index] !== 1));
    for (const id of strangers) await each(context, id, () => adoptDriver(context, id));
  }
}

async function adoptDriver({ platform, log }: WorkerContext, id: string): Promise<void> {
  const { redis, keys } = platform;
  // An id without a hash (yet): nobody knows what he does.
  if ((await redis.exists(keys.driver(id))) === 0) return;
  const [status, text, region] = await redis.hmget(keys.driver(id), 'status', 'rating', 'region');
  const load = await redis.scard(keys.driverOrders(id));
  const index = status === 'hors_ligne' ? 'offDuty' : load > 0 ? 'busy' : 'free';
  const rating = Number(text || Number.NaN);
  if (Number.isFinite(rating)) await redis.zadd(keys.driversRatings, 'NX', rating, id);
  if (region && (await redis.scard(keys.driverRegions(id))) === 0) {
    await redis.sadd(keys.driverRegions(id), region);
    await redis.sadd(keys.regionDrivers(region), id);
  }
  if (index !== 'offDuty' && (await redis.zscore(keys.driversLocations, id)) !== null) {
    await redis.zadd(keys.driversLastSeen, 'NX', await shardTime(platform), id);
  }
  // Last: until then he is a stranger, and the next round does all of it again.
  await redis.sadd(keys.driversStatus(index), id);
  log.info({ driver: id }, 'adopted a driver of another program');
}
