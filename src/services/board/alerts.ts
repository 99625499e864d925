import { type Alert, parseAlertId } from '../../domain/alert.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { parseAlert } from '../redis/parse-alert.ts';
import { asDown } from '../redis/scripts.ts';
import { alertFromDocument } from '../sync/alert-document.ts';

/** More open alerts than anybody reads: the worker keeps a handful of each kind. */
const MOST = 500;

/** Alerts by their ids (`kind:subject`), in that order; those that are gone are left out. Throws Redis' error. */
export async function readAlerts(
  { redis, keys }: Platform,
  ids: readonly string[],
): Promise<Alert[]> {
  const named = ids.flatMap((id) => parseAlertId(id) ?? []);
  if (named.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const { kind, subject } of named) pipeline.hgetall(keys.alert(kind, subject));
  const replies = (await pipeline.exec()) ?? [];
  return named.flatMap(({ kind, subject }, i) => {
    const [error, hash] = replies[i] ?? [];
    if (error) throw error;
    return parseAlert(`${kind}:${subject}`, (hash ?? {}) as Record<string, string>) ?? [];
  });
}

/** All alerts that are not resolved, from Redis: who nobody has first, muted ones last. Throws RedisDown. */
export async function readOpenAlerts(platform: Platform): Promise<Alert[]> {
  const { redis, keys } = platform;
  try {
    const [open, muted] = await Promise.all([
      redis.zrange(keys.alertsOpen, '0', `${MOST - 1}`, 'REV'),
      redis.zrange(keys.alertsMuted, '0', `${MOST - 1}`),
    ]);
    const alerts = await readAlerts(platform, [...open, ...muted]);
    return alerts.filter(({ state }) => state !== 'resolved');
  } catch (error) {
    throw asDown(error);
  }
}

/** The alerts that were resolved last, newest first, from MongoDB. Throws MongoDB's error. */
export async function readResolvedAlerts(
  { db }: History,
  most: number,
  signal?: AbortSignal,
): Promise<Alert[]> {
  const documents = await db
    .collection('alerts')
    .find({ state: 'resolved' }, { maxTimeMS: 5_000, ...(signal ? { signal } : {}) })
    .sort({ state: 1, resolved_at: -1 })
    .limit(most)
    .toArray();
  return documents.flatMap((document) => alertFromDocument(document) ?? []);
}
