import type { Order } from '../domain/order.ts';
import { alertsStore } from './alerts/screen.ts';
import { driversStore } from './drivers/screen.ts';
import { healthStore } from './health/screen.ts';
import { mapStore } from './map/screen.ts';
import { ordersStore } from './orders/screen.ts';
import { pointedOrder, sidePanel, target } from './panels.ts';
import { reportsStore } from './report/screen.ts';
import type { ScreenStore } from './screen-store.ts';
import { type ConsoleState, type ScreenName, selectedOrder } from './state.ts';

const live: ScreenStore = {
  back: ({ focus, marks }) =>
    focus === 'waiting' && marks.length === 0
      ? null
      : { focus: 'waiting', marks: [], marksDistanceM: null },
  subjects: (state) => {
    const order = sidePanel(state) === null ? selectedOrder(state) : pointedOrder(state);
    return order ? [order] : [];
  },
  order: (state) => {
    // The drivers are those near the selected order.
    if (state.focus === 'nearest') return state.selected;
    const on = target(state);
    return on?.kind === 'order' ? on.id : null;
  },
  copied: (state) => target(state)?.id ?? null,
  // The rows on screen; those that were read beyond them are only there to be scrolled to.
  planned: ({ board, waitingOffset, rows, selected }) => {
    const first = Math.max(0, waitingOffset - (board?.waitingOffset ?? 0));
    const shown = [...(board?.waiting.slice(first, first + rows) ?? []), ...(board?.urgent ?? [])];
    const waiting = shown.filter(({ status }) => status === 'waiting').map(({ id }) => id);
    return [...new Set(selected === null ? waiting : [...waiting, selected])];
  },
};

export const SCREEN_STORES: Readonly<Record<ScreenName, ScreenStore>> = {
  live,
  orders: ordersStore,
  drivers: driversStore,
  map: mapStore,
  alerts: alertsStore,
  reports: reportsStore,
  health: healthStore,
};

/** The order that the cursor is on, on whatever screen; null: it is on none. */
export function orderUnderCursor(state: ConsoleState): string | null {
  return SCREEN_STORES[state.screen].order?.(state) ?? null;
}

/** The orders that a key acts on now, on whatever screen. */
export function subjects(state: ConsoleState): readonly Order[] {
  return SCREEN_STORES[state.screen].subjects(state);
}
