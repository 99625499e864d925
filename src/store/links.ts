import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../services/config/config.ts';
import { connectMongo, type History, pingMongo } from '../services/mongo/connect.ts';
import type { Platform } from '../services/redis/connect.ts';

/** How often a server is asked, and how long it may take: a dead one is told within two seconds. */
const EVERY_MS = 500;
const LIMIT_MS = 1_000;

function within<T>(promise: Promise<T>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    const done = (ok: boolean) => {
      clearTimeout(timer);
      resolve(ok);
    };
    promise.then(
      () => done(true),
      () => done(false),
    );
  });
}

/** Tells again and again whether the Redis of the zone answers, at once when its connection closes. */
export async function watchRedis(
  platform: Platform,
  tell: (up: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  const { redis, keys } = platform;
  redis.on('close', () => {
    if (!signal.aborted) tell(false);
  });
  while (!signal.aborted) {
    tell(redis.status === 'ready' && (await within(redis.exists(keys.epoch), LIMIT_MS)));
    await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Connects to MongoDB as often as it takes, and tells again and again whether it answers. */
export async function watchMongo(
  config: Config,
  tell: (history: History | null) => void,
  signal: AbortSignal,
): Promise<void> {
  let history: History | null = null;
  const patient = { ...config.mongo, timeoutMs: Math.min(config.mongo.timeoutMs, 1_500) };
  while (!signal.aborted) {
    history ??= await connectMongo(patient, 'console').catch(() => null);
    const up = history !== null && (await pingMongo(history, LIMIT_MS));
    if (signal.aborted) break;
    tell(up ? history : null);
    await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  await history?.close().catch(() => undefined);
}
