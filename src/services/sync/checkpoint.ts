import type { Collection } from 'mongodb';
import type { VigieEvent } from '../../domain/event.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { olderId } from './trim.ts';

/**
 * Where a Redis that came back older was cut off: what follows the stream id `after` belongs to `epoch`,
 * also what was written before the epoch could be raised.
 */
export interface Cut {
  readonly after: string;
  readonly epoch: number;
}

/** What MongoDB has and Redis no longer knows: these numbers of an epoch. */
export interface Loss {
  readonly epoch: number;
  readonly fromSeq: number;
  readonly toSeq: number;
}

type Carried = Pick<VigieEvent, 'epoch' | 'seq' | 'streamId'>;

/** The newest event that MongoDB has. */
export interface Checkpoint extends Carried {
  _id: string;
  at: Date;
  cut?: Cut & { loss?: Loss; told?: boolean };
  /** Every loss so far, oldest first. */
  losses?: (Loss & { at: Date })[];
}

export function checkpoints({ db }: History): Collection<Checkpoint> {
  return db.collection<Checkpoint>('checkpoints');
}

export const checkpointId = ({ keys }: Platform) => `sync/${keys.zone ?? '-'}`;

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
  await checkpoints(history).updateOne(
    { _id: checkpointId(platform) },
    [{ $replaceWith: { $cond: [newer, { $mergeObjects: ['$$ROOT', mine] }, '$$ROOT'] } }],
    { upsert: true },
  );
}

/** The last cut, null when Redis never came back older. */
export async function readCut(platform: Platform, history: History): Promise<Cut | null> {
  const checkpoint = await checkpoints(history).findOne({ _id: checkpointId(platform) });
  return checkpoint?.cut ?? null;
}

/** An event in the epoch it belongs to. Pure. */
export function inEpoch(event: VigieEvent, cut: Cut | null): VigieEvent {
  if (cut === null || event.epoch >= cut.epoch) return event;
  return olderId(cut.after, event.streamId) === cut.after && event.streamId !== cut.after
    ? { ...event, epoch: cut.epoch }
    : event;
}
