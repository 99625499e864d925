import { type Choice, countChosen } from './candidates.ts';
import {
  type Archive,
  type Archived,
  addArchived,
  NOTHING_ARCHIVED,
  type ReadOrder,
  readOrders,
} from './orders.ts';
import { type PartOptions, partsOf, readAhead } from './parts.ts';
import type { Refused } from './refused.ts';
import { retrying } from './retry.ts';
import { writeOrders } from './write.ts';

/** How far a run is. */
export interface BatchProgress extends Archived {
  /** Orders of the choice that were passed, archived ones among them. */
  readonly looked: number;
  /** Orders of the choice when the run began. */
  readonly total: number;
  /** Those that were not in the archive, or not as they are now: in a dry run, what would be done. */
  readonly wanted: number;
  /** Orders without an id. */
  readonly nameless: number;
  /** Whether there is more of the choice: it was stopped, or came to its limit. */
  readonly more: boolean;
}

export interface BatchOptions extends PartOptions {
  /** Only counts what is to be done. */
  readonly dryRun: boolean;
  /** After every batch, and every page that needed none. */
  readonly onProgress: (progress: BatchProgress) => void;
  /** Told of each order once it is archived. */
  readonly onOrder?: (order: ReadOrder) => void;
  /** Told of each order that the archive does not take; the others go on. */
  readonly onRefused?: (refused: Refused) => void;
}

/**
 * Archives the finished orders of a choice that are not in the archive as they are now, a batch at a time.
 * An abort ends it after the batch in hand; run again it goes on with what is left. Memory does not grow
 * with the number of orders. Throws ArchiveMixed, and the driver's last error when MongoDB does not answer for too
 * long.
 */
export async function archiveBatch(
  archive: Archive,
  choice: Choice,
  options: BatchOptions,
): Promise<BatchProgress> {
  const { dryRun, signal, onOrder, onRefused } = options;
  const total = await retrying(() => countChosen(archive, choice), options);
  const until = (over: AbortSignal) => ({ ...options, signal: AbortSignal.any([signal, over]) });
  const parts = readAhead(
    (over) => partsOf(archive, choice, until(over)),
    ({ ids }, over) => retrying(() => readOrders(archive, dryRun ? [] : ids), until(over)),
  );
  let at: BatchProgress = {
    ...NOTHING_ARCHIVED,
    ...{ total, looked: 0, wanted: 0, nameless: 0, more: false },
  };
  for await (const [part, read] of parts) {
    const { ids, looked, last } = part;
    const write = () => writeOrders(archive, read, choice.reread === true);
    const { done, orders, refused } = dryRun
      ? { done: NOTHING_ARCHIVED, orders: [], refused: [] }
      : await retrying(write, options);
    const sum = addArchived(at, done);
    at = {
      ...{ ...sum, total, looked, more: !last },
      already: sum.already + part.already,
      // Of all documents: those of the orders in hand are among them.
      duplicates: at.duplicates + part.duplicates,
      wanted: at.wanted + ids.length,
      nameless: at.nameless + part.nameless,
    };
    for (const order of orders) onOrder?.(order);
    for (const each of refused) onRefused?.(each);
    options.onProgress(at);
    if (signal.aborted) break;
  }
  return at;
}
