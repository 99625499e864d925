import type { Collection } from 'mongodb';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { run } from '../redis/scripts.ts';
import { openAlert } from '../redis/transitions/alerts.ts';

interface Checkpoint {
  _id: string;
  epoch: number;
  seq: number;
  at: Date;
}

function collection({ db }: History): Collection<Checkpoint> {
  return db.collection<Checkpoint>('checkpoints');
}

const idOf = ({ keys }: Platform) => `sync/${keys.zone ?? '-'}`;

/** Notes how far MongoDB has come; an older note never replaces a newer one. */
export async function saveCheckpoint(
  platform: Platform,
  history: History,
  { epoch, seq }: { epoch: number; seq: number },
): Promise<void> {
  const newer = {
    $or: [
      { $lt: [{ $ifNull: ['$epoch', -1] }, epoch] },
      { $and: [{ $eq: ['$epoch', epoch] }, { $lt: ['$seq', seq] }] },
    ],
  };
  const mine = { epoch, seq, at: '$$NOW' };
  await collection(history).updateOne(
    { _id: idOf(platform) },
    [{ $replaceWith: { $cond: [newer, { $mergeObjects: ['$$ROOT', mine] }, '$$ROOT'] } }],
    { upsert: true },
  );
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
  const [epochText, seqText] = await redis.mget(keys.epoch, keys.eventsSeq);
  const epoch = Number(epochText ?? 0);
  const seq = Number(seqText ?? 0);
  const checkpoint = await collection(history).findOne({ _id: idOf(platform) });
  if (!checkpoint) return null;
  const behind = epoch < checkpoint.epoch || (epoch === checkpoint.epoch && seq < checkpoint.seq);
  if (!behind) return null;

  const raised = await run(redis, {
    script: 'raise_epoch',
    keys: [keys.epoch],
    args: [epoch, checkpoint.epoch + 1],
  });
  if (Number(raised[0]) !== 0) return null;
  const lost = { fromSeq: seq + 1, toSeq: checkpoint.seq };
  await openAlert(
    platform,
    {
      kind: 'events_lost',
      subject: `epoch${checkpoint.epoch + 1}`,
      driver: null,
      severity: 'critical',
      details: { from_seq: String(lost.fromSeq), to_seq: String(lost.toSeq) },
    },
    { by: 'worker' },
  );
  return lost;
}
