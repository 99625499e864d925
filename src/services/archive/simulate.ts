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

/**
 * Writes orders, clients, restaurants, menus and drivers. Run again with the same seed it goes on where it was
 * and doubles nothing. Rejects when it is aborted, after the batch in hand.
 */
export async function simulate(
  history: History,
  wanted: Simulation,
  { signal, onProgress }: SimulateOptions,
): Promise<Simulated> {
  await ensureIndexes(history);
  const { drivers, orders } = simulated(wanted);
  const town = await writeTown(history);
  let written = town.written + (await insertMissing(history, 'drivers', 'driver_id', drivers));
  let newOrders = 0;
  const samples: Document[] = [];
  let batch: Document[] = [];
  let done = 0;
  const write = async () => {
    newOrders += await insertMissing(history, 'orders', 'command_id', batch);
    done += batch.length;
    batch = [];
    onProgress(done, wanted.count);
  };
  for (const order of orders) {
    if (samples.length < SAMPLES) samples.push(order);
    batch.push(order);
    if (batch.length < BATCH) continue;
    signal.throwIfAborted();
    await write();
  }
  if (batch.length > 0) await write();
  written += newOrders;
  const all = town.all + drivers.length + wanted.count;
  return { written, already: all - written, orders: newOrders, samples };
}
