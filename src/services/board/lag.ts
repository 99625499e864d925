import type { Platform } from '../redis/connect.ts';
import type { Entry } from '../redis/events.ts';

/** The consumer group that carries events to MongoDB. */
export const MONGO_GROUP = 'mongo';

function fieldOf(flat: readonly unknown[], name: string): string | null {
  const index = flat.indexOf(name);
  return index < 0 ? null : String(flat[index + 1]);
}

/** The number of the first entry, and when it was written, ms. */
function firstOf(entries: readonly Entry[]): { seq: number; at: number } | null {
  const [entry] = entries;
  const seq = fieldOf(entry?.[1] ?? [], 'seq');
  return entry && seq !== null ? { seq: Number(seq), at: Number.parseInt(entry[0], 10) } : null;
}

/** How far MongoDB is behind. */
export interface Lag {
  readonly seq: number;
  readonly lag: number;
  /** When the oldest event that waits was written, ms; null: none waits. */
  readonly since: number | null;
}

/**
 * Events written and not yet in MongoDB: the newest seq − the last one before the lowest that is not
 * acknowledged. Works on Redis 6.2, whose XINFO knows no lag. With no group yet, all of them.
 */
export async function outboxLag({ redis, keys }: Platform): Promise<Lag> {
  const seq = Number((await redis.get(keys.eventsSeq)) ?? 0);
  if (seq === 0) return { seq, lag: 0, since: null };
  const first = async (from: string) =>
    firstOf((await redis.xrange(keys.events, from, '+', 'COUNT', 1)) as Entry[]);
  const groups = (await redis.xinfo('GROUPS', keys.events).catch(() => [])) as unknown[][];
  const group = groups.find((each) => fieldOf(each, 'name') === MONGO_GROUP);
  if (!group) return { seq, lag: seq, since: (await first('-'))?.at ?? null };
  const pending = await redis.xpending(keys.events, MONGO_GROUP);
  const lowest = Array.isArray(pending) ? pending[1] : null;
  const delivered = fieldOf(group, 'last-delivered-id') ?? '0-0';
  const next = await first(typeof lowest === 'string' ? lowest : `(${delivered}`);
  return { seq, lag: next === null ? 0 : seq - next.seq + 1, since: next?.at ?? null };
}
