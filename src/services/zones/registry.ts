import { Cluster } from 'ioredis';
import { HEARTBEAT_MS } from '../../domain/health.ts';
import type { Platform } from '../redis/connect.ts';
import { RedisDown } from '../redis/down.ts';
import { type Keys, keysOf } from '../redis/keys.ts';
import { shardTime } from '../redis/shard.ts';

/** Zones that were ever worked in, by the ms of the first time. Outside of every zone: it lists them. */
const REGISTRY = 'zones';

/** A zone in short; null for the data that is in no zone. Counts are null when its server does not answer. */
export interface ZoneInShort {
  readonly zone: string | null;
  readonly counts: ZoneCounts | null;
}

interface ZoneCounts {
  readonly waiting: number;
  /** Waiting, assigned or picked up. */
  readonly open: number;
  readonly onDuty: number;
  readonly workers: number;
}

/** Notes that there is this zone, once; nothing without a zone. */
export async function registerZone(platform: Platform): Promise<void> {
  const { redis, keys } = platform;
  if (keys.zone !== null) await redis.hsetnx(REGISTRY, keys.zone, await shardTime(platform));
}

/**
 * The zones on this server by name, first the data that is in none (null) where there is any. Throws
 * RedisDown.
 */
export async function zoneNames(platform: Platform): Promise<(string | null)[]> {
  try {
    const names = (await platform.redis.hkeys(REGISTRY)).sort();
    return (await holdsPlainData(platform)) ? [null, ...names] : names;
  } catch (error) {
    throw new RedisDown(error instanceof Error ? error.message : String(error));
  }
}

/** Whether there are keys of the platform outside of every zone; a Cluster can't hold them. */
async function holdsPlainData({ redis }: Platform): Promise<boolean> {
  if (redis instanceof Cluster) return false;
  const plain = keysOf(null);
  return (await redis.exists(plain.driversAll, plain.eventsSeq, plain.ordersStatus('waiting'))) > 0;
}

/** Every zone on this server, in short. Throws RedisDown when the list itself can't be read. */
export async function readZones(platform: Platform): Promise<ZoneInShort[]> {
  const names = await zoneNames(platform);
  return Promise.all(
    names.map(async (zone) => {
      const counts = await countsOf({ ...platform, keys: keysOf(zone) }).catch(() => null);
      return { zone, counts };
    }),
  );
}

async function countsOf(platform: Platform): Promise<ZoneCounts> {
  const { redis, keys } = platform;
  const since = (await shardTime(platform)) - HEARTBEAT_MS;
  const pipeline = redis.pipeline();
  for (const key of setsOf(keys)) pipeline.scard(key);
  pipeline.zcount(keys.workers, since, '+inf');
  const replies = ((await pipeline.exec()) ?? []).map(([error, reply]) => {
    if (error) throw error;
    return Number(reply);
  });
  const [waiting = 0, assigned = 0, pickedUp = 0, free = 0, busy = 0, workers = 0] = replies;
  return { waiting, open: waiting + assigned + pickedUp, onDuty: free + busy, workers };
}

function setsOf(keys: Keys): string[] {
  return [
    ...(['waiting', 'assigned', 'pickedUp'] as const).map(keys.ordersStatus),
    ...(['free', 'busy'] as const).map(keys.driversStatus),
  ];
}

/** The zone after `current` in a round through all, `current` itself when there is no other. Pure. */
export function nextZone(names: readonly (string | null)[], current: string | null): string | null {
  const order = (zone: string | null) => zone ?? '';
  const all = [...new Set([...names, current])].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return all[(all.indexOf(current) + 1) % all.length] ?? null;
}
