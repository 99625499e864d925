import { type Choice, countChosen, readPage } from './candidates.ts';
import {
  type Archive,
  type Archived,
  addArchived,
  NOTHING_ARCHIVED,
  type ReadOrder,
  readOrders,
  writeOrders,
} from './orders.ts';
import { type RetryOptions, retrying } from './retry.ts';

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

export interface BatchOptions extends RetryOptions {
  /** Orders that are read and written at once. */
  readonly batchSize: number;
  /** Most orders that are written; null: all. */
  readonly limit: number | null;
  /** Only counts what is to be done. */
  readonly dryRun: boolean;
  /** After every batch, and every page that needed none. */
  readonly onProgress: (progress: BatchProgress) => void;
  /** Told of each order once it is archived. */
  readonly onOrder?: (order: ReadOrder) => void;
}

/** Orders that are read and written at once, and what lies between them and those before. */
interface Part {
  readonly ids: readonly unknown[];
  /** Orders of the choice up to here. */
  readonly looked: number;
  readonly already: number;
  readonly nameless: number;
  /** Nothing of the choice comes after it. */
  readonly last: boolean;
}

/** A choice in parts, no more ids in all than the limit; at least one part. */
async function* partsOf(
  archive: Archive,
  choice: Choice,
  options: BatchOptions,
): AsyncGenerator<Part> {
  const { batchSize, limit } = options;
  let room = limit ?? Number.POSITIVE_INFINITY;
  let passed = 0;
  let after: unknown;
  do {
    const page = await retrying(() => readPage(archive, choice, after), options);
    const { ids, nameless } = page;
    let found = { nameless, already: page.looked - ids.length - nameless };
    let start = 0;
    do {
      const some = ids.slice(start, start + Math.min(batchSize, room));
      start += some.length;
      room -= some.length;
      const last = page.next === undefined && start === ids.length;
      yield { ids: some, looked: passed + page.looked - (ids.length - start), ...found, last };
      found = { nameless: 0, already: 0 };
    } while (start < ids.length && room > 0);
    passed += page.looked;
    after = page.next;
  } while (after !== undefined && room > 0);
}

/** Each part with its orders, read while the one before is written. */
async function* readAhead(
  parts: AsyncGenerator<Part>,
  read: (ids: readonly unknown[]) => Promise<readonly ReadOrder[]>,
): AsyncGenerator<readonly [Part, readonly ReadOrder[]]> {
  const take = async () => {
    const { value, done } = await parts.next();
    return done ? null : ([value, await read(value.ids)] as const);
  };
  let next = take();
  for (;;) {
    const part = await next;
    if (part === null) return;
    next = take();
    // Who does not come for it does not want to know either.
    next.catch(() => undefined);
    yield part;
  }
}

/**
 * Archives the finished orders of a choice that are not in the archive as they are now, a batch at a time.
 * An abort ends it after the batch in hand; run again it goes on with what is left. Memory does not grow
 * with the number of orders. Throws the driver's last error when MongoDB does not answer for too long.
 */
export async function archiveBatch(
  archive: Archive,
  choice: Choice,
  options: BatchOptions,
): Promise<BatchProgress> {
  const { dryRun, signal } = options;
  const total = await retrying(() => countChosen(archive, choice), options);
  const read = async (ids: readonly unknown[]) =>
    dryRun ? [] : retrying(() => readOrders(archive, ids), options);
  let at: BatchProgress = {
    ...NOTHING_ARCHIVED,
    ...{ total, looked: 0, wanted: 0, nameless: 0, more: false },
  };
  for await (const [part, orders] of readAhead(partsOf(archive, choice, options), read)) {
    const { ids, looked, last } = part;
    const done = dryRun
      ? NOTHING_ARCHIVED
      : await retrying(() => writeOrders(archive, ids, orders), options);
    const sum = addArchived(at, done);
    at = {
      ...{ ...sum, total, looked, more: !last },
      already: sum.already + part.already,
      wanted: at.wanted + ids.length,
      nameless: at.nameless + part.nameless,
    };
    for (const order of orders) options.onOrder?.(order);
    options.onProgress(at);
    if (signal.aborted) break;
  }
  return at;
}
