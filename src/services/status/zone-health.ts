import {
  type CacheHealth,
  HEARTBEAT_MS,
  type LeaseHealth,
  type WorkerHealth,
  type ZoneHealth,
} from '../../domain/health.ts';
import { outboxLag } from '../board/lag.ts';
import { readBacklog, readSync } from '../board/sync.ts';
import type { Platform } from '../redis/connect.ts';
import { shardTime } from '../redis/shard.ts';
import { JOBS } from '../worker/lease.ts';

/** More workers than anybody runs for one zone. */
const WORKERS = 20;

/** What the zone's own keys tell: the way to MongoDB, workers, leases, caches. Throws what the driver throws. */
export async function readZoneHealth(platform: Platform): Promise<ZoneHealth> {
  const now = await shardTime(platform);
  const [events, workers, leases, caches] = await Promise.all([
    outboxLag(platform),
    readWorkers(platform, now),
    readLeases(platform),
    readCaches(platform),
  ]);
  const living = workers.filter(({ age_ms }) => age_ms <= HEARTBEAT_MS).map(({ name }) => name);
  const [{ perSecond, lastError }, backlog] = await Promise.all([
    readSync(platform, living),
    readBacklog(platform, events.lag),
  ]);
  const last_error = lastError && {
    message: lastError.message,
    at: new Date(lastError.at).toISOString(),
  };
  const { seq, lag } = events;
  const sync = { seq, lag, per_second: perSecond, last_error, backlog };
  return { sync, workers, leases, caches };
}

/** The newest heartbeat first; a worker that fell silent is listed until it is forgotten. */
async function readWorkers({ redis, keys }: Platform, now: number): Promise<WorkerHealth[]> {
  const beats = await redis.zrange(keys.workers, '0', `${WORKERS - 1}`, 'REV', 'WITHSCORES');
  const names = beats.filter((_, index) => index % 2 === 0);
  const told = await Promise.all(
    names.map((name) => redis.hmget(keys.worker(name), 'carried', 'per_second')),
  );
  return names.map((name, index) => {
    const [carried, rate] = told[index] ?? [];
    return {
      name,
      age_ms: Math.max(0, now - Number(beats[index * 2 + 1] ?? 0)),
      carried: Number(carried ?? 0),
      per_second: Number(rate ?? 0),
    };
  });
}

async function readLeases({ redis, keys }: Platform): Promise<LeaseHealth[]> {
  return Promise.all(
    JOBS.map(async (job) => {
      const [owner, left] = await Promise.all([
        redis.get(keys.lease(job)),
        redis.pttl(keys.lease(job)),
      ]);
      return { job, owner, left_ms: Math.max(0, left) };
    }),
  );
}

async function readCaches({ redis, keys }: Platform): Promise<CacheHealth[]> {
  const [entries, left] = await Promise.all([
    redis.llen(keys.topDrivers),
    redis.pttl(keys.topDrivers),
  ]);
  return [{ name: 'leaderboard', entries, ttl_ms: left > 0 ? left : null }];
}
