import { type Filter, folded, parseFilter } from '../../domain/filter.ts';
import { isFinished, isLate, type ListedOrder } from '../../domain/listed-order.ts';
import type { Order } from '../../domain/order.ts';
import {
  type OrderQuery,
  parseOrderQuery,
  searchableText,
  statusesOfScope,
} from '../../domain/order-query.ts';
import { mergedOrders, sortedOrders } from '../../domain/order-sort.ts';
import type { OrderStatus } from '../../domain/status.ts';
import { type Book, changedSince } from './book.ts';
import type { OrdersCursor, WithOrders } from './state.ts';

/** What the filter line and the quick filter ask for together. */
export interface Wanted {
  readonly query: OrderQuery;
  readonly text: Filter;
  readonly statuses: readonly OrderStatus[];
  readonly keeps: (order: ListedOrder, now: number) => boolean;
  /** Whether rows may come and go by time alone. */
  readonly timed: boolean;
}

let lastWanted: { readonly key: string; readonly wanted: Wanted } | null = null;

/** The filter in force. A line that names statuses has its way over the quick filter. */
export function wantedOrders({ orders: { scope }, filters }: WithOrders): Wanted {
  const key = `${scope} ${filters.orders ?? ''}`;
  if (lastWanted?.key === key) return lastWanted.wanted;
  const query = parseOrderQuery(filters.orders ?? '');
  const text = parseFilter(query.text);
  const statuses = query.statuses ?? statusesOfScope(scope);
  const onlyLate = scope === 'late' && query.statuses === null;
  const searched = query.text !== '';
  const keeps = (order: ListedOrder, now: number) =>
    statuses.includes(order.status) &&
    (!onlyLate || isLate(order, now)) &&
    query.keeps(order, now) &&
    (!searched || text.test(textOf(order)));
  const wanted = { query, text, statuses, keeps, timed: query.timed || onlyLate };
  lastWanted = { key, wanted };
  return wanted;
}

/** Whether finished orders are asked for: they are not read before. */
export function wantsFinished(state: WithOrders): boolean {
  return wantedOrders(state).statuses.some(isFinished);
}

/** Accents fall off only once for each order, not at each key of a filter that is being typed. */
const texts = new WeakMap<ListedOrder, string>();

function textOf(order: ListedOrder): string {
  const known = texts.get(order);
  if (known !== undefined) return known;
  const text = folded(searchableText(order));
  texts.set(order, text);
  return text;
}

interface Remembered {
  readonly key: string;
  readonly version: number;
  readonly rows: readonly ListedOrder[];
}

const remembered = new WeakMap<Book['orders'], Remembered>();

/**
 * The orders that the filters keep, sorted. Worked out anew only when filter or sort change (or the
 * minute, where ages are asked for); what changes in the book is put into its place.
 */
export function orderRows(state: WithOrders): readonly ListedOrder[] {
  const { book, scope, sort } = state.orders;
  if (!book) return [];
  const { keeps, timed } = wantedOrders(state);
  const now = state.now + state.skewMs;
  const line = [sort.column, sort.reversed, scope, timed ? now : '', state.filters.orders ?? ''];
  const key = line.join(' ');
  const before = remembered.get(book.orders);
  if (before?.key === key && before.version === book.version) return before.rows;
  const changed = before?.key === key ? changedSince(book, before.version) : null;
  const rows =
    before && changed
      ? mergedOrders(before.rows, changed.gone, kept(changed.come, keeps, now), sort)
      : sortedOrders(kept(book.orders.values(), keeps, now), sort);
  remembered.set(book.orders, { key, version: book.version, rows });
  return rows;
}

function kept(
  orders: Iterable<ListedOrder>,
  keeps: Wanted['keeps'],
  now: number,
): readonly ListedOrder[] {
  const some: ListedOrder[] = [];
  for (const order of orders) if (keeps(order, now)) some.push(order);
  return some;
}

/** The rows and the cursor: on the selected order wherever it is now, else on what took its place. */
export function ordersCursor(state: WithOrders): OrdersCursor {
  const rows = orderRows(state);
  const { book, selected, selectedIndex } = state.orders;
  const meant = selected === null ? undefined : book?.orders.get(selected);
  const found = meant ? rows.indexOf(meant) : -1;
  const index = found >= 0 ? found : Math.max(0, Math.min(selectedIndex, rows.length - 1));
  return { rows, index, order: rows[index] ?? null };
}

/** What actions work on: the marked orders as far as they are known, else the one under the cursor. */
export function ordersSubjects(state: WithOrders): Order[] {
  const { book, marks } = state.orders;
  const marked = marks.flatMap((id) => book?.orders.get(id) ?? []);
  if (marked.length > 0) return marked;
  const { order } = ordersCursor(state);
  return order ? [order] : [];
}

/** How many orders there are in the statuses that are asked for, as Redis counts them. */
export function ordersTotal(state: WithOrders): number {
  const { counts, book } = state.orders;
  const known = counts ?? book?.counts;
  return wantedOrders(state).statuses.reduce((sum, status) => sum + (known?.[status] ?? 0), 0);
}
