import { Redis } from 'ioredis';
import type { RedisConfig } from '../config/config.ts';
import { RedisDown } from './down.ts';
import { type Keys, keysOf } from './keys.ts';
import { loadScripts } from './scripts.ts';

/** A connection for commands, with the names of the keys behind it. */
export interface Platform {
  readonly redis: Redis;
  readonly keys: Keys;
}

/** Longest pause between two tries to connect: a server that is back shows within it. */
const MAX_PAUSE_MS = 500;

/**
 * A connection that comes back by itself for as long as it is not ended. Nothing is queued while it is
 * away and a command is tried once: callers hear at once, and repeat with the same operation id.
 */
export function connectRedis(config: RedisConfig, name: string): Redis {
  const redis = new Redis({
    ...(config.path === null ? { host: config.host, port: config.port } : { path: config.path }),
    db: config.db,
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
    commandTimeout: Math.max(config.timeoutMs, 3_000),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(50 * times, MAX_PAUSE_MS),
    lazyConnect: true,
  });
  // Without a listener an error event ends the process; who needs the reason listens too.
  redis.on('error', () => undefined);
  redis.connect().catch(() => undefined);
  return redis;
}

/** A platform whose scripts are loaded each time the connection is ready. */
export function connectPlatform(config: RedisConfig, zone: string | null, name: string): Platform {
  const redis = connectRedis(config, name);
  redis.on('ready', () => void loadScripts(redis).catch(() => undefined));
  return { redis, keys: keysOf(zone) };
}

/** Resolves when the connection is ready; rejects with RedisDown after `limitMs`. */
export function whenReady(redis: Redis, limitMs: number): Promise<void> {
  if (redis.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    let last = '';
    const onError = (error: Error) => {
      last = error.message;
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

/** Ends a connection for good. */
export function endRedis(redis: Redis): void {
  redis.disconnect();
}
