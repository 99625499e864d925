import { MANY, ruleOf } from '../domain/alert.ts';
import type { Order } from '../domain/order.ts';
import { listedOrder } from '../services/board/orders.ts';
import { isOneColumn, isThreeColumns } from './size.ts';
import {
  type ConsoleState,
  type Cursor,
  countsBoard,
  type Focus,
  pointedDriver,
  SIDE_PANELS,
  type SidePanel,
} from './state.ts';

type Change = Partial<ConsoleState>;

/** The panels of Live that Tab reaches, in order. */
export function focusRing(columns: number, rows: number): readonly Focus[] {
  const ring = ['waiting', 'nearest', 'late', 'alerts', 'events'] as const;
  return isOneColumn(columns, rows) ? [...ring, 'top', 'orders'] : ring;
}

/** The panel that Tab goes to from another, or Shift-Tab. */
export function nextFocus({ columns, rows, focus }: ConsoleState, by: 1 | -1): Focus {
  const ring = focusRing(columns, rows);
  return ring[(ring.indexOf(focus) + by + ring.length) % ring.length] ?? 'waiting';
}

/** Whether what is late has a place on the screen: else it is not read. */
export function isLateShown({ columns, rows, focus }: ConsoleState): boolean {
  return focus === 'late' || isThreeColumns(columns, rows);
}

/** The side panel that keys act on; null where they act on the orders that wait or on their drivers. */
export function sidePanel({ focus }: ConsoleState): SidePanel | null {
  return SIDE_PANELS.find((each) => each === focus) ?? null;
}

/** The counts are eight rows: five statuses, a blank one, drivers, what is late. */
const COUNT_ROWS = [
  'waiting',
  'assigned',
  'pickedUp',
  'delivered',
  'cancelled',
  '',
  'drivers',
  'late',
];

/** The rows of a side panel by their ids, as far as they were read. */
export function sideIds(state: ConsoleState, panel: SidePanel): readonly string[] {
  switch (panel) {
    case 'late':
      return state.board?.urgent.map(({ id }) => id) ?? [];
    case 'alerts':
      return state.board?.alerts.map(({ kind, subject }) => `${kind}:${subject}`) ?? [];
    case 'events':
      return state.feed.map(({ streamId }) => streamId);
    case 'top':
      return countsBoard(state)?.topDrivers.map(({ id }) => id) ?? [];
    case 'orders':
      return COUNT_ROWS;
  }
}

/** The row under the cursor of a side panel: it stays with what it is on; that gone, with its place. */
export function cursorRow(state: ConsoleState, panel: SidePanel): number {
  const { id, index }: Cursor = state.cursors[panel] ?? { id: null, index: 0 };
  const ids = sideIds(state, panel);
  const found = id === null ? -1 : ids.indexOf(id);
  return found >= 0 ? found : Math.max(0, Math.min(index, ids.length - 1));
}

/** Moves the cursor of a side panel by some rows. */
export function cursorMoved(state: ConsoleState, panel: SidePanel, by: number): Change {
  const ids = sideIds(state, panel);
  const index = Math.max(0, Math.min(ids.length - 1, cursorRow(state, panel) + by));
  return { cursors: { ...state.cursors, [panel]: { id: ids[index] ?? null, index } } };
}

/** What the cursor is on, wherever the keys are. */
export interface Target {
  readonly kind: 'order' | 'driver';
  readonly id: string;
}

/** The order or driver that the cursor is on; null where it is on neither. */
export function target(state: ConsoleState): Target | null {
  const of = (kind: Target['kind'], id: string | null | undefined) => (id ? { kind, id } : null);
  switch (state.focus) {
    case 'waiting':
      return of('order', state.selected);
    case 'nearest':
      return of('driver', pointedDriver(state));
    case 'late':
      return of('order', lateOrder(state)?.id);
    case 'alerts': {
      const alert = state.board?.alerts[cursorRow(state, 'alerts')];
      return alert ? about(alert.kind, alert.subject) : null;
    }
    case 'events': {
      const event = state.feed[cursorRow(state, 'events')];
      const { kind = '', subject = '' } = event?.record ?? {};
      if (event?.type.startsWith('alert')) return about(kind, subject);
      return of('order', event?.order) ?? of('driver', event?.driver);
    }
    case 'top':
      return of('driver', countsBoard(state)?.topDrivers[cursorRow(state, 'top')]?.id);
    case 'orders':
      return null;
  }
}

/** The late order under the cursor of its panel, while keys are there. */
export function lateOrder(state: ConsoleState): Order | null {
  if (state.focus !== 'late') return null;
  return state.board?.urgent[cursorRow(state, 'late')] ?? null;
}

/** The order that the cursor of a side panel is on, as it was read or told last; null: none, or nothing is known of it. */
export function pointedOrder(state: ConsoleState): Order | null {
  if (state.focus === 'late') return lateOrder(state);
  const on = target(state);
  if (on?.kind !== 'order') return null;
  const is = ({ id }: Order) => id === on.id;
  const told = state.feed.find(({ order }) => order === on.id);
  if (told?.type === 'order_deleted') return null;
  const known = [
    ...[state.board?.waiting.find(is), state.board?.urgent.find(is)],
    state.orders.book?.orders.get(on.id),
    told && listedOrder(on.id, told.record),
  ];
  return known
    .filter((order) => order != null)
    .reduce<Order | null>((a, b) => (a && a.version >= b.version ? a : b), null);
}

/** Whom an alert of a kind is about. */
function about(kind: string, id: string): Target | null {
  // Where one stands for many, it is about none of them.
  if (id === MANY) return null;
  const of = ruleOf(kind)?.about;
  return of === 'order' || of === 'driver' ? { kind: of, id } : null;
}
