import type { SyncState } from '../../domain/board.ts';
import type { Backlog } from '../../domain/health.ts';
import { askIfAllowed } from '../redis/allowed.ts';
import type { Platform } from '../redis/connect.ts';
import { askShard, infoField } from '../redis/shard.ts';

/** More workers than anybody runs for one zone. */
const WORKERS_READ = 20;

/** What the living workers tell of their way to MongoDB, taken together. */
export async function readSync(
  { redis, keys }: Platform,
  workers: readonly string[],
): Promise<SyncState> {
  const told = await Promise.all(
    workers
      .slice(0, WORKERS_READ)
      .map((name) => redis.hmget(keys.worker(name), 'per_second', 'last_error', 'last_error_at')),
  );
  const errors = told
    .flatMap(([, message, at]) => (message && at ? [{ message, at: Number(at) }] : []))
    .sort((a, b) => b.at - a.at);
  const perSecond = told.reduce((sum, [rate]) => sum + Number(rate ?? 0), 0);
  return { perSecond: Math.round(perSecond * 10) / 10, lastError: errors[0] ?? null };
}

/** Reads the backlog. `lag` as of outboxLag. Its limit is maxmemory, or the machine's memory. */
export async function readBacklog(platform: Platform, lag: number): Promise<Backlog> {
  const { redis, keys } = platform;
  const [info] = await askShard(platform, (pipeline) => pipeline.info('memory'));
  const field = (name: string) => Number(infoField(String(info), name) ?? 0);
  const used = field('used_memory');
  const limit = field('maxmemory') || field('total_system_memory') || null;
  const headroom = limit === null ? null : Math.max(0, limit - used);
  const [length, bytes] = await Promise.all([
    redis.xlen(keys.events),
    askIfAllowed(redis, 'memory usage', () => redis.memory('USAGE', keys.events, 'SAMPLES', 20)),
  ]);
  const each = length > 0 && bytes !== null ? Number(bytes) / length : null;
  return {
    entries: lag,
    used_bytes: used,
    limit_bytes: limit,
    headroom_bytes: headroom,
    headroom_events: headroom === null || each === null ? null : Math.floor(headroom / each),
  };
}
