import { orderStatusFromWire } from '../../domain/status.ts';
import { faultPoint } from '../fault.ts';
import { connectMongo, type History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { shardTime } from '../redis/shard.ts';
import { pruneOrder } from '../redis/transitions/repairs.ts';
import type { WorkerContext } from './context.ts';

const PAGE = 500;
const HOUR_MS = 3_600_000;

/** One round: finished orders beyond the retention time leave Redis, as far as MongoDB has them. */
export async function prune(context: WorkerContext): Promise<void> {
  const { config, platform, log } = context;
  const before = (await shardTime(platform)) - config.retentionHours * HOUR_MS;
  const { ordersFinished } = platform.keys;
  // Most rounds there is nothing to do: then MongoDB is not even asked.
  if ((await platform.redis.zcount(ordersFinished, '-inf', before)) === 0) return;
  const history = await connectMongo(config.mongo, 'worker-prune');
  try {
    const dropped = await pruneFinished(platform, history, before);
    if (dropped > 0) log.info({ orders: dropped }, 'finished orders left Redis: MongoDB has them');
  } finally {
    await history.close();
  }
}

/**
 * Drops the orders that were finished before a moment (ms), oldest first, and that MongoDB has in the
 * same version; a delivered one also among the deliveries. Answers how many. Throws RedisDown, MongoDown's
 * cause; harmless when two do it.
 */
export async function pruneFinished(
  platform: Platform,
  history: History,
  before: number,
): Promise<number> {
  const { redis, keys } = platform;
  let dropped = 0;
  let kept = 0;
  for (;;) {
    const range = ['-inf', String(before), 'BYSCORE', 'LIMIT', kept, PAGE] as const;
    const ids = await redis.zrange(keys.ordersFinished, ...range);
    if (ids.length === 0) return dropped;
    const versions = await versionsInMongo(history, ids);
    faultPoint('before-prune');
    for (const id of ids) {
      const gone = await pruneOne(platform, id, versions.get(id));
      if (gone) {
        dropped += 1;
        faultPoint('after-prune');
      } else kept += 1;
    }
  }
}

/** The version that MongoDB has of each order; a delivered one counts only with its delivery. */
async function versionsInMongo(
  { db, deliveries }: History,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const wanted = { command_id: { $in: [...ids] } };
  const fields = { projection: { command_id: 1, version: 1, status: 1 } };
  const [orders, delivered] = await Promise.all(
    ['orders', deliveries].map((name) => db.collection(name).find(wanted, fields).toArray()),
  );
  const there = new Set((delivered ?? []).map(({ command_id }) => String(command_id)));
  return new Map(
    (orders ?? [])
      .filter(({ command_id, status }) => status !== 'livrée' || there.has(String(command_id)))
      .map(({ command_id, version }) => [String(command_id), Number(version)]),
  );
}

/** Whether an order has left. An index that names an order without a hash loses it too. */
async function pruneOne(
  platform: Platform,
  id: string,
  version: number | undefined,
): Promise<boolean> {
  const { redis, keys } = platform;
  const word = await redis.hget(keys.order(id), 'status');
  if (word !== null && version === undefined) return false;
  const status = orderStatusFromWire(word ?? 'livrée') ?? 'delivered';
  return (await pruneOrder(platform, { order: id, status, version: version ?? 0 })).ok;
}
