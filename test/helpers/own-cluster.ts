import { afterAll, expect } from 'vitest';
import { loadConfig } from '../../src/services/config/load.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { connectPlatform, whenReady } from '../../src/services/redis/connect.ts';
import { createOrder } from '../../src/services/redis/transitions/orders.ts';
import type { RedisVersion } from '../../src/services/servers/find.ts';
import type { Servers } from '../../src/services/servers/start.ts';
import { startCluster } from './cluster.ts';
import { aDriver, anOrder, desk } from './life.ts';

/** The same suites run on a Cluster (project `cluster` of vitest.config.ts). */
export const ON_CLUSTER = process.env.VIGIE_TEST_CLUSTER === 'yes';

/** A Cluster in the place of a lone Redis: some of its servers, and the zone that the suite works in. */
export interface OwnCluster extends Servers {
  readonly nodes: string;
  readonly zone: string;
}

/** Three masters; the suite has a zone on one, another zone lives on the next and must never notice. */
export async function ownCluster(version: RedisVersion): Promise<OwnCluster> {
  const cluster = await startCluster({ masters: 3, version });
  const [zone = '', neighbour = ''] = await cluster.zones();
  const { nodes, folder, stop } = cluster;
  const env = { REDIS_NODES: nodes, VIGIE_ZONE: neighbour };
  const beside = connectPlatform(loadConfig({}, env, []).config.redis, neighbour, 'test');
  await whenReady(beside.redis, 5_000);
  await aDriver(beside, 'd1');
  await createOrder(beside, anOrder('c1'), desk);
  const before = await dump(beside);
  expect(before.size).toBeGreaterThan(10);
  afterAll(async () => {
    expect(await dump(beside)).toEqual(before);
    beside.redis.disconnect();
    await stop();
  });
  return { redisUrl: null, mongoUri: null, redis: null, mongo: null, folder, stop, nodes, zone };
}

/** All keys of a zone, and what they hold. */
async function dump({ redis, keys }: Platform): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const key of await keysOfZone({ redis, keys })) {
    found.set(key, String(await redis.dump(key)));
  }
  return found;
}

async function keysOfZone({ redis, keys }: Platform): Promise<string[]> {
  const pipeline = redis.pipeline().exists(keys.epoch).keys(`{${keys.zone}}:*`);
  const [, all] = (await pipeline.exec()) ?? [];
  return ((all?.[1] ?? []) as string[]).sort();
}

/** FLUSHALL and SCAN name no key: a Cluster would send them anywhere. Here they mean the zone. */
export function withinItsZone(platform: Platform): Platform {
  const flush = async () => {
    const keys = await keysOfZone(platform);
    if (keys.length > 0) await platform.redis.del(...keys);
    return 'OK';
  };
  const scan = async () => ['0', await keysOfZone(platform)];
  Object.assign(platform.redis, { flushall: flush, flushdb: flush, scan });
  return platform;
}
