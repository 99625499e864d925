import { finishedAt, isFinished, type ListedOrder } from '../../domain/listed-order.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../domain/status.ts';

/** What changed from one version of a book to the next. */
interface Step {
  readonly version: number;
  readonly changed: readonly Changed[];
}

/** An order that changed, and as it was before; null where it was not there. */
interface Changed {
  readonly id: string;
  readonly before: ListedOrder | null;
}

/**
 * The orders that the console has read, kept current. `orders` is one and the same map for as long as the
 * book lives and changes in place: to copy fifty thousand entries ten times a second would cost more
 * than all else. Whoever remembers something about it remembers `version` too.
 */
export interface Book {
  readonly orders: ReadonlyMap<string, ListedOrder>;
  readonly version: number;
  /** The newest steps, oldest first. */
  readonly steps: readonly Step[];
  /** How many it holds in each status. */
  readonly counts: Readonly<Record<OrderStatus, number>>;
}

/** Steps that are kept: more than there are between two frames. */
const STEPS = 64;

/** A book with nothing in it. */
export function newBook(): Book {
  const counts = Object.fromEntries(ORDER_STATUSES.map((status) => [status, 0]));
  return {
    orders: new Map(),
    version: 0,
    steps: [],
    counts: counts as Record<OrderStatus, number>,
  };
}

/** One change: an order as it is now, or null where it is gone. */
export interface Entry {
  readonly id: string;
  readonly order: ListedOrder | null;
}

/**
 * Writes entries into a book. The same book comes back when none of them says anything new, so that
 * nothing is drawn again.
 */
export function written(book: Book, entries: Iterable<Entry>): Book {
  const orders = book.orders as Map<string, ListedOrder>;
  const counts = { ...book.counts };
  const changed: Changed[] = [];
  for (const { id, order } of entries) {
    const before = orders.get(id);
    if (order === null ? !before : before && isSame(before, order)) continue;
    if (before) counts[before.status] -= 1;
    if (order) {
      orders.set(id, order);
      counts[order.status] += 1;
    } else orders.delete(id);
    changed.push({ id, before: before ?? null });
  }
  if (changed.length === 0) return book;
  const version = book.version + 1;
  const steps = [...book.steps, { version, changed }].slice(-STEPS);
  return { ...book, version, steps, counts };
}

/** Whether two records of an order show the same: one version may be read again and again. */
function isSame(a: ListedOrder, b: ListedOrder): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * What changed since a version: the orders as they were at every step, and those of them that are there
 * now. null when that is too long ago to know.
 */
export function changedSince(
  book: Book,
  version: number,
): { readonly gone: readonly ListedOrder[]; readonly come: readonly ListedOrder[] } | null {
  const first = book.steps[0];
  if (!first || first.version > version + 1) return null;
  const changed = book.steps.filter((step) => step.version > version).flatMap((it) => it.changed);
  const ids = new Set(changed.map(({ id }) => id));
  return {
    gone: changed.flatMap(({ before }) => before ?? []),
    come: [...ids].flatMap((id) => book.orders.get(id) ?? []),
  };
}

/** Finished orders beyond what is kept are taken out so many at a time. */
const SLACK = 500;

/** The finished orders beyond the newest `limit`, as entries that take them out; none while they are few. */
export function finishedBeyond(book: Book, limit: number): Entry[] {
  if (book.counts.delivered + book.counts.cancelled <= limit + SLACK) return [];
  return [...book.orders.values()]
    .filter(({ status }) => isFinished(status))
    .sort((a, b) => (finishedAt(b) ?? 0) - (finishedAt(a) ?? 0))
    .slice(limit)
    .map(({ id }) => ({ id, order: null }));
}
