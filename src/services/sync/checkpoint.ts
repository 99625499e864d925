import type { Collection } from 'mongodb';
import type { VigieEvent } from '../../domain/event.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { type Entry, parseEvents } from '../redis/events.ts';
import { run } from '../redis/scripts.ts';
import { openAlert } from '../redis/transitions/alerts.ts';
import { olderId } from './trim.ts';

/**
 * Where a Redis that came back older was cut off: what follows the stream id `after` belongs to `epoch`,
 * also what was written before the epoch could be raised.
 */
export interface Cut {
  readonly after: string;
  readonly epoch: number;
}

type Carried = Pick<VigieEvent, 'epoch' | 'seq' | 'streamId'>;

/** The newest event that MongoDB has. */
interface Checkpoint extends Carried {
  _id: string;
  at: Date;
  cut?: Cut;
}

function collection({ db }: History): Collection<Checkpoint> {
  return db.collection<Checkpoint>('checkpoints');
}

const idOf = ({ keys }: Platform) => `sync/${keys.zone ?? '-'}`;

/** Notes how far MongoDB has come; an older note never replaces a newer one. */
export async function saveCheckpoint(
  platform: Platform,
  history: History,
  { epoch, seq, streamId }: Carried,
): Promise<void> {
  const newer = {
    $or: [
      { $lt: [{ $ifNull: ['$epoch', -1] }, epoch] },
      { $and: [{ $eq: ['$epoch', epoch] }, { $lt: ['$seq', seq] }] },
    ],
  };
  const mine = { epoch, seq, streamId, at: '$$NOW' };
  await collection(history).updateOne(
    { _id: idOf(platform) },
    [{ $replaceWith: { $cond: [newer, { $mergeObjects: ['$$ROOT', mine] }, '$$ROOT'] } }],
    { upsert: true },
  );
}

/** The last cut, null when Redis never came back older. */
export async function readCut(platform: Platform, history: History): Promise<Cut | null> {
  const checkpoint = await collection(history).findOne({ _id: idOf(platform) });
  return checkpoint?.cut ?? null;
}

/** An event in the epoch it belongs to. Pure. */
export function inEpoch(event: VigieEvent, cut: Cut | null): VigieEvent {
  if (cut === null || event.epoch >= cut.epoch) return event;
  return olderId(cut.after, event.streamId) === cut.after && event.streamId !== cut.after
    ? { ...event, epoch: cut.epoch }
    : event;
}

/**
 * Finds a Redis that came back older than what MongoDB already has (lost tail, restored copy): raises
 * the epoch, so that new entries with old numbers are not taken for replays, and opens an alert.
 * Answers what was lost, or null. Harmless when several workers do it.
 */
export async function checkEpoch(
  platform: Platform,
  history: History,
): Promise<{ fromSeq: number; toSeq: number } | null> {
  const { redis, keys } = platform;
  const checkpoint = await collection(history).findOne({ _id: idOf(platform) });
  if (!checkpoint) return null;
  // Redis is read after it: another worker may be carrying, and what it noted was in Redis before.
  const [epochText, seqText] = await redis.mget(keys.epoch, keys.eventsSeq);
  const epoch = Number(epochText ?? 0);
  const after = checkpoint.streamId;
  const entries = await redis.xrange(keys.events, `(${after}`, '+', 'COUNT', 1);
  // Old numbers may have been given again since: then what follows the checkpoint counts from them.
  const [next] = parseEvents(entries as Entry[]);
  const seq = Math.min(Number(seqText ?? 0), next ? next.seq - 1 : Number.POSITIVE_INFINITY);
  const behind = epoch < checkpoint.epoch || (epoch === checkpoint.epoch && seq < checkpoint.seq);
  if (!behind) return null;

  const raisedTo = checkpoint.epoch + 1;
  // First where it was cut: whoever finds the epoch raised needs it.
  await collection(history).updateOne(
    { _id: checkpoint._id },
    { $set: { cut: { after, epoch: raisedTo } } },
  );
  const raised = await run(redis, {
    script: 'raise_epoch',
    keys: [keys.epoch],
    args: [epoch, raisedTo],
  });
  if (Number(raised[0]) !== 0) return null;
  const lost = { fromSeq: seq + 1, toSeq: checkpoint.seq };
  await openAlert(
    platform,
    {
      kind: 'events_lost',
      subject: `epoch${raisedTo}`,
      driver: null,
      severity: 'critical',
      details: { from_seq: String(lost.fromSeq), to_seq: String(lost.toSeq) },
    },
    { by: 'worker' },
  );
  return lost;
}
