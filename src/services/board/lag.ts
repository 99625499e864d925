import type { Platform } from '../redis/connect.ts';
import type { Entry } from '../redis/events.ts';

/** The consumer group that carries events to MongoDB. */
export const MONGO_GROUP = 'mongo';

function fieldOf(flat: readonly unknown[], name: string): string | null {
  const index = flat.indexOf(name);
  return index < 0 ? null : String(flat[index + 1]);
}

function seqOf(entries: readonly Entry[]): number | null {
  const seq = fieldOf(entries[0]?.[1] ?? [], 'seq');
  return seq === null ? null : Number(seq);
}

/**
 * Events written and not yet in MongoDB: the newest seq − the last one before the lowest that is not
 * acknowledged. Works on Redis 6.2, whose XINFO knows no lag. With no group yet, all of them.
 */
export async function outboxLag({ redis, keys }: Platform): Promise<{ seq: number; lag: number }> {
  const seq = Number((await redis.get(keys.eventsSeq)) ?? 0);
  if (seq === 0) return { seq, lag: 0 };
  const groups = (await redis.xinfo('GROUPS', keys.events).catch(() => [])) as unknown[][];
  const group = groups.find((each) => fieldOf(each, 'name') === MONGO_GROUP);
  if (!group) return { seq, lag: seq };
  const pending = await redis.xpending(keys.events, MONGO_GROUP);
  const lowest = Array.isArray(pending) ? pending[1] : null;
  if (typeof lowest === 'string') {
    const first = seqOf((await redis.xrange(keys.events, lowest, '+', 'COUNT', 1)) as Entry[]);
    return { seq, lag: first === null ? 0 : seq - first + 1 };
  }
  const delivered = fieldOf(group, 'last-delivered-id') ?? '0-0';
  const next = seqOf(
    (await redis.xrange(keys.events, `(${delivered}`, '+', 'COUNT', 1)) as Entry[],
  );
  return { seq, lag: next === null ? 0 : seq - next + 1 };
}
