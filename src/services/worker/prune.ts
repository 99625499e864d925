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
    const found = await readMongo(history, ids);
    faultPoint('before-prune');
    for (const id of ids) {
      const gone = await pruneOne(platform, id, found.get(id));
      if (gone) {
        dropped += 1;
        faultPoint('after-prune');
      } else kept += 1;
    }
  }
}

/** An order as MongoDB has it: a re-used id has versions of another life, which began at another time. */
interface InMongo {
  readonly version: number;
  readonly createdAt: string;
  /** When it was delivered by the deliveries; null where they do not have it. */
  readonly deliveredAt: string | null;
}

const ms = (value: unknown) => (value instanceof Date ? String(value.getTime()) : '');

async function readMongo(
  { db, deliveries }: History,
  ids: readonly string[],
): Promise<Map<string, InMongo>> {
  const wanted = { command_id: { $in: [...ids] } };
  const fields = { projection: { command_id: 1, version: 1, created_at: 1, delivery_time: 1 } };
  const [orders, delivered] = await Promise.all([
    db.collection('orders').find(wanted, fields).toArray(),
    db.collection(deliveries).find(wanted, fields).toArray(),
  ]);
  const times = new Map(delivered.map((each) => [String(each.command_id), ms(each.delivery_time)]));
  return new Map(
    orders.map(({ command_id, version, created_at }) => {
      const id = String(command_id);
      const found = { version: Number(version), createdAt: ms(created_at) };
      return [id, { ...found, deliveredAt: times.get(id) ?? null }];
    }),
  );
}

/** Whether an order has left. An index that names an order without a hash loses it too. */
async function pruneOne(
  platform: Platform,
  id: string,
  found: InMongo | undefined,
): Promise<boolean> {
  const { redis, keys } = platform;
  const fields = ['status', 'created_at', 'delivered_at'] as const;
  const [word, createdAt, deliveredAt] = await redis.hmget(keys.order(id), ...fields);
  const status = orderStatusFromWire(word ?? 'livrée') ?? 'delivered';
  if (word) {
    if (!found || found.createdAt !== (createdAt ?? '')) return false;
    if (status === 'delivered' && found.deliveredAt !== deliveredAt) return false;
  }
  return (await pruneOrder(platform, { order: id, status, version: found?.version ?? 0 })).ok;
}
