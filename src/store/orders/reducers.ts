import type { VigieEvent } from '../../domain/event.ts';
import type { ListedOrder } from '../../domain/listed-order.ts';
import { SCOPES } from '../../domain/order-query.ts';
import type { SortColumn } from '../../domain/order-sort.ts';
import { consoleMessages } from '../../i18n/console.ts';
import type { OrderDetail } from '../../services/board/order-detail.ts';
import { listedOrder, type OrdersPage } from '../../services/board/orders.ts';
import { said } from '../reducers.ts';
import { shiftFrom } from '../shift.ts';
import type { ConsoleState } from '../state.ts';
import { windowFor } from '../window.ts';
import { type Entry, finishedBeyond, newBook, written } from './book.ts';
import { orderRows, ordersCursor } from './rows.ts';
import type { OrdersState, WithOrders } from './state.ts';

/** Finished orders that are kept at least: what was open a moment ago can still be looked up. */
const FINISHED_KEPT = 2_000;

type Change = Partial<Pick<ConsoleState, 'orders' | 'filters' | 'shifted' | 'message'>>;

const changed = (
  { orders }: WithOrders,
  change: Partial<OrdersState>,
): { orders: OrdersState } => ({
  orders: { ...orders, ...change },
});

/** The screen is shown for the first time, or what it knows can no longer be trusted: from the beginning. */
export function ordersOpened(state: WithOrders): Change {
  return changed(state, {
    ...{ book: newBook(), reading: null, complete: false, stopped: false },
    ...{ finishedRead: 0, last: null, gap: false },
  });
}

/**
 * Whether what was read or told of an order is newer than what is known. A re-used id is another life:
 * its versions begin anew.
 */
function isNews(known: ListedOrder | undefined, next: ListedOrder, again: boolean): boolean {
  if (!known || known.createdAt !== next.createdAt) return true;
  // A second look at the same version may show what another program wrote without one.
  return again ? next.version >= known.version : next.version > known.version;
}

/** Orders that were read from Redis. */
export function ordersRead(state: WithOrders, { orders, missing }: OrdersPage): Change {
  const { book } = state.orders;
  if (!book) return {};
  const entries: Entry[] = [
    ...orders
      .filter((order) => isNews(book.orders.get(order.id), order, true))
      .map((order) => ({ id: order.id, order })),
    ...missing.map((id) => ({ id, order: null })),
  ];
  return taken(state, entries, {});
}

/** Entries taken into the book; the selection goes on from where its order was. */
function taken(state: WithOrders, entries: readonly Entry[], more: Partial<OrdersState>): Change {
  const { book } = state.orders;
  if (!book) return {};
  const grown = written(book, entries);
  // A day of finished orders is not kept for having been open once.
  const limit = Math.max(FINISHED_KEPT, state.orders.finishedRead);
  const next = written(grown, finishedBeyond(grown, limit));
  if (next === book && Object.keys(more).length === 0) return {};
  const change = ordersSettled({ ...state, ...changed(state, { ...more, book: next }) });
  const { settled } = state.orders;
  // A jump is where the dispatcher wanted to go.
  if (jumpedTo(state) !== null) return change;
  const to = change.orders?.settled ?? settled;
  return { ...change, ...shiftFrom(state, settled, to, Date.now()) };
}

/**
 * Events that arrived: each carries the whole record of its order. A hole in their numbers is noted;
 * another epoch means that Redis came back as it once was, and all is read anew.
 */
export function ordersFollowed(state: WithOrders, events: readonly VigieEvent[]): Change {
  const { book, last } = state.orders;
  if (!book || events.length === 0) return {};
  let { gap } = state.orders;
  let at = last;
  const entries = new Map<string, Entry>();
  for (const event of events) {
    const { epoch, seq } = event;
    if (at && epoch !== at.epoch) return ordersOpened(state);
    if (at && seq <= at.seq) continue;
    gap ||= at !== null && seq !== at.seq + 1;
    at = { epoch, seq };
    const entry = entryOf(event);
    if (!entry) continue;
    const known = entries.get(entry.id)?.order ?? book.orders.get(entry.id);
    if (!entry.order || isNews(known, entry.order, false)) entries.set(entry.id, entry);
  }
  return taken(state, [...entries.values()], { gap, last: at });
}

function entryOf({ type, order, record }: VigieEvent): Entry | null {
  if (order === null) return null;
  return { id: order, order: type === 'order_deleted' ? null : listedOrder(order, record) };
}

/** How far the reading has come; null: it has ended. */
export function ordersReading(state: WithOrders, change: Partial<OrdersState>): Change {
  return ordersSettled({ ...state, ...changed(state, change) });
}

/** The reading is to end after the page that is being read. */
export function readingStopped(state: WithOrders): Change {
  const { reading } = state.orders;
  return reading ? changed(state, { reading: { ...reading, stop: true } }) : {};
}

/** What was stopped goes on, and what is there is looked at again. */
export function readingResumed(state: WithOrders): Change {
  return changed(state, { stopped: false, gap: true });
}

/** The order that a jump from another screen is to show, as long as it has not been found. */
export function jumpedTo({ orders: { selected, settled } }: WithOrders): string | null {
  return selected !== settled ? selected : null;
}

/**
 * The cursor made fast: when its order has left, on the one that took its place. While rows are still
 * coming in, a cursor that nobody moved stays at the top.
 */
