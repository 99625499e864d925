import { folded } from './filter.ts';
import { finishedAt, isFinished, type ListedOrder, waitOf } from './listed-order.ts';
import { ORDER_STATUSES } from './status.ts';

export const SORT_COLUMNS = [
  'wait',
  'due',
  'amount',
  'client',
  'status',
  'region',
  'driver',
  'created',
] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface OrderSort {
  readonly column: SortColumn;
  /** Against the column's own direction. */
  readonly reversed: boolean;
}

/** Columns whose greatest value comes first: the longest wait, the highest amount, the newest order. */
const GREATEST_FIRST: ReadonlySet<SortColumn> = new Set(['wait', 'amount', 'created']);

/** Whether a sort shows greater values above smaller ones. */
export function isDescending({ column, reversed }: OrderSort): boolean {
  return GREATEST_FIRST.has(column) !== reversed;
}

/** What an order is sorted by: its group (never reversed: what has no value comes last), its value. */
interface SortKey {
  readonly order: ListedOrder;
  readonly group: number;
  readonly value: number | string;
}

type KeyOf = (order: ListedOrder) => readonly [group: number, value: number | string];

const numbered = (value: number | null): readonly [number, number] =>
  value === null || Number.isNaN(value) ? [1, 0] : [0, value];
const named = (text: string): readonly [number, string] => [text === '' ? 1 : 0, folded(text)];

/**
 * By wait: those without a driver, then those that got one, then what is under way, then what is
 * done, the newest first. Times stand for waits, so that the order of rows does not hang on the clock.
 */
function byWait(order: ListedOrder): readonly [number, number] {
  const { status, createdAt } = order;
  if (status === 'waiting') return createdAt === null ? [1, 0] : [0, -createdAt];
  if (status === 'assigned') return [2, waitOf(order, 0) ?? -1];
  if (status === 'pickedUp') return [3, -(createdAt ?? 0)];
  return [4, finishedAt(order) ?? 0];
}

const KEYS: Readonly<Record<SortColumn, KeyOf>> = {
  wait: byWait,
  due: ({ status, dueAt }) => (isFinished(status) ? [2, dueAt ?? 0] : numbered(dueAt)),
  amount: ({ amountCents }) => numbered(amountCents),
  client: ({ client }) => named(client),
  status: ({ status }) => [0, ORDER_STATUSES.indexOf(status)],
  region: ({ region }) => named(region),
  driver: ({ driverId, driverName }) => named(driverId === null ? '' : driverName || driverId),
  created: ({ createdAt }) => numbered(createdAt),
};

function compare(a: SortKey, b: SortKey, sign: 1 | -1): number {
  if (a.group !== b.group) return a.group - b.group;
  if (a.value !== b.value) return a.value < b.value ? -sign : sign;
  // Equals: the older first, then by id, so that rows keep their place and every console agrees.
  const older = (a.order.createdAt ?? Infinity) - (b.order.createdAt ?? Infinity);
  if (older !== 0 && !Number.isNaN(older)) return older;
  return a.order.id < b.order.id ? -1 : a.order.id > b.order.id ? 1 : 0;
}

/** Orders in the order of a sort: a total order, so the same rows always come out the same way. */
export function sortedOrders(
  orders: Iterable<ListedOrder>,
  sort: OrderSort,
): readonly ListedOrder[] {
  const keyOf = KEYS[sort.column];
  const sign = isDescending(sort) ? -1 : 1;
  const keys: SortKey[] = [];
  for (const order of orders) {
    const [group, value] = keyOf(order);
    keys.push({ order, group, value });
  }
  return keys.sort((a, b) => compare(a, b, sign)).map(({ order }) => order);
}

/**
 * Sorted rows after a change: those of `gone` leave (as they were in the rows; who was not there is passed
 * over), `come`, in any order, take their places. As sorting all of them anew, at the cost of a copy.
 */
export function mergedOrders(
  rows: readonly ListedOrder[],
  gone: readonly ListedOrder[],
  come: readonly ListedOrder[],
  sort: OrderSort,
): readonly ListedOrder[] {
  const keyOf = KEYS[sort.column];
  const sign = isDescending(sort) ? -1 : 1;
  const asKey = (order: ListedOrder): SortKey => {
    const [group, value] = keyOf(order);
    return { order, group, value };
  };
  /** The first place of a row that does not come before an order, by halves. */
  const placeOf = (some: readonly ListedOrder[], order: ListedOrder): number => {
    const key = asKey(order);
    let low = 0;
    let high = some.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = some[middle];
      if (row && compare(asKey(row), key, sign) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const left = gone
    .map((order) => ({ order, place: placeOf(rows, order) }))
    .filter(({ order, place }) => rows[place] === order)
    .sort((a, b) => a.place - b.place);
  const parts: (readonly ListedOrder[])[] = [];
  let from = 0;
  for (const { place } of left) {
    if (place < from) continue;
    parts.push(rows.slice(from, place));
    from = place + 1;
  }
  const kept = parts.length === 0 ? rows : joined([...parts, rows.slice(from)]);
  if (come.length === 0) return kept;
  const grown: (readonly ListedOrder[])[] = [];
  let to = 0;
  for (const order of sortedOrders(come, sort)) {
    const place = placeOf(kept, order);
    grown.push(kept.slice(to, place), [order]);
    to = place;
  }
  return joined([...grown, kept.slice(to)]);
}

const joined = (parts: readonly (readonly ListedOrder[])[]): readonly ListedOrder[] =>
  ([] as ListedOrder[]).concat(...parts);
