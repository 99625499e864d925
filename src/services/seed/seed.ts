import type { Outcome } from '../../domain/refusal.ts';
import { restoreFigures } from '../hydrate/figures.ts';
import type { History } from '../mongo/connect.ts';
import { ensureIndexes } from '../mongo/indexes.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../redis/transitions/deliveries.ts';
import { addDriver } from '../redis/transitions/drivers.ts';
import { cancelOrder, createOrder } from '../redis/transitions/orders.ts';
import { registerZone } from '../zones/registry.ts';
import { driverOf, historyOf } from './documents.ts';
import { generate, type SeedData, type SeedSize } from './generate.ts';
import { PLACES } from './places.ts';
import type { SeedOrder } from './seed-order.ts';
import { writeShifts } from './shifts.ts';
import { insertMissing, writeTown } from './write-town.ts';

export type SeedStage = 'drivers' | 'orders' | 'deliveries';

export interface SeedOptions {
  /** The moment at which the data ends, ms. */
  readonly at: number;
  /** Add to whatever is there. */
  readonly force: boolean;
  readonly onProgress: (stage: SeedStage, done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** What a seed wrote, and what had been there from an earlier run of the same one. */
export interface Seeded {
  readonly drivers: number;
  readonly orders: number;
  readonly deliveries: number;
  readonly already: number;
}

/** The database holds something other than this seed. */
export class SeedRefused extends Error {
  readonly store: 'redis' | 'mongodb';
  constructor(store: 'redis' | 'mongodb') {
    super(`${store} holds other data`);
    this.store = store;
  }
}

const BATCH = 500;

/**
 * Fills both stores. Run again with the same size it goes on where it was and doubles nothing.
 * Throws SeedRefused on other data, RedisDown, MongoDown; without `history` it fills Redis alone.
 */
export async function seed(
  platform: Platform,
  history: History | null,
  size: SeedSize,
  options: SeedOptions,
): Promise<Seeded> {
  const marker = JSON.stringify([size.seed, size.drivers, size.orders, size.deliveries]);
  await claim(platform, history, marker, options.force);
  await registerZone(platform);
  const data = generate(size, options.at);

  const drivers = await inBatches('drivers', data.drivers, options, async (driver) =>
    isNew(await addDriver(platform, driver, actOf(size, driver.id, 'add', options.at))),
  );
  await platform.redis.geoadd(
    platform.keys.deliveryPoints,
    ...PLACES.flatMap(({ lon, lat, name }) => [lon, lat, name]),
  );
  const orders = await writeOrders(platform, size, data.orders, options);
  const deliveries = history ? await writeHistory(history, data, options) : 0;
  if (history) {
    await writeShifts(history, platform.keys.zone, data.past, options.signal);
    // Redis counts what it saw delivered, and it saw nothing of the past.
    await restoreFigures(platform, history);
  }
  const all = data.drivers.length + data.orders.length + (history ? size.deliveries : 0);
  return { drivers, orders, deliveries, already: all - drivers - orders - deliveries };
}

/** Marks the stores as this seed's, or refuses. */
async function claim(
  { redis, keys }: Platform,
  history: History | null,
  marker: string,
  force: boolean,
): Promise<void> {
  const mark = await redis.hget(keys.settings, 'seed');
  const filled =
    (await redis.exists(keys.driversAll, keys.eventsSeq, keys.ordersStatus('waiting'))) > 0;
  if (!force && mark !== marker && (filled || mark !== null)) throw new SeedRefused('redis');
  const marks = history?.db.collection<{ _id: string; marker: string }>('checkpoints');
  const _id = `seed/${keys.zone ?? '-'}`;
  if (history && marks) {
    const there = await marks.findOne({ _id });
    const count = await history.db.collection(history.deliveries).estimatedDocumentCount();
    if (!force && there?.marker !== marker && count > 0) throw new SeedRefused('mongodb');
    await marks.updateOne({ _id }, { $set: { marker } }, { upsert: true });
  }
  await redis.hset(keys.settings, 'seed', marker);
}

const isNew = (outcome: Outcome) => outcome.ok;

/** Every step has its own operation id: a run that was cut off does each once. */
function actOf(size: SeedSize, subject: string, step: string, at: number, via = '') {
  return { by: 'seed', via, at, operationId: `seed:${size.seed}:${subject}:${step}:${at}` };
}

/** One transition of the seed, and when it happened. */
interface Step {
  readonly at: number;
  /** Answers whether it made a new order. */
  readonly run: () => Promise<boolean>;
}

/** The transitions that brought an order where it is; the later ones only where this run created it. */
function stepsOf(platform: Platform, size: SeedSize, it: SeedOrder): Step[] {
  const { order, status, driver } = it;
  const act = (step: string, at: number, via = '') => actOf(size, order.id, step, at, via);
  let created = false;
  const create = async () => {
    created = isNew(await createOrder(platform, order, act('create', it.createdAt)));
    return created;
  };
  const later = (at: number, run: () => Promise<Outcome>): Step => ({
    at,
    run: async () => {
      if (created) await run();
      return false;
    },
  });
  const steps: Step[] = [{ at: it.createdAt, run: create }];
  if (status === 'cancelled') {
    const cancel = act('cancel', it.finishedAt, 'client absent');
    steps.push(later(it.finishedAt, () => cancelOrder(platform, order.id, cancel)));
  }
  if (!driver || status === 'waiting' || status === 'cancelled') return steps;
  const request = { order: order.id, driver: driver.id };
  const assign = act('assign', it.assignedAt, 'balanced');
  steps.push(later(it.assignedAt, () => assignOrder(platform, request, assign)));
  if (status === 'assigned') return steps;
  const pickUp = act('pick_up', it.pickedUpAt);
  steps.push(later(it.pickedUpAt, () => pickUpOrder(platform, order.id, pickUp)));
  if (status === 'pickedUp') return steps;
  const deliver = act('deliver', it.finishedAt);
  steps.push(later(it.finishedAt, () => deliverOrder(platform, order.id, deliver)));
  return steps;
}

/** All transitions as they would have happened; one order's never two at once. */
async function writeOrders(
  platform: Platform,
  size: SeedSize,
  seeded: readonly SeedOrder[],
  options: SeedOptions,
): Promise<number> {
  const chains = new Map<SeedOrder, Promise<unknown>>();
  const steps = seeded
    .flatMap((it) => stepsOf(platform, size, it).map((step) => ({ ...step, it })))
    .sort((a, b) => a.at - b.at);
  return inBatches('orders', steps, options, ({ it, run }) => {
    const next = (chains.get(it) ?? Promise.resolve()).then(run);
    chains.set(it, next);
    return next;
  });
}

async function writeHistory(
  history: History,
  { drivers, orders, past }: SeedData,
  options: SeedOptions,
): Promise<number> {
  await ensureIndexes(history);
  await writeTown(history);
  // A worker brings them too; whoever archives the past before it finds them already.
  for (let start = 0; start < drivers.length; start += BATCH) {
    const documents = drivers.slice(start, start + BATCH).flatMap(driverOf);
    await insertMissing(history, 'drivers', 'driver_id', documents);
  }
  const delivered = [...past, ...orders.filter(({ status }) => status === 'delivered')];
  let written = 0;
  for (let start = 0; start < delivered.length; start += BATCH) {
    options.signal.throwIfAborted();
    const documents = delivered.slice(start, start + BATCH).map(historyOf);
    await insertMissing(
      history,
      'orders',
      'command_id',
      documents.map(({ order }) => order),
    );
    written += await insertMissing(
      history,
      history.deliveries,
      'command_id',
      documents.map(({ delivery }) => delivery),
    );
    options.onProgress('deliveries', Math.min(start + BATCH, delivered.length), delivered.length);
  }
  return written;
}

/** Works through items a batch at a time, progress after each; answers how many were new. */
async function inBatches<T>(
  stage: SeedStage,
  items: readonly T[],
  { onProgress, signal }: SeedOptions,
  write: (item: T) => Promise<boolean>,
): Promise<number> {
  let written = 0;
  // A small seed goes one by one, so that its events stand in the order of their times.
  const size = Math.max(1, Math.min(BATCH, Math.floor(items.length / 200)));
  for (let start = 0; start < items.length; start += size) {
    signal.throwIfAborted();
    const answers = await Promise.all(items.slice(start, start + size).map(write));
    written += answers.filter(Boolean).length;
    onProgress(stage, Math.min(start + size, items.length), items.length);
  }
  return written;
}
