import { orderStatusToWire } from '../../domain/status.ts';
import { faultPoint } from '../fault.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { restoreDriver, restoreOrder } from '../redis/transitions/repairs.ts';
import { checkpointId, checkpoints } from '../sync/checkpoint.ts';
import { raiseEpoch } from '../sync/epoch.ts';
import { closeLeftAlert, leftAlerts } from '../sync/left-alerts.ts';
import { restoreFigures } from './figures.ts';
import { driverToRestore, orderToRestore } from './hash.ts';

export type HydrateStage = 'drivers' | 'orders';

export interface HydrateOptions {
  /** Also into a Redis that holds something: what is there and as new stays. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (stage: HydrateStage, done: number, total: number) => void;
}

/** What came back into Redis, and where its events go on. */
export interface Hydrated {
  readonly orders: number;
  readonly drivers: number;
  readonly seq: number;
  readonly epoch: number;
}

/** Nothing was loaded: Redis holds data, or MongoDB has none of this zone. */
export class HydrateRefused extends Error {
  readonly reason: 'filled' | 'nothing';
  constructor(reason: 'filled' | 'nothing') {
    super(reason);
    this.reason = reason;
  }
}

/** Set while a hydration is under way: one that was cut off goes on where it was. */
const MARK = 'hydrating';
const OPEN = (['waiting', 'assigned', 'pickedUp'] as const).map(orderStatusToWire);
const OPEN_ORDERS = { status: { $in: OPEN }, deleted_at: { $exists: false } };
const BATCH = 100;

/** Whether a hydration was begun and not ended. Throws RedisDown's cause. */
export async function wasCutOff({ redis, keys }: Platform): Promise<boolean> {
  return (await redis.hexists(keys.settings, MARK)) === 1;
}

/**
 * Whether Redis holds no order and no driver. Events alone do not count: a worker that found it empty has
 * opened an alert. Throws RedisDown's cause.
 */
export async function isEmpty({ redis, keys }: Platform): Promise<boolean> {
  const held = [keys.driversAll, keys.ordersWaiting, keys.ordersDue];
  const statuses = (['waiting', 'assigned', 'pickedUp', 'delivered'] as const).map(
    keys.ordersStatus,
  );
  return (await redis.exists(...held, ...statuses)) === 0;
}

/** Whether MongoDB has a driver or an open order to load. */
export async function hasSomething({ db }: History): Promise<boolean> {
  const found = await Promise.all([
    db.collection('drivers').findOne({ removed_at: null }),
    db.collection('orders').findOne(OPEN_ORDERS),
  ]);
  return found.some((each) => each !== null);
}

/**
 * Fills an empty Redis from MongoDB: drivers, open orders with their versions, figures; `seq` goes on
 * after the checkpoint, in an epoch of its own, so that nothing new is taken for a replay. Rejects with
 * HydrateRefused, RedisDown, or MongoDB's error; interrupted, the next call goes on.
 */
export async function hydrate(
  platform: Platform,
  history: History,
  options: HydrateOptions,
): Promise<Hydrated> {
  const { redis, keys } = platform;
  const begun = await wasCutOff(platform);
  if (!begun && !options.force && !(await isEmpty(platform))) throw new HydrateRefused('filled');
  if (!(await hasSomething(history))) throw new HydrateRefused('nothing');

  await redis.hset(keys.settings, MARK, '1');
  const { seq, epoch } = await goOn(platform, history, begun);
  faultPoint('mid-hydrate');
  const drivers = await loadDrivers(platform, history, options);
  faultPoint('after-drivers');
  const orders = await loadOrders(platform, history, options);
  await restoreFigures(platform, history);
  // Their causes are looked for anew; an alert whose end was lost would stay open in history for ever.
  for (const left of await leftAlerts(platform, history))
    await closeLeftAlert(history, left, 'hydrate');
  await redis.hdel(keys.settings, MARK);
  return { orders, drivers, seq, epoch };
}

/** Where events go on: after what MongoDB has, in a new epoch; a hydration that goes on keeps its own. */
async function goOn(
  platform: Platform,
  history: History,
  begun: boolean,
): Promise<{ seq: number; epoch: number }> {
  const { redis, keys } = platform;
  const checkpoint = await checkpoints(history).findOne({ _id: checkpointId(platform) });
  for (;;) {
    const [epochText, seqText] = await redis.mget(keys.epoch, keys.eventsSeq);
    const from = Number(epochText ?? 0);
    const seq = Math.max(Number(seqText ?? 0), checkpoint?.seq ?? 0);
    const known = Math.max(checkpoint?.epoch ?? 0, checkpoint?.cut?.epoch ?? 0);
    if (begun && from > (checkpoint?.epoch ?? 0) && from >= known) return { seq, epoch: from };
    const to = Math.max(known, from) + 1;
    // What was written since MongoDB's last belongs to the new epoch too: it is no replay.
    if (checkpoint) {
      const cut = { after: checkpoint.streamId, epoch: to };
      await checkpoints(history).updateOne({ _id: checkpoint._id }, { $set: { cut } });
    }
    if (await raiseEpoch(platform, { from, to, seq })) return { seq, epoch: to };
  }
}

async function loadDrivers(
  platform: Platform,
  { db }: History,
  { signal, onProgress }: HydrateOptions,
): Promise<number> {
  const collection = db.collection('drivers');
  const there = { removed_at: null };
  const total = await collection.countDocuments(there);
  return inBatches(collection.find(there), signal, {
    load: async (document) => (await restoreDriver(platform, driverToRestore(document))).ok,
    onDone: (done) => onProgress('drivers', done, total),
  });
}

async function loadOrders(
  platform: Platform,
  { db }: History,
  { signal, onProgress }: HydrateOptions,
): Promise<number> {
  const collection = db.collection('orders');
  const total = await collection.countDocuments(OPEN_ORDERS);
  return inBatches(collection.find(OPEN_ORDERS), signal, {
    load: async (document) => {
      const order = orderToRestore(document);
      return order !== null && (await restoreOrder(platform, order)).ok;
    },
    onDone: (done) => onProgress('orders', done, total),
  });
}

/** Loads documents a batch at a time; answers how many were new. */
async function inBatches<T>(
  cursor: AsyncIterable<T>,
  signal: AbortSignal,
  work: { load: (document: T) => Promise<boolean>; onDone: (done: number) => void },
): Promise<number> {
  let [done, loaded] = [0, 0];
  let batch: T[] = [];
  const flush = async () => {
    signal.throwIfAborted();
    const answers = await Promise.all(batch.map(work.load));
    loaded += answers.filter(Boolean).length;
    done += batch.length;
    batch = [];
    work.onDone(done);
  };
  for await (const document of cursor) {
    batch.push(document);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return loaded;
}
