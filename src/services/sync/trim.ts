import type { Platform } from '../redis/connect.ts';

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

/**
 * Drops entries that every group has acknowledged, but keeps the newest 10,000. Never MAXLEN: that
 * drops what nobody has read yet. Answers how many were dropped.
 */
export async function trimEvents({ redis, keys }: Platform): Promise<number> {
  let dropped = 0;
  while ((await redis.xlen(keys.events)) > KEEP + STEP) {
    const groups = (await redis.xinfo('GROUPS', keys.events)) as unknown[][];
    if (groups.length === 0) return dropped;
    const entries = await redis.xrange(keys.events, '-', '+', 'COUNT', STEP);
    let until = entries.at(-1)?.[0];
    if (until === undefined) return dropped;
    for (const group of groups) {
      const fields = fieldsOf(group);
      const pending = await redis.xpending(keys.events, fields.get('name') ?? '');
      const lowest = Array.isArray(pending) && typeof pending[1] === 'string' ? pending[1] : null;
      until = olderId(until, lowest ?? fields.get('last-delivered-id') ?? '0-0');
    }
    const gone = await redis.xtrim(keys.events, 'MINID', until);
    dropped += gone;
    if (gone === 0) return dropped;
  }
  return dropped;
}
