import { Cluster } from 'ioredis';
import {
  latencyOf,
  type RedisHealth,
  type RedisMemory,
  type RedisPersistence,
  type RedisReplication,
} from '../../domain/health.ts';
import { askIfAllowed } from '../redis/allowed.ts';
import type { Platform } from '../redis/connect.ts';
import { askShard, infoField, shardTime } from '../redis/shard.ts';

/** What is known of a Redis that answers; where it is its caller knows. */
export type RedisFacts = Omit<RedisHealth, 'status' | 'host' | 'port' | 'error'>;

export const NO_REDIS_FACTS: RedisFacts = {
  ...{ version: null, used_memory: null, connected_clients: null },
  ...{ appendonly: null, appendfsync: null, maxmemory_policy: null },
  ...{ latency: null, memory: null, persistence: null, replication: null },
  ...{ keys: null, hit_ratio: null, clock_difference_ms: null },
};

/** Round trips taken one after the other. */
const SAMPLES = 5;

/**
 * How the server that holds the zone is. A server or user that does not tell leaves null. Throws what the
 * driver throws when it does not answer.
 */
export async function readRedisFacts(platform: Platform): Promise<RedisFacts> {
  const { redis } = platform;
  const { latency, clockMs } = await measure(platform);
  const [reply] =
    (await askIfAllowed(redis, 'info', () => askShard(platform, (all) => all.info()))) ?? [];
  const info = String(reply ?? '');
  const setting = async (name: string): Promise<string | null> => {
    const ask = () => askShard(platform, (pipeline) => pipeline.config('GET', name));
    const [answer] = (await askIfAllowed(redis, 'config get', ask)) ?? [];
    return ((answer ?? []) as string[])[1] ?? null;
  };
  const [fsync, coverage] = await Promise.all([
    setting('appendfsync'),
    redis instanceof Cluster ? setting('cluster-require-full-coverage') : null,
  ]);
  const aof = infoField(info, 'aof_enabled');
  return {
    version: infoField(info, 'redis_version'),
    used_memory: numberIn(info, 'used_memory'),
    connected_clients: numberIn(info, 'connected_clients'),
    appendonly: aof === null ? await setting('appendonly') : aof === '1' ? 'yes' : 'no',
    appendfsync: fsync,
    maxmemory_policy: infoField(info, 'maxmemory_policy'),
    ...(redis instanceof Cluster ? { full_coverage: coverage } : {}),
    latency,
    memory: memoryIn(info),
    persistence: persistenceIn(info),
    replication: replicationIn(info),
    keys: keysIn(info),
    hit_ratio: hitRatioIn(info),
    clock_difference_ms: clockMs,
  };
}

/** Round trips to the server of the zone, and its clock minus ours (half a round trip taken off). */
async function measure(platform: Platform) {
  const samples: number[] = [];
  for (let i = 0; i < SAMPLES; i += 1) {
    const begun = performance.now();
    await askShard(platform, (pipeline) => pipeline.ping());
    samples.push(performance.now() - begun);
  }
  const begun = performance.now();
  const before = Date.now();
  const server = await shardTime(platform);
  const middle = before + (performance.now() - begun) / 2;
  return { latency: latencyOf(samples), clockMs: Math.round(server - middle) };
}

/** A number of an INFO reply; null when it is not there. */
function numberIn(info: string, name: string): number | null {
  const text = infoField(info, name);
  const value = Number(text);
  return text === null || text === '' || !Number.isFinite(value) ? null : value;
}

const wentWell = (info: string, name: string) => {
  const status = infoField(info, name);
  return status === null ? null : status === 'ok';
};

function memoryIn(info: string): RedisMemory | null {
  const used = numberIn(info, 'used_memory');
  if (used === null) return null;
  const limit = numberIn(info, 'maxmemory') || numberIn(info, 'total_system_memory') || null;
  return {
    peak: numberIn(info, 'used_memory_peak'),
    maxmemory: numberIn(info, 'maxmemory') || null,
    limit,
    headroom: limit === null ? null : Math.max(0, limit - used),
    fragmentation: numberIn(info, 'mem_fragmentation_ratio'),
    evicted_keys: numberIn(info, 'evicted_keys'),
  };
}

function persistenceIn(info: string): RedisPersistence | null {
  const saved = numberIn(info, 'rdb_last_save_time');
  if (saved === null && infoField(info, 'aof_enabled') === null) return null;
  return {
    last_save_at: saved === null ? null : new Date(saved * 1_000).toISOString(),
    last_save_ok: wentWell(info, 'rdb_last_bgsave_status'),
    unsaved_changes: numberIn(info, 'rdb_changes_since_last_save'),
    aof_write_ok: wentWell(info, 'aof_last_write_status'),
    aof_rewrite_ok: wentWell(info, 'aof_last_bgrewrite_status'),
  };
}

/** `slave0:ip=10.0.0.2,port=6379,state=online,offset=1,lag=0` */
const REPLICA = /^slave\d+:(.+?)\r?$/gm;

/** Who copies whom, in an INFO reply. Pure. */
export function replicationIn(info: string): RedisReplication | null {
  const role = infoField(info, 'role');
  if (role === null) return null;
  const replicas = [...info.matchAll(REPLICA)].map(([, fields = '']) => {
    const of = new Map(fields.split(',').map((each) => each.split('=') as [string, string]));
    const lag = of.get('lag');
    return {
      address: `${of.get('ip') ?? '?'}:${of.get('port') ?? '?'}`,
      state: of.get('state') ?? '?',
      lag_s: lag === undefined || !/^\d+$/.test(lag) ? null : Number(lag),
    };
  });
  if (role === 'master') return { role, replicas, master: null };
  const address = `${infoField(info, 'master_host') ?? '?'}:${infoField(info, 'master_port') ?? '?'}`;
  const up = infoField(info, 'master_link_status') === 'up';
  return { role: 'replica', replicas, master: { address, up } };
}

/** Keys of all databases of the server. */
function keysIn(info: string): number | null {
  if (info === '') return null;
  const counts = [...info.matchAll(/^db\d+:keys=(\d+)/gm)].map(([, keys]) => Number(keys));
  return counts.reduce((sum, each) => sum + each, 0);
}

function hitRatioIn(info: string): number | null {
  const hits = numberIn(info, 'keyspace_hits');
  const misses = numberIn(info, 'keyspace_misses');
  if (hits === null || misses === null || hits + misses === 0) return null;
  return Math.round((hits / (hits + misses)) * 1_000) / 1_000;
}
