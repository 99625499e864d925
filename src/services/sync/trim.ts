import { MONGO_GROUP } from '../board/lag.ts';
import type { Platform } from '../redis/connect.ts';
import { shardTime } from '../redis/shard.ts';

/** A console's feed reads back this far. */
const KEEP = 10_000;
const STEP = 1_000;

function fieldsOf(flat: readonly unknown[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) fields.set(String(flat[i]), String(flat[i + 1]));
  return fields;
}

/** Orders stream ids: `ms-n`, both numbers. */
export function olderId(a: string, b: string): string {
  const [aMs = 0, aN = 0] = a.split('-').map(Number);
  const [bMs = 0, bN = 0] = b.split('-').map(Number);
  return aMs < bMs || (aMs === bMs && aN < bN) ? a : b;
}

/** A group that has read nothing for this long is not waited for. MongoDB's own always is. */
const SILENT_MS = 24 * 3_600_000;

/** How far a group is: what precedes this id it has acknowledged. */
async function progressOf(
  { redis, keys }: Platform,
  name: string,
  delivered: string,
): Promise<string> {
  const pending = await redis.xpending(keys.events, name);
  return Array.isArray(pending) && typeof pending[1] === 'string' ? pending[1] : delivered;
}

/** Whether nobody of a group has asked for anything for a day. */
async function isSilent(platform: Platform, name: string, progress: string): Promise<boolean> {
  const { redis, keys } = platform;
  if (name === MONGO_GROUP) return false;
  if (Number(progress.split('-')[0]) > (await shardTime(platform)) - SILENT_MS) return false;
  const consumers = (await redis.xinfo('CONSUMERS', keys.events, name)) as unknown[][];
  return consumers.every((each) => Number(fieldsOf(each).get('idle') ?? 0) > SILENT_MS);
}

/**
 * Drops entries that every group has acknowledged, but keeps the newest 10,000. Never MAXLEN: that
 * drops what nobody has read yet. A group that is silent for a day is told, not waited for. Answers how
 * many were dropped.
 */
export async function trimEvents(
  platform: Platform,
  onSilent: (group: string) => void = () => undefined,
): Promise<number> {
  const { redis, keys } = platform;
  let dropped = 0;
  while ((await redis.xlen(keys.events)) > KEEP + STEP) {
    const groups = (await redis.xinfo('GROUPS', keys.events)) as unknown[][];
    if (groups.length === 0) return dropped;
    const entries = await redis.xrange(keys.events, '-', '+', 'COUNT', STEP);
    let until = entries.at(-1)?.[0];
    if (until === undefined) return dropped;
    for (const group of groups) {
      const fields = fieldsOf(group);
      const name = fields.get('name') ?? '';
      const progress = await progressOf(platform, name, fields.get('last-delivered-id') ?? '0-0');
      if (await isSilent(platform, name, progress)) onSilent(name);
      else until = olderId(until, progress);
    }
    const gone = await redis.xtrim(keys.events, 'MINID', until);
    dropped += gone;
    if (gone === 0) return dropped;
  }
  return dropped;
}