export function ordersSettled(state: WithOrders): Change {
  const { orders } = state;
  const known = orders.marks.filter((id) => orders.book?.orders.has(id));
  // While all is read anew, who is not there yet has not left.
  const left = orders.complete && known.length < orders.marks.length;
  const marks = left ? known : orders.marks;
  if (!orders.complete && orders.selected === null) return changed(state, { marks });
  const isAwaited = orders.selected !== null && !orders.book?.orders.has(orders.selected);
  if (!orders.complete && isAwaited) return changed(state, { marks });
  const wanted = jumpedTo(state);
  const isThere = wanted !== null && orders.book?.orders.has(wanted) === true;
  if (wanted !== null && !isThere) return changed(state, { marks });
  const shown = isThere ? unhidden(state, wanted) : state;
  const { index, order } = ordersCursor(shown);
  if (!order && orders.reading) return changed(state, { marks });
  const id = order?.id ?? null;
  const { settled, selectedIndex } = orders;
  if (id === settled && index === selectedIndex && marks === orders.marks) return { orders };
  return {
    ...(shown === state ? {} : { filters: shown.filters, ...unhiddenSaid(state, shown, id ?? '') }),
    ...changed(shown, { marks, ...cursorAt(shown, id, index) }),
  };
}

/** What hides an order from the list is taken away. */
function unhidden(state: WithOrders, id: string): WithOrders {
  if (orderRows(state).some((order) => order.id === id)) return state;
  const all = { ...state, ...changed(state, { scope: 'all' }) };
  if (orderRows(all).some((order) => order.id === id)) return all;
  return { ...all, filters: { ...state.filters, orders: '' } };
}

/** Why the list is suddenly longer. */
function unhiddenSaid(before: WithOrders, { filters }: WithOrders, id: string): Change {
  const t = consoleMessages(before.lang).ordersScreen.said;
  return said(filters.orders === before.filters.orders ? t.allShown(id) : t.filterCleared(id));
}

/** The cursor on a row; the detail of another order goes. */
function cursorAt(
  { orders: { detail } }: WithOrders,
  id: string | null,
  index: number,
): Partial<OrdersState> {
  const place = { selected: id, settled: id, selectedIndex: index };
  return detail?.orderId === id ? place : { ...place, detail: null, detailOffset: 0 };
}

/** Moves the cursor; `rows` is how many orders fit on screen. In an open detail it scrolls that. */
export function ordersMoved(state: WithOrders, by: number, rows: number): Change {
  const { open, detailOffset, offset } = state.orders;
  if (open) {
    const most = mostDetail(state);
    return changed(state, { detailOffset: Math.max(0, Math.min(most, detailOffset + by)) });
  }
  const cursor = ordersCursor(state);
  const index = Math.max(0, Math.min(cursor.rows.length - 1, cursor.index + by));
  const order = cursor.rows[index];
  if (!order) return {};
  return changed(state, {
    ...cursorAt(state, order.id, index),
    offset: windowFor(index, cursor.rows.length, rows, offset),
  });
}

/** No detail is longer than this: beyond it there is nothing to scroll to. */
function mostDetail({ orders: { detail } }: WithOrders): number {
  return 20 + 2 * (detail?.story?.timeline.length ?? 0);
}

/** Marks the order under the cursor, or unmarks it, and goes on to the next. */
export function orderMarked(state: WithOrders, rows: number): Change {
  const { order } = ordersCursor(state);
  if (!order) return {};
  const { marks } = state.orders;
  const next = marks.includes(order.id)
    ? marks.filter((id) => id !== order.id)
    : [...marks, order.id];
  const marked = changed(state, { marks: next });
  return state.orders.open ? marked : ordersMoved({ ...state, ...marked }, 1, rows);
}

/** Sorts by a column; by the same again reverses. The cursor stays with its order. */
export function sortedBy(state: WithOrders, column: SortColumn): Change {
  const { sort } = state.orders;
  const reversed = sort.column === column && !sort.reversed;
  return refocused(state, { sort: { column, reversed } });
}

/** The next quick filter. */
export function scopeCycled(state: WithOrders): Change {
  const at = SCOPES.indexOf(state.orders.scope);
  return refocused(state, { scope: SCOPES[(at + 1) % SCOPES.length] ?? 'open' });
}

/** Another view of the same orders: the cursor stays with its order where that is in sight, else it is at the top. */
function refocused(state: WithOrders, change: Partial<OrdersState>): Change {
  const { order } = ordersCursor(state);
  const next = { ...state, ...changed(state, { ...change, offset: 0 }) };
  const rows = orderRows(next);
  const index = order ? Math.max(0, rows.indexOf(order)) : 0;
  return changed(next, cursorAt(next, rows[index]?.id ?? null, index));
}

/** The detail of the selected order gets the keys. */
export function orderOpened(state: WithOrders): Change {
  const { order, index } = ordersCursor(state);
  if (!order) return {};
  return changed(state, { ...cursorAt(state, order.id, index), open: true });
}

/** What was read of an order beside its row, unless another is selected by now. */
export function orderDetailRead(
  state: WithOrders,
  orderId: string,
  part: Partial<OrderDetail>,
): Change {
  if (ordersCursor(state).order?.id !== orderId) return {};
  const { detail } = state.orders;
  const before =
    detail?.orderId === orderId ? detail : { story: null, candidates: null, carrier: null };
  return changed(state, { detail: { ...before, ...part, orderId } });
}

/**
 * One step back within the screen: the detail closes, then the reading stops, then the marks go; null
 * when there is nothing of its own left to close.
 */
export function ordersBack(state: WithOrders): Change | null {
  const { open, reading, marks } = state.orders;
  if (open) return changed(state, { open: false, detailOffset: 0 });
  if (reading && !reading.stop) return readingStopped(state);
  return marks.length > 0 ? changed(state, { marks: [] }) : null;
}
