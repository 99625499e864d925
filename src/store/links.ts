import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../services/config/config.ts';
import { maskText } from '../services/config/mask.ts';
import { connectMongo, type History, pingMongo } from '../services/mongo/connect.ts';
import type { Platform } from '../services/redis/connect.ts';
import { timed } from '../services/timed.ts';

/** How often a server is asked, and how long it may take: a dead one is told within two seconds. */
const EVERY_MS = 500;
const LIMIT_MS = 1_000;

/** Tells again and again how fast the Redis of the zone answers, null: not; at once when its connection closes. */
export async function watchRedis(
  platform: Platform,
  tell: (ms: number | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const { redis, keys } = platform;
  redis.on('close', () => {
    if (!signal.aborted) tell(null);
  });
  while (!signal.aborted) {
    tell(redis.status === 'ready' ? await timed(redis.exists(keys.epoch), LIMIT_MS) : null);
    await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** MongoDB as it was just found: a connection and its round trip in ms, or why there is none. */
export type MongoLink =
  | { readonly history: History; readonly ms: number }
  | { readonly history: null; readonly fault: string };

/** Connects to MongoDB as often as it takes, and tells again and again whether it answers. */
export async function watchMongo(
  config: Config,
  tell: (link: MongoLink) => void,
  signal: AbortSignal,
): Promise<void> {
  let history: History | null = null;
  let fault = '';
  const patient = { ...config.mongo, timeoutMs: Math.min(config.mongo.timeoutMs, 1_500) };
  while (!signal.aborted) {
    history ??= await connectMongo(patient, 'console').catch((error: Error) => {
      fault = maskText(error.message);
      return null;
    });
    const ms = history && (await pingMongo(history, LIMIT_MS));
    if (signal.aborted) break;
    if (history && ms !== null) tell({ history, ms });
    else tell({ history: null, fault: history ? 'timeout' : fault });
    await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  await history?.close().catch(() => undefined);
}
