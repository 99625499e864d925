import type { Platform } from '../redis/connect.ts';
import type { Entry } from '../redis/events.ts';
import { LOOK_BACK_MS, MOST, nothingSeen, type Seen, take } from './seen.ts';

const PAGE = 500;
/** Entries looked through: more than a thousand drivers make in the hours that count. */
const MOST_PAGES = 100;

/**
 * What a planner that begins must know of the stream, read once, the newest first: the newest orders until
 * there are enough of them. What was taken back or changed before is not of now. `now`: ms. Throws RedisDown.
 */
export async function seenLately({ redis, keys }: Platform, now: number): Promise<Seen> {
  const seen = nothingSeen(now);
  const from = seen.last;
  let before = '+';
  for (let page = 0; page < MOST_PAGES && seen.orders.length < MOST; page += 1) {
    const entries = (await redis.xrevrange(keys.events, before, from, 'COUNT', PAGE)) as Entry[];
    // Where the next look goes on.
    if (page === 0) seen.last = entries[0]?.[0] ?? from;
    for (const entry of entries) take(seen, entry);
    const last = entries.at(-1)?.[0];
    if (entries.length < PAGE || last === undefined) break;
    before = `(${last}`;
  }
  const orders = seen.orders
    .filter(({ placedAt }) => placedAt >= now - LOOK_BACK_MS)
    .slice(0, MOST)
    .reverse();
  return { ...seen, orders, takenBack: [], changed: [] };
}
