import { onTestFinished } from 'vitest';
import type { Config } from '../../src/services/config/config.ts';
import { connectMongo, type History } from '../../src/services/mongo/connect.ts';
import { ensureIndexes } from '../../src/services/mongo/indexes.ts';
import { connectPlatform, type Platform, whenReady } from '../../src/services/redis/connect.ts';
import { type Servers, type StartOptions, startServers } from '../../src/services/servers/start.ts';
import { startProxy, type TestProxy } from './proxy.ts';
import { testConfig } from './servers.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Servers of one test's own and ways to both; all of it ends with the test. */
export interface Scene {
  readonly servers: Servers;
  readonly config: Config;
  readonly platform: Platform;
  readonly history: History;
}

/** A connection for commands that ends with the test. */
export async function connectScene(config: Config): Promise<Platform> {
  const platform = connectPlatform(config.redis, config.zone, 'test');
  onTestFinished(() => platform.redis.disconnect());
  await whenReady(platform.redis, 5_000);
  return platform;
}

/** A database, with its indexes, whose connection ends with the test. */
async function historyOf(config: Config): Promise<History> {
  const history = await connectMongo(config.mongo, 'test');
  onTestFinished(() => history.close());
  await ensureIndexes(history);
  return history;
}

/**
 * Starts a Redis and a mongod (both unless `options` say otherwise). `mongoUri` names a MongoDB that
 * the test started itself.
 */
export async function aScene(
  options: StartOptions = {},
  mongoUri?: string,
): Promise<Scene & { mongo: NonNullable<Servers['mongo']> | null }> {
  const servers = await startServers(
    mongoUri === undefined ? options : { ...options, mongo: false },
  );
  onTestFinished(() => servers.stop());
  const config = testConfig(servers, { MONGO_URI: mongoUri ?? servers.mongoUri ?? '' });
  const platform = await connectScene(config);
  return { servers, config, platform, history: await historyOf(config), mongo: servers.mongo };
}

/** A proxy in front of the scene's Redis, and the configuration of who goes through it. */
export async function redisProxy({ config }: Pick<Scene, 'config'>): Promise<[TestProxy, Config]> {
  const { path, host, port } = config.redis;
  const proxy = await startProxy(path === null ? { host, port } : { path });
  onTestFinished(() => proxy.close());
  return [
    proxy,
    { ...config, redis: { ...config.redis, path: null, host: '127.0.0.1', port: proxy.port } },
  ];
}

/** A proxy in front of the scene's mongod, and the configuration of who goes through it. */
export async function mongoProxy({ config }: Pick<Scene, 'config'>): Promise<[TestProxy, Config]> {
  const { hostname, port } = new URL(config.mongo.uri);
  const proxy = await startProxy({ host: hostname, port: Number(port) });
  onTestFinished(() => proxy.close());
  // Direct: a replica set's own addresses would lead past the proxy.
  const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
  return [proxy, { ...config, mongo: { ...config.mongo, uri } }];
}

/** A dispatcher's console on the scene's servers, in a terminal of 120×40; its board has been read. */
export async function aDesk(
  { servers, config }: Pick<Scene, 'servers' | 'config'>,
  name: string,
): Promise<Terminal> {
  const { uri, db } = config.mongo;
  const env = { REDIS_URL: servers.redisUrl ?? '', MONGO_URI: uri, MONGO_DB: db };
  const terminal = openTerminal(['--as', name, '--lang', 'en'], { env });
  await terminal.sees('redis ●');
  await terminal.sees('Waiting, longest first');
  return terminal;
}
