import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { VigieEvent } from '../../domain/event.ts';
import { MONGO_GROUP } from '../board/lag.ts';
import { faultPoint } from '../fault.ts';
import type { Log } from '../log/log.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { type Entry, parseEvent } from '../redis/events.ts';
import { saveCheckpoint } from './checkpoint.ts';
import { documentsOf, type Upsert } from './documents.ts';
import { writeAll } from './write.ts';

/** Entries taken at once. Nothing more is read while they are not written, so memory stays flat. */
const BATCH = 500;
/** Entries that another worker has held this long without acknowledging are taken over. */
const TAKE_OVER_MS = 10_000;

export interface RelayContext {
  readonly platform: Platform;
  /** A connection of its own: reading blocks. */
  readonly blocking: Redis;
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
  const { platform, blocking, consumer } = context;
  await ensureGroup(platform);
  // First what this consumer was given and did not finish, then what is new.
  let from: '0' | '>' = '0';
  let nextTakeOver = 0;
  while (!signal.aborted) {
    if (Date.now() >= nextTakeOver) {
      nextTakeOver = Date.now() + TAKE_OVER_MS / 2;
      const taken = await takeOver(context);
      if (taken.length > 0) await carry(context, taken);
    }
    const reply = (await blocking.xreadgroup(
      ...(['GROUP', MONGO_GROUP, consumer, 'COUNT', BATCH, 'BLOCK', 500] as const),
      ...(['STREAMS', platform.keys.events, from] as const),
    )) as [string, Entry[]][] | null;
    const entries = reply?.[0]?.[1] ?? [];
    if (entries.length === 0) {
      from = '>';
      continue;
    }
    const left = await carry(context, entries);
    if (left > 0) {
      // Another try may write them: not at once.
      await pause(200, undefined, { signal }).catch(() => undefined);
      from = '0';
    }
  }
}

/** Pending entries of workers that are gone; Redis 6.2 replies null for those trimmed meanwhile. */
async function takeOver({ platform, consumer }: RelayContext): Promise<Entry[]> {
  const { redis, keys } = platform;
  const reply = (await redis.xautoclaim(
    ...([keys.events, MONGO_GROUP, consumer, TAKE_OVER_MS, '0', 'COUNT', BATCH] as const),
  )) as [string, (Entry | null)[]];
  return reply[1].filter((entry): entry is Entry => entry !== null);
}

/** Writes a batch and acknowledges what is in MongoDB; answers how many entries need another try. */
async function carry(context: RelayContext, entries: readonly Entry[]): Promise<number> {
  const { platform, history, log } = context;
  const upserts: Upsert[] = [];
  const owner: number[] = [];
  const bad = new Map<number, string>();
  const events: VigieEvent[] = [];
  const retry = new Set<number>();

  entries.forEach((entry, index) => {
    // A trimmed entry that is still pending comes back without fields: there is nothing to carry.
    if (!entry[1]) return;
    const event = parseEvent(entry);
    if ('fault' in event) {
      bad.set(index, event.fault);
      return;
    }
    events.push(event);
    for (const upsert of documentsOf(event, platform.keys.zone)) {
      upserts.push(upsert);
      owner.push(index);
    }
  });

  faultPoint('before-write');
  for (const [at, { reason, poisoned }] of await writeAll(history, upserts)) {
    const index = owner[at];
    if (index === undefined) continue;
    if (poisoned) bad.set(index, reason);
    else retry.add(index);
  }
  if (bad.size > 0) await bury(context, entries, bad);
  faultPoint('after-write');

  const done = entries.filter((_, index) => !retry.has(index)).map(([id]) => id);
  const last = events.at(-1);
  if (last && retry.size === 0) await saveCheckpoint(platform, history, last);
  faultPoint('before-acknowledge');
  if (done.length > 0) await platform.redis.xack(platform.keys.events, MONGO_GROUP, ...done);
  faultPoint('after-acknowledge');
  log.debug({ entries: entries.length, retry: retry.size, dead: bad.size }, 'batch carried');
  return retry.size;
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
      { $set: { reason, fields, at: new Date() } },
      { upsert: true },
    );
  }
}
