import { age, grouped } from '../../components/format.ts';
import type { PanelContent } from '../../components/panel.ts';
import { plannedDriver } from '../../components/plan.ts';
import { type Cell, heading, row } from '../../components/table.ts';
import type { Line, Span } from '../../components/text.ts';
import { isFinished, type ListedOrder, waitOf } from '../../domain/listed-order.ts';
import { amountFromCents } from '../../domain/money.ts';
import { isDescending } from '../../domain/order-sort.ts';
import type { OrderStatus } from '../../domain/status.ts';
import { ordersCursor, ordersTotal, wantedOrders } from '../../store/orders/rows.ts';
import { planOf } from '../../store/plans/state.ts';
import { serverNow } from '../../store/state.ts';
import { windowFor } from '../../store/window.ts';
import { dueCell } from '../live/waiting.ts';
import { hiddenWord, waitWord } from '../live/words.ts';
import type { View } from '../view.ts';
import { columnsFor, type OrderColumn } from './columns.ts';

/** How a status looks; its word stands beside it always. */
export const STATUS_LOOK: Readonly<Record<OrderStatus, Partial<Span>>> = {
  waiting: { color: 'yellow' },
  assigned: { color: 'blue' },
  pickedUp: { color: 'cyan' },
  delivered: { color: 'green' },
  cancelled: { dim: true },
};

const PREFIX = 4;

/** The list: its title names what is shown of how many, by what filter and in what order. */
export function listPanel(view: View, width: number, height: number): PanelContent {
  const { state, m } = view;
  const focused = !state.orders.open;
  const title = titleOf(view);
  const t = m.ordersScreen;
  const faults: Line[] = wantedOrders(state).query.faults.map((fault) => [
    { text: t.fault(fault), color: 'yellow' },
  ]);
  const { query, text } = wantedOrders(state);
  if (text.error !== null) faults.push([{ text: t.noRegex(query.text), color: 'yellow' }]);
  const lines = rowLines(view, width, height - faults.length);
  return { title, focused, lines: [...faults, ...lines] };
}

function titleOf({ state, m, g }: View): string {
  const t = m.ordersScreen;
  const { reading, stopped, sort, scope, marks, book } = state.orders;
  if (!book) return t.title;
  const { query } = wantedOrders(state);
  const { rows } = ordersCursor(state);
  const figure = (n: number) => grouped(String(n), m);
  const line = (state.filters.orders ?? '').trim();
  const filters = [...(query.statuses ? [] : [t.scopes[scope]]), ...(line ? [`/${line}`] : [])];
  const direction = isDescending(sort) ? g.descending : g.ascending;
  const hidden = marks.length === 0 ? 0 : hiddenMarks(rows, marks);
  const of = Math.max(rows.length, ordersTotal(state));
  const how =
    reading && reading.of > 0
      ? t.reading(figure(reading.read), figure(reading.of))
      : t.nOf(figure(rows.length), figure(of));
  return [
    `${t.title}  ${how}`,
    filters.join(', '),
    `${t.by(t.sorts[sort.column])} ${direction}`,
    ...(stopped ? [t.stopped] : []),
    ...(marks.length === 0
      ? []
      : [hidden > 0 ? t.markedHidden(marks.length, hidden) : t.marked(marks.length)]),
  ].join('   ');
}

function hiddenMarks(rows: readonly ListedOrder[], marks: readonly string[]): number {
  const marked = new Set(marks);
  return marks.length - rows.filter(({ id }) => marked.has(id)).length;
}

function rowLines(view: View, width: number, height: number): Line[] {
  const { state, m, g } = view;
  const { offset, marks, open } = state.orders;
  const { rows, index } = ordersCursor(state);
  if (rows.length === 0) return [[{ text: emptyWord(view), dim: true }]];
  const columns = columnsFor(width - PREFIX, m, g);
  const note = olderNote(view);
  const counted = rows.length > height - 1 || note !== '';
  const room = Math.max(1, height - 1 - (counted ? 1 : 0));
  const first = windowFor(index, rows.length, room, offset);
  const shown = rows.slice(first, first + room);
  const lines = shown.map((order, at): Line => {
    const here = first + at === index;
    const style: Partial<Span> = here && !open ? { inverse: true } : {};
    const mark = marks.includes(order.id) ? '*' : ' ';
    const cells = columns.map(({ name }) => cellOf(name, order, view));
    const prefix: Span = {
      text: `${here ? g.cursor : ' '} ${mark} `,
      ...style,
      bold: mark === '*',
    };
    return [prefix, ...row(columns, cells, style)];
  });
  const hidden = hiddenWord(first, rows.length - first - shown.length, m);
  const rest = [hidden, note].filter(Boolean).join(', ');
  return [
    [{ text: ' '.repeat(PREFIX) }, ...heading(columns)],
    ...lines,
    ...(counted && rest ? [[{ text: `${' '.repeat(PREFIX)}${rest}`, dim: true }]] : []),
  ];
}

/** Finished orders are read as one scrolls: what is not there yet is not hidden. */
function olderNote({ state, m }: View): string {
  const { finishedRead, counts } = state.orders;
  if (!counts || !wantedOrders(state).statuses.some(isFinished)) return '';
  return finishedRead < counts.delivered + counts.cancelled ? m.ordersScreen.olderFollow : '';
}

function emptyWord({ state, m }: View): string {
  const t = m.ordersScreen.empty;
  const { book, reading, complete, stopped, scope } = state.orders;
  if (!book) return waitWord(state, m);
  if (reading || (!complete && !stopped)) {
    return state.redis.state === 'down' ? m.empty.redisDown : t.reading;
  }
  if ((state.filters.orders ?? '') !== '') return t.filtered;
  if (scope === 'open' || scope === 'all') return t.none;
  return scope === 'finished' ? t.noneFinished : t.filtered;
}

/** The most that an amount with cents has room for. */
const MOST_CENTS = 99_999;

function cellOf(name: OrderColumn, order: ListedOrder, { state, m, g }: View): Cell {
  const now = serverNow(state);
  switch (name) {
    case 'order':
      return order.id;
    case 'status':
      return { text: m.ordersScreen.status[order.status], ...STATUS_LOOK[order.status] };
    case 'client':
      return order.client || g.dash;
    case 'route':
      return routeOf(order, g.arrow) || g.dash;
    case 'region':
      return order.region || g.dash;
    case 'driver': {
      const { driverId, driverName } = order;
      if (driverId !== null) return [driverId, driverName].filter(Boolean).join(' ');
      const plan = planOf(state, order);
      const meant = plan ? plannedDriver(plan) : order.status === 'waiting' && order.pinned?.driver;
      return { text: meant ? `${g.arrow} ${meant}` : g.dash, dim: true };
    }
    case 'wait': {
      const wait = waitOf(order, now);
      return wait === null ? { text: g.dash, dim: true } : age(wait, m);
    }
    case 'due':
      return isFinished(order.status) ? { text: g.dash, dim: true } : dueCell(order.dueAt, now, g);
    case 'amount': {
      const { amountCents } = order;
      return Math.abs(amountCents) > MOST_CENTS
        ? String(Math.round(amountCents / 100))
        : amountFromCents(amountCents);
    }
  }
}

/** From where to where, as far as the order says. */
export function routeOf({ origin, destination }: ListedOrder, arrow: string): string {
  return origin ? `${origin} ${arrow} ${destination}` : destination;
}
