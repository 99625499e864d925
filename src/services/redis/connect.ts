import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisConfig } from '../config/config.ts';
import type { RedisClient } from './client.ts';
import { RedisDown } from './down.ts';
import { type Keys, keysOf } from './keys.ts';
import { nameLoneNode } from './lone-node.ts';
import { loadScripts } from './scripts.ts';

export type { RedisClient };

/** A connection for commands, with the names of the keys behind it. */
export interface Platform {
  readonly redis: RedisClient;
  readonly keys: Keys;
}

/** Longest pause between two tries to connect: a server that is back shows within it. */
const MAX_PAUSE_MS = 500;

/**
 * A connection that comes back by itself for as long as it is not ended. Nothing is queued while it is
 * away and a command is tried once: callers hear at once, and repeat with the same operation id.
 */
export function connectRedis(config: RedisConfig, name: string): RedisClient {
  const redis = config.nodes.length > 0 ? clusterOf(config, name) : serverOf(config, name);
  // Without a listener an error event ends the process; who needs the reason listens too.
  redis.on('error', () => undefined);
  redis.connect().catch(() => undefined);
  return redis;
}

const pauseOf = (times: number) => Math.min(50 * times, MAX_PAUSE_MS);

const silenceMs = ({ timeoutMs }: RedisConfig) => Math.max(timeoutMs, 3_000);

function optionsOf(config: RedisConfig, name: string) {
  return {
    ...(config.username === null ? {} : { username: config.username }),
    ...(config.password === null ? {} : { password: config.password }),
    ...(config.tls ? { tls: config.ca === null ? {} : { ca: config.ca } } : {}),
    connectionName: `vigie-${name}`,
    // The wait for a goodbye; a connection that never was waits for it too, and keeps the process alive.
    disconnectTimeout: 200,
    // CLIENT SETINFO is one more right, and the name says who we are.
    disableClientInfo: true,
    connectTimeout: config.timeoutMs,
    // A frozen server counts as one that is away; blocking reads wait less than this.
    commandTimeout: silenceMs(config),
    // The connection goes with it: one that a firewall forgot would never answer again.
    socketTimeout: silenceMs(config),
    maxRetriesPerRequest: 0,
  } satisfies RedisOptions;
}

function serverOf(config: RedisConfig, name: string): Redis {
  return new Redis({
    ...optionsOf(config, name),
    ...(config.path === null ? { host: config.host, port: config.port } : { path: config.path }),
    db: config.db,
    enableOfflineQueue: false,
    retryStrategy: pauseOf,
    lazyConnect: true,
  });
}

/** A Cluster: its servers are learnt from those that are named, and learnt again when one moves. */
function clusterOf(config: RedisConfig, name: string): Cluster {
  nameLoneNode(config.nodes[0]?.host ?? '127.0.0.1');
  return new Cluster([...config.nodes], {
    redisOptions: optionsOf(config, name),
    // Certificates name hosts, not addresses: then names are left as they are.
    ...(config.tls ? { dnsLookup: (host, done) => done(null, host) } : {}),
    clusterRetryStrategy: pauseOf,
    enableOfflineQueue: false,
    lazyConnect: true,
    // A server that is only being connected to counts as closed: a few short tries, then the caller hears.
    maxRedirections: 5,
    retryDelayOnFailover: 50,
    retryDelayOnClusterDown: 50,
  });
}

/** A platform whose scripts are loaded each time the connection is ready. */
export function connectPlatform(config: RedisConfig, zone: string | null, name: string): Platform {
  const redis = connectRedis(config, name);
  redis.on('ready', () => void loadScripts(redis).catch(() => undefined));
  if (redis instanceof Cluster) {
    // A server that joins later (failover, new shard); who is never asked for one loses nothing.
    redis.on('+node', () => void loadScripts(redis).catch(() => undefined));
  }
  return { redis, keys: keysOf(zone) };
}

/** Resolves when the connection is ready; rejects with RedisDown after `limitMs`. */
export function whenReady(redis: RedisClient, limitMs: number): Promise<void> {
  if (redis.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    let last = '';
    const onError = (error: Error) => {
      // A Cluster says only that all failed, and keeps why.
      const { lastNodeError = error } = error as { lastNodeError?: Error };
      last = lastNodeError.message;
    };
    const onReady = () => {
      clearTimeout(timer);
      redis.off('error', onError);
      resolve();
    };
    const timer = setTimeout(() => {
      redis.off('ready', onReady);
      redis.off('error', onError);
      reject(new RedisDown(last || 'timeout'));
    }, limitMs);
    redis.on('error', onError);
    redis.once('ready', onReady);
  });
}

/** Whether this is a single connection to a server of a Cluster: most commands would be refused there. */
export async function isClusterMember(redis: RedisClient): Promise<boolean> {
  if (redis instanceof Cluster) return false;
  // A server that hides INFO is taken for what it was set as.
  const info = await redis.info('cluster').catch(() => '');
  return /^cluster_enabled:1/m.test(info);
}

/** Ends a connection for good. */
export function endRedis(redis: RedisClient): void {
  redis.disconnect();
}
