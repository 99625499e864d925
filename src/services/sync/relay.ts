import type { VigieEvent } from '../../domain/event.ts';
import { MONGO_GROUP } from '../board/lag.ts';
import { faultPoint } from '../fault.ts';
import type { Log } from '../log/log.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform, RedisClient } from '../redis/connect.ts';
import { type Entry, parseEvent } from '../redis/events.ts';
import { type Cut, inEpoch, readCut, saveCheckpoint } from './checkpoint.ts';
import { documentsOf, type Upsert } from './documents.ts';
import { writeAll } from './write.ts';

/** Entries taken at once. Nothing more is read while they are not written, so memory stays flat. */
const BATCH = 500;
/** Entries that another worker has held this long without acknowledging are taken over. */
const TAKE_OVER_MS = 10_000;

/** Longest text kept of what can't be written: it may be just its size. */
const LETTER_TEXT = 200_000;

export interface RelayContext {
  readonly platform: Platform;
  /** A connection of its own: reading blocks. */
  readonly blocking: RedisClient;
  readonly history: History;
  readonly consumer: string;
  readonly log: Log;
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
  // First what this consumer was given and did not finish, then what is new.
  let from: '0' | '>' = '0';
  let nextTakeOver = 0;
  while (!signal.aborted) {
    if (Date.now() >= nextTakeOver) {
      nextTakeOver = Date.now() + TAKE_OVER_MS / 2;
      if (await takeOver(context)) from = '0';
    }
    const reply = (await blocking.xreadgroup(
      ...(['GROUP', MONGO_GROUP, consumer, 'COUNT', BATCH, 'BLOCK', 500] as const),
      ...(['STREAMS', platform.keys.events, from] as const),
    )) as [string, Entry[]][] | null;
    const entries = reply?.[0]?.[1] ?? [];
    if (entries.length > 0) await carry(context, entries, cut);
    else from = '>';
  }
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

  faultPoint('before-write');
  for (const [at, reason] of await writeAll(history, upserts)) {
    const index = owner[at];
    if (index !== undefined) bad.set(index, reason);
  }
  if (bad.size > 0) await bury(context, entries, bad);
  faultPoint('after-write');

  if (last) await saveCheckpoint(platform, history, last);
  faultPoint('before-acknowledge');
  await platform.redis.xack(platform.keys.events, MONGO_GROUP, ...entries.map(([id]) => id));
  faultPoint('after-acknowledge');
  log.debug({ entries: entries.length, dead: bad.size }, 'batch carried');
}

/** Keeps what can't be written, with the reason, where an operator finds it. */
async function bury(
  { platform, history, log }: RelayContext,
  entries: readonly Entry[],
  bad: ReadonlyMap<number, string>,
): Promise<void> {
  const letters = history.db.collection<{ _id: string }>('dead_letters');
  for (const [index, reason] of bad) {
    const entry = entries[index];
    if (!entry) continue;
    const [streamId, fields] = entry;
    log.error({ streamId, reason }, 'an event cannot be written, it is in dead_letters');
    await letters.updateOne(
      { _id: `${platform.keys.zone ?? '-'}/${streamId}` },
      {
        $set: { reason, fields: fields.map((text) => text.slice(0, LETTER_TEXT)), at: new Date() },
      },
      { upsert: true },
    );
  }
}
