import { shardTime } from '../redis/shard.ts';
import type { WorkerContext } from './context.ts';

const FORGET_AFTER_MS = 60_000;

/** Says that this worker lives, by Redis' clock; forgets those that have long been silent. */
export async function beat(context: WorkerContext): Promise<void> {
  const { redis, keys } = context.platform;
  const now = await shardTime(context.platform);
  await redis.zadd(keys.workers, now, context.name);
  await redis.zremrangebyscore(keys.workers, '-inf', now - FORGET_AFTER_MS);
}

/** Takes this worker off the list when it stops. */
export async function stopBeating({ platform, name }: WorkerContext): Promise<void> {
  await platform.redis.zrem(platform.keys.workers, name);
}
