import type { VigieEvent } from '../../domain/event.ts';
import { doneBy, type Handover, type Note } from '../../domain/handover.ts';
import type { Order } from '../../domain/order.ts';
import type { Platform } from '../redis/connect.ts';
import { type Entry, parseEvents } from '../redis/events.ts';
import { parseOrder } from '../redis/parse.ts';
import { readBoard } from './snapshot.ts';

const HOUR_MS = 3_600_000;
/** Notes and urgent orders that a handover names; the rest is counted. */
const NOTES = 20;
const URGENT = 20;
/** Events read at a time, and at most. */
const PAGE = 1_000;
const MOST_EVENTS = 10_000;

/** What the next dispatcher must know, from Redis alone. Throws RedisDown, or what Redis says. */
export async function readHandover(platform: Platform): Promise<Handover> {
  const board = await readBoard(platform, { waitingOffset: 0, waitingLimit: 0 });
  const at = board.readAt;
  const [urgent, notes, events] = await Promise.all([
    readUrgent(platform, at),
    readNotes(platform, 0),
    eventsSince(platform, at - HOUR_MS),
  ]);
  return {
    at,
    alerts: board.alerts,
    alertsOpen: board.alertsOpen,
    urgent,
    lateCount: board.late,
    atRiskCount: board.atRisk,
    waitingCount: board.counts.waiting,
    notes,
    done: doneBy(events.events),
    doneSince: events.since,
  };
}

/** The notes left after a time, newest first. */
export async function readNotes({ redis, keys }: Platform, after: number): Promise<Note[]> {
  const found = await redis.zrange(
    keys.notes,
    '+inf',
    `(${after}`,
    'BYSCORE',
    'REV',
    'LIMIT',
    0,
    NOTES,
  );
  return found.flatMap(parseNote);
}

function parseNote(text: string): Note[] {
  try {
    const { at, by, text: words } = JSON.parse(text) as Record<string, unknown>;
    return [{ at: Number(at), by: String(by), text: String(words) }];
  } catch {
    return [];
  }
}

/** Up to when an operator has been shown the notes, ms; 0 when he never was. */
export async function notesSeen({ redis, keys }: Platform, operator: string): Promise<number> {
  return Number((await redis.hget(keys.notesSeen, operator)) ?? 0);
}

/** Keeps that an operator was shown the notes up to a time. */
export async function markNotesSeen(
  { redis, keys }: Platform,
  operator: string,
  at: number,
): Promise<void> {
  await redis.hset(keys.notesSeen, { [operator]: at });
}

async function readUrgent({ redis, keys }: Platform, now: number): Promise<Order[]> {
  const until = String(now + 10 * 60_000);
  const ids = await redis.zrange(keys.ordersDue, '-inf', until, 'BYSCORE', 'LIMIT', 0, URGENT);
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hgetall(keys.order(id));
  const replies = (await pipeline.exec()) ?? [];
  return ids.flatMap((id, index) => {
    const order = parseOrder(id, (replies[index]?.[1] ?? {}) as Record<string, string>);
    return order ? [order] : [];
  });
}

/** The events since a time, newest pages first; later than asked where there are too many. */
async function eventsSince(
  { redis, keys }: Platform,
  from: number,
): Promise<{ events: VigieEvent[]; since: number }> {
  const events: VigieEvent[] = [];
  let end = '+';
  for (let read = 0; read < MOST_EVENTS; read += PAGE) {
    const entries = (await redis.xrevrange(keys.events, end, `${from}`, 'COUNT', PAGE)) as Entry[];
    // What a seed or another clock dates earlier was not done now.
    events.push(...parseEvents(entries).filter((event) => event.at >= from));
    const last = entries.at(-1);
    if (!last || entries.length < PAGE) return { events, since: from };
    end = `(${last[0]}`;
  }
  return { events, since: events.at(-1)?.at ?? from };
}
