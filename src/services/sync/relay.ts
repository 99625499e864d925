import type { VigieEvent } from '../../domain/event.ts';
import { MONGO_GROUP } from '../board/lag.ts';
import { faultPoint } from '../fault.ts';
import type { Log } from '../log/log.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform, RedisClient } from '../redis/connect.ts';
import { type Entry, parseEvent } from '../redis/events.ts';
import { type Cut, inEpoch, readCut } from './checkpoint.ts';
import { bury } from './dead-letters.ts';
import { documentsOf, type Upsert } from './documents.ts';
import { createFlights } from './flights.ts';
import { createNotes, type Note } from './notes.ts';
import { writeAll } from './write.ts';

/** Entries taken at once. */
const BATCH = 500;
/** Batches under way at once: the next one is read while MongoDB writes. Nothing more is read then. */
const IN_FLIGHT = 4;
/** Entries that another worker has held this long without acknowledging are taken over. */
const TAKE_OVER_MS = 10_000;

export interface RelayContext {
  readonly platform: Platform;
  /** A connection of its own: reading blocks. */
  readonly blocking: RedisClient;
  readonly history: History;
  readonly consumer: string;
  readonly log: Log;
  /** Told how many entries each batch carried. */
  readonly onCarried?: (entries: number) => void;
}

/** Makes the consumer group, from the first entry on; one that is there stays as it is. */
export async function ensureGroup({ redis, keys }: Platform): Promise<void> {
  await redis.xgroup('CREATE', keys.events, MONGO_GROUP, '0', 'MKSTREAM').catch((error: Error) => {
    if (!error.message.startsWith('BUSYGROUP')) throw error;
  });
}

/**
 * Carries events to MongoDB until the signal aborts or a server fails (then it throws, and everything
 * not acknowledged is read again by the next call, here or elsewhere).
 */
export async function relay(context: RelayContext, signal: AbortSignal): Promise<void> {
  const { platform, blocking, consumer, history } = context;
  await ensureGroup(platform);
  const cut = await readCut(platform, history);
  const note = createNotes(platform, history);
  const flights = createFlights(IN_FLIGHT);
  // First what this consumer was given and did not finish, then what is new.
  let from: '0' | '>' = '0';
  let nextTakeOver = 0;
  try {
    while (!signal.aborted) {
      flights.check();
      if (Date.now() >= nextTakeOver) {
        nextTakeOver = Date.now() + TAKE_OVER_MS / 2;
        if (await takeOver(context)) {
          from = '0';
          faultPoint('after-claim');
        }
      }
      // What is under way is pending too: it is not to be read a second time.
      if (from === '0') await flights.landed();
      const reply = (await blocking.xreadgroup(
        ...(['GROUP', MONGO_GROUP, consumer, 'COUNT', BATCH, 'BLOCK', 500] as const),
        ...(['STREAMS', platform.keys.events, from] as const),
      )) as [string, Entry[]][] | null;
      const entries = reply?.[0]?.[1] ?? [];
      if (entries.length === 0) from = '>';
      else {
        faultPoint('after-read');
        await flights.start(() => carry(context, entries, cut, note));
      }
    }
  } finally {
    await flights.over();
  }
  await flights.landed();
}

/** Takes a consumer off the list, unless it holds something: that would be lost with it. */
export async function leaveGroup({ redis, keys }: Platform, consumer: string): Promise<void> {
  const held = await redis.xpending(keys.events, MONGO_GROUP, '-', '+', 1, consumer);
  if (held.length === 0) await redis.xgroup('DELCONSUMER', keys.events, MONGO_GROUP, consumer);
}

/** Makes the pending entries of workers that are gone this consumer's own; whether there were any. */
async function takeOver({ platform, consumer }: RelayContext): Promise<boolean> {
  const { redis, keys } = platform;
  const [, ids] = (await redis.xautoclaim(
    ...([keys.events, MONGO_GROUP, consumer, TAKE_OVER_MS, '0', 'COUNT', BATCH, 'JUSTID'] as const),
  )) as [string, string[]];
  return ids.length > 0;
}

/** Writes a batch, and acknowledges it once all of it is in MongoDB or in `dead_letters`. */
async function carry(
  context: RelayContext,
  entries: readonly Entry[],
  cut: Cut | null,
  note: Note,
): Promise<void> {
  const { platform, history, log } = context;
  const upserts: Upsert[] = [];
  const owner: number[] = [];
  const bad = new Map<number, string>();
  let last: VigieEvent | null = null;

  for (const [index, entry] of entries.entries()) {
    // A trimmed entry that is still pending comes back without fields: there is nothing to carry.
    if (!entry[1]) continue;
    const parsed = parseEvent(entry);
    if ('fault' in parsed) {
      bad.set(index, parsed.fault);
      continue;
    }
    const event = inEpoch(parsed, cut);
    for (const upsert of documentsOf(event, platform.keys.zone)) {
      upserts.push(upsert);
      owner.push(index);
    }
    last = event;
  }

  // That Redis has come so far is true also where a write fails: the two go side by side.
  const [reasons] = await Promise.all([
    writeAll(history, upserts),
    last && note(last).then(() => faultPoint('after-checkpoint')),
  ]);
  for (const [at, reason] of reasons) {
    const index = owner[at];
    if (index !== undefined) bad.set(index, reason);
  }
  faultPoint('after-write');
  for (const [index, reason] of bad) {
    const entry = entries[index];
    if (!entry) continue;
    log.error({ streamId: entry[0], reason }, 'an event cannot be written, it is in dead_letters');
    await bury(platform, history, entry, reason);
  }
  faultPoint('after-dead-letters');
  await platform.redis.xack(platform.keys.events, MONGO_GROUP, ...entries.map(([id]) => id));
  faultPoint('after-acknowledge');
  context.onCarried?.(entries.length);
  log.debug({ entries: entries.length, dead: bad.size }, 'batch carried');
}
