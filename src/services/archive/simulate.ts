import type { Document } from 'mongodb';
import type { History } from '../mongo/connect.ts';
import { ensureIndexes } from '../mongo/indexes.ts';
import { insertMissing, writeTown } from '../seed/write-town.ts';
import { type Simulation, simulated } from './simulated.ts';

/** How many orders are kept as samples. */
const SAMPLES = 20;
const BATCH = 500;

export interface SimulateOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** What a simulation wrote, what had been there, and its first orders. */
export interface Simulated {
  readonly written: number;
  readonly already: number;
  readonly orders: number;
  readonly samples: readonly Document[];
}

/** What a simulation is asked for; without a time it ends as its seed did before, or at the last midnight UTC. */
export type WantedSimulation = Omit<Simulation, 'at'> & { readonly at: number | null };

/** The orders of a seed are there, of another probability or time: mixed they would be neither. */
export class OtherSimulation extends Error {
  readonly delivered: number;
  readonly at: number;
  constructor({ delivered, at }: Pick<Simulation, 'delivered' | 'at'>) {
    super(`this seed was simulated with ${delivered} until ${at}`);
    this.delivered = delivered;
    this.at = at;
  }
}

const DAY_MS = 86_400_000;

interface Marker {
  readonly _id: string;
  readonly delivered: number;
  readonly at: Date;
}

/** What the seed is simulated with, noted at its first run. Throws OtherSimulation. */
async function settled({ db }: History, wanted: WantedSimulation): Promise<Simulation> {
  const { seed, delivered } = wanted;
  const at = wanted.at ?? Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const marker = await db
    .collection<Marker>('checkpoints')
    .findOneAndUpdate(
      { _id: `simulation/${seed}` },
      { $setOnInsert: { delivered, at: new Date(at) } },
      { upsert: true, returnDocument: 'after' },
    );
  const before = { delivered: marker?.delivered ?? delivered, at: marker?.at.getTime() ?? at };
  const same = before.delivered === delivered && before.at === (wanted.at ?? before.at);
  if (!same) throw new OtherSimulation(before);
  return { ...wanted, ...before };
}

/** The first orders as the database has them. */
async function samplesOf({ db }: History, ids: readonly unknown[]): Promise<Document[]> {
  const found = await db
    .collection('orders')
    .find({ command_id: { $in: [...ids] } }, { projection: { _id: 0 } })
    .toArray();
  return ids.flatMap((id) => found.find(({ command_id }) => command_id === id) ?? []);
}

/**
 * Writes orders, clients, restaurants, menus and drivers. Run again with the same seed it goes on where it was
 * and doubles nothing. Rejects when it is aborted, after the batch in hand; with OtherSimulation where the seed's
 * orders are of another probability or time.
 */
export async function simulate(
  history: History,
  wanted: WantedSimulation,
  { signal, onProgress }: SimulateOptions,
): Promise<Simulated> {
  await ensureIndexes(history);
  const { drivers, orders } = simulated(await settled(history, wanted));
  const town = await writeTown(history);
  let written = town.written + (await insertMissing(history, 'drivers', 'driver_id', drivers));
  let newOrders = 0;
  const first: unknown[] = [];
  let batch: Document[] = [];
  let done = 0;
  const write = async () => {
    newOrders += await insertMissing(history, 'orders', 'command_id', batch);
    done += batch.length;
    batch = [];
    onProgress(done, wanted.count);
  };
  for (const order of orders) {
    if (first.length < SAMPLES) first.push(order.command_id);
    batch.push(order);
    if (batch.length < BATCH) continue;
    signal.throwIfAborted();
    await write();
  }
  if (batch.length > 0) await write();
  written += newOrders;
  const all = town.all + drivers.length + wanted.count;
  const samples = await samplesOf(history, first);
  return { written, already: all - written, orders: newOrders, samples };
}
