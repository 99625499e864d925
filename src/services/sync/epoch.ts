import { faultPoint } from '../fault.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { type Entry, parseEvents } from '../redis/events.ts';
import { run } from '../redis/scripts.ts';
import { openAlert } from '../redis/transitions/alerts.ts';
import { type Checkpoint, checkpointId, checkpoints, type Loss } from './checkpoint.ts';

/** How many orders the alert names; `vigie sync lost` has them all. */
const NAMED = 12;
/** Ids asked for at once. */
const PAGE = 500;

/**
 * Finds a Redis that came back older than what MongoDB already has (lost tail, restored copy, failover):
 * raises the epoch, so that new entries with old numbers are not taken for replays, and opens an alert
 * that names what was lost. Answers it, or null. Harmless when several workers do it, and when one dies
 * in the middle: the next one goes on where it was.
 */
export async function checkEpoch(platform: Platform, history: History): Promise<Loss | null> {
  const _id = checkpointId(platform);
  const noted = await checkpoints(history).findOne({ _id });
  if (!noted) return null;
  const checkpoint = await furthest(history, noted);
  const found = await findLoss(platform, checkpoint);
  if (!found) return checkpoint.cut?.told === false ? tell(platform, history, checkpoint) : null;

  const { loss, epoch } = found;
  const raisedTo = checkpoint.epoch + 1;
  // First where it was cut: whoever finds the epoch raised needs it.
  const cut = { after: checkpoint.streamId, epoch: raisedTo, loss, told: false };
  await checkpoints(history).updateOne({ _id, 'cut.epoch': { $ne: raisedTo } }, { $set: { cut } });
  faultPoint('after-cut');
  const raised = await raiseEpoch(platform, { from: epoch, to: raisedTo, seq: 0 });
  faultPoint('after-raise');
  return raised ? tell(platform, history, { ...checkpoint, cut }) : null;
}

/** The checkpoint, or the audit where that is further: a worker may die between writing and noting. */
async function furthest({ db }: History, checkpoint: Checkpoint): Promise<Checkpoint> {
  const { epoch, seq } = checkpoint;
  const [newest] = await db
    .collection('events')
    .find({ epoch, seq: { $gt: seq } })
    .sort({ seq: -1 })
    .limit(1)
    .toArray();
  if (typeof newest?.stream_id !== 'string') return checkpoint;
  return { ...checkpoint, seq: Number(newest.seq), streamId: newest.stream_id };
}

/** Raises the epoch, and `seq` to at least a number; false when somebody else raised it first. Throws RedisDown. */
export async function raiseEpoch(
  { redis, keys }: Platform,
  { from, to, seq }: { from: number; to: number; seq: number },
): Promise<boolean> {
  const [code] = await run(redis, {
    script: 'raise_epoch',
    keys: [keys.epoch, keys.eventsSeq],
    args: [from, to, seq],
  });
  return Number(code) === 0;
}

/** What Redis lost and the epoch that it came back with; null when it is as new as the checkpoint. */
async function findLoss(
  { redis, keys }: Platform,
  checkpoint: Checkpoint,
): Promise<{ loss: Loss; epoch: number } | null> {
  // Redis is read after it: another worker may be carrying, and what it noted was in Redis before.
  const [epochText, seqText] = await redis.mget(keys.epoch, keys.eventsSeq);
  const epoch = Number(epochText ?? 0);
  const entries = await redis.xrange(keys.events, `(${checkpoint.streamId}`, '+', 'COUNT', 1);
  // Old numbers may have been given again since: then what follows the checkpoint counts from them.
  const [next] = parseEvents(entries as Entry[]);
  const seq = Math.min(Number(seqText ?? 0), next ? next.seq - 1 : Number.POSITIVE_INFINITY);
  const behind = epoch < checkpoint.epoch || (epoch === checkpoint.epoch && seq < checkpoint.seq);
  if (!behind) return null;
  // A Redis of an epoch before may have lost whole epochs: of the last one, all of it.
  const fromSeq = epoch === checkpoint.epoch ? seq + 1 : 1;
  return { loss: { epoch: checkpoint.epoch, fromSeq, toSeq: checkpoint.seq }, epoch };
}

/** Opens the alert of a cut that nobody was told of yet, and notes that it was told. */
async function tell(
  platform: Platform,
  history: History,
  { _id, cut }: Checkpoint,
): Promise<Loss | null> {
  const loss = cut?.loss;
  if (!cut || !loss) return null;
  const orders = [
    ...new Set((await lostEvents(platform, history, loss)).map((each) => each.order)),
  ];
  const names = orders.filter((id) => id !== null);
  await openAlert(
    platform,
    {
      kind: 'events_lost',
      subject: `epoch${cut.epoch}`,
      driver: null,
      severity: 'critical',
      details: {
        from_seq: String(loss.fromSeq),
        to_seq: String(loss.toSeq),
        orders: names.slice(0, NAMED).join(' '),
        more: String(Math.max(0, names.length - NAMED)),
      },
    },
    { by: 'worker' },
  );
  faultPoint('after-loss');
  const { modifiedCount } = await checkpoints(history).updateOne(
    { _id, 'cut.epoch': cut.epoch, 'cut.told': false },
    { $set: { 'cut.told': true }, $push: { losses: { ...loss, at: new Date() } } },
  );
  return modifiedCount > 0 ? loss : null;
}

/** An event that MongoDB has and Redis lost. */
export interface LostEvent {
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly order: string | null;
  readonly driver: string | null;
}

/** The events of a loss, by their numbers, as MongoDB's audit has them. */
export async function lostEvents(
  { keys }: Platform,
  { db }: History,
  { epoch, fromSeq, toSeq }: Loss,
): Promise<LostEvent[]> {
  const audit = db.collection<{ _id: string } & Omit<LostEvent, 'epoch'>>('events');
  const lost: LostEvent[] = [];
  for (let from = fromSeq; from <= toSeq; from += PAGE) {
    const count = Math.min(PAGE, toSeq - from + 1);
    const ids = Array.from({ length: count }, (_, i) => `${keys.zone ?? '-'}/${epoch}/${from + i}`);
    for (const { seq, type, order, driver } of await audit.find({ _id: { $in: ids } }).toArray())
      lost.push({ epoch, seq, type, order: order ?? null, driver: driver ?? null });
  }
  return lost.sort((a, b) => a.seq - b.seq);
}

/** Every loss of this zone so far, oldest first. */
export async function readLosses(platform: Platform, history: History): Promise<Loss[]> {
  const checkpoint = await checkpoints(history).findOne({ _id: checkpointId(platform) });
  return (checkpoint?.losses ?? []).map(({ epoch, fromSeq, toSeq }) => ({ epoch, fromSeq, toSeq }));
}
