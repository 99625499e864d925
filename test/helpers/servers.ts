import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, inject } from 'vitest';
import { ACL_ROLES } from '../../src/services/config/acl.ts';
import type { Config } from '../../src/services/config/config.ts';
import { loadConfig } from '../../src/services/config/load.ts';
import { connectMongo, type History } from '../../src/services/mongo/connect.ts';
import { ensureIndexes } from '../../src/services/mongo/indexes.ts';
import { connectPlatform, type Platform, whenReady } from '../../src/services/redis/connect.ts';
import type { RedisVersion } from '../../src/services/servers/find.ts';
import { type Servers, startServers } from '../../src/services/servers/start.ts';
import { asRole } from './as-role.ts';
import { ON_CLUSTER, type OwnCluster, ownCluster, withinItsZone } from './own-cluster.ts';

/**
 * A Redis of this file's own, gone after it; a Cluster where the suite runs on one. With
 * VIGIE_TEST_ROLE=worker (or another role of `vigie config acl`) tests reach it as that user.
 */
export async function ownRedis(version: RedisVersion = '7'): Promise<Servers> {
  if (ON_CLUSTER) return ownCluster(version);
  const servers = await startServers({ redis: { version, appendfsync: 'no' }, mongo: false });
  afterAll(() => servers.stop());
  const role = ACL_ROLES.find((each) => each === process.env.VIGIE_TEST_ROLE);
  return role ? asRole(servers, role) : servers;
}

/** The configuration of a test: its own Redis, its own database on the shared mongod. */
export function testConfig(
  servers: Pick<Servers, 'redisUrl' | 'folder'> & Partial<OwnCluster>,
  more: Record<string, string> = {},
): Config {
  return loadConfig(
    {},
    {
      REDIS_URL: servers.redisUrl ?? '',
      REDIS_NODES: servers.nodes ?? '',
      VIGIE_ZONE: servers.zone ?? '',
      MONGO_URI: inject('mongoUri'),
      MONGO_DB: `test_${randomBytes(6).toString('hex')}`,
      VIGIE_OPERATOR: 'desk1',
      VIGIE_LANG: 'en',
      VIGIE_LOG_FILE: `${servers.folder}/vigie.log`,
      ...more,
    },
    [],
  ).config;
}

/** A connected platform, closed after the file. */
export async function ownPlatform(config: Config): Promise<Platform> {
  const platform = connectPlatform(config.redis, config.zone, 'test');
  await whenReady(platform.redis, 5_000);
  afterAll(() => platform.redis.disconnect());
  return ON_CLUSTER ? withinItsZone(platform) : platform;
}

/** A database of this file's own, dropped after it. */
export async function ownHistory(config: Config): Promise<History> {
  const history = await connectMongo(config.mongo, 'test');
  await ensureIndexes(history);
  afterAll(async () => {
    await history.db.dropDatabase();
    await history.close();
  });
  return history;
}

/** Waits for a state: polls until `check` answers something other than null, undefined or false. */
export async function until<T>(
  what: string,
  check: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  limitMs = 15_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await check();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`never happened: ${what} (last: ${String(last)})`);
    await pause(20);
  }
}
