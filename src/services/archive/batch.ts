import { type Choice, countChosen, readPage } from './candidates.ts';
import {
  type Archive,
  type Archived,
  addArchived,
  archiveOrders,
  NOTHING_ARCHIVED,
  type OnOrder,
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
  readonly onOrder?: OnOrder;
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
  const { batchSize, limit, dryRun, signal } = options;
  const total = await retrying(() => countChosen(archive, choice), options);
  let at: BatchProgress = {
    ...NOTHING_ARCHIVED,
    ...{ total, looked: 0, wanted: 0, nameless: 0, more: false },
  };
  const tell = (changes: Partial<BatchProgress>) => {
    at = { ...at, ...changes };
    options.onProgress(at);
  };
  const pageAfter = (after: unknown) => retrying(() => readPage(archive, choice, after), options);
  let page = await pageAfter(undefined);
  for (;;) {
    const room = limit === null ? page.ids.length : limit - at.wanted;
    const ids = page.ids.slice(0, room);
    const looked = at.looked + page.looked;
    tell({ nameless: at.nameless + page.nameless, already: at.already + known(page) });
    for (let start = 0; start < ids.length && !signal.aborted; start += batchSize) {
      const some = ids.slice(start, start + batchSize);
      const done = dryRun
        ? NOTHING_ARCHIVED
        : await retrying(() => archiveOrders(archive, some, options.onOrder), options);
      const left = Math.max(0, ids.length - start - batchSize);
      tell({ ...addArchived(at, done), wanted: at.wanted + some.length, looked: looked - left });
    }
    const more = page.next !== undefined || ids.length < page.ids.length;
    if (signal.aborted || (limit !== null && at.wanted >= limit)) {
      return { ...at, more: more || at.looked < looked };
    }
    tell({ looked });
    if (page.next === undefined) return at;
    page = await pageAfter(page.next);
  }
}

const known = ({ looked, ids, nameless }: Awaited<ReturnType<typeof readPage>>) =>
  looked - ids.length - nameless;
