import { type Choice, readPage } from './candidates.ts';
import type { Archive } from './orders.ts';
import { type RetryOptions, retrying } from './retry.ts';

export interface PartOptions extends RetryOptions {
  /** Orders that are read and written at once. */
  readonly batchSize: number;
  /** Most orders that are written; null: all. */
  readonly limit: number | null;
}

/** Orders that are read and written at once, and what lies between them and those before. */
export interface Part {
  readonly ids: readonly unknown[];
  /** Orders of the choice up to here. */
  readonly looked: number;
  readonly already: number;
  readonly duplicates: number;
  readonly nameless: number;
  /** Nothing of the choice comes after it. */
  readonly last: boolean;
}

/** A choice in parts, no more ids in all than the limit; at least one part. */
export async function* partsOf(
  archive: Archive,
  choice: Choice,
  options: PartOptions,
): AsyncGenerator<Part> {
  const { batchSize, limit } = options;
  let room = limit ?? Number.POSITIVE_INFINITY;
  let passed = 0;
  let after: unknown;
  do {
    const page = await retrying(() => readPage(archive, choice, after), options);
    const { ids, already, duplicates, nameless } = page;
    let found = { already, duplicates, nameless };
    let start = 0;
    do {
      const some = ids.slice(start, start + Math.min(batchSize, room));
      start += some.length;
      room -= some.length;
      const last = page.next === undefined && start === ids.length;
      yield { ids: some, looked: passed + page.looked - (ids.length - start), ...found, last };
      found = { already: 0, duplicates: 0, nameless: 0 };
    } while (start < ids.length && room > 0);
    passed += page.looked;
    after = page.next;
  } while (after !== undefined && room > 0);
}

/**
 * Each part with what was read of it, read while the one before is written. `signal` aborts once nobody comes for
 * more, so that a read under way does not go on trying.
 */
export async function* readAhead<Part, Read>(
  parts: (signal: AbortSignal) => AsyncGenerator<Part>,
  read: (part: Part, signal: AbortSignal) => Promise<Read>,
): AsyncGenerator<readonly [Part, Read]> {
  const over = new AbortController();
  const coming = parts(over.signal);
  const take = async () => {
    const { value, done } = await coming.next();
    return done ? null : ([value, await read(value, over.signal)] as const);
  };
  try {
    let next = take();
    for (;;) {
      const part = await next;
      if (part === null) return;
      next = take();
      // Who does not come for it does not want to know either.
      next.catch(() => undefined);
      yield part;
    }
  } finally {
    over.abort();
  }
}
