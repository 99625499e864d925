import type { VigieEvent } from '../domain/event.ts';
import type { Order } from '../domain/order.ts';
import { readDrivers } from './drivers/read.ts';
import { driverEvents, driversBack } from './drivers/reducers.ts';
import { pointedRow, selectedDriver } from './drivers/view.ts';
import { readOrders } from './orders/read.ts';
import { ordersBack, ordersFollowed } from './orders/reducers.ts';
import { ordersCursor, ordersSubjects } from './orders/rows.ts';
import type { Sources } from './sources.ts';
import type { ConsoleState, ScreenName } from './state.ts';
import { selectedOrder } from './state.ts';

export type { Sources };

/** What a screen is for everything that works on any screen. */
export interface ScreenStore {
  /** Closes what is open on it, one step; null when nothing is. */
  readonly back: (state: ConsoleState) => Partial<ConsoleState> | null;
  /** The orders that a key acts on: the marked ones, else the selected one. */
  readonly subjects: (state: ConsoleState) => readonly Order[];
  /** What `y` copies; null when nothing is selected. */
  readonly copied: (state: ConsoleState) => string | null;
  /** Reads what it alone shows; called on each round while it is shown. */
  readonly read?: (sources: Sources) => Promise<void>;
  /** Takes in what happened, whatever is shown: so that a screen that was read once stays current. */
  readonly followed?: (state: ConsoleState, events: readonly VigieEvent[]) => Partial<ConsoleState>;
}

const nothing: ScreenStore = { back: () => null, subjects: () => [], copied: () => null };

const live: ScreenStore = {
  back: ({ focus, marks }) =>
    focus === 'waiting' && marks.length === 0
      ? null
      : { focus: 'waiting', marks: [], marksDistanceM: null },
  subjects: (state) => {
    const order = selectedOrder(state);
    return order ? [order] : [];
  },
  copied: ({ selected }) => selected,
};

const orders: ScreenStore = {
  back: ordersBack,
  subjects: ordersSubjects,
  copied: (state) => ordersCursor(state).order?.id ?? null,
  read: readOrders,
  followed: ordersFollowed,
};

const drivers: ScreenStore = {
  back: driversBack,
  subjects: (state) => {
    const carried = pointedRow(state)?.carried;
    return carried ? [carried] : [];
  },
  copied: (state) => pointedRow(state)?.order ?? selectedDriver(state)?.id ?? null,
  read: readDrivers,
  followed: (state, events) => {
    driverEvents(state, events);
    return {};
  },
};

export const SCREEN_STORES: Readonly<Record<ScreenName, ScreenStore>> = {
  live,
  orders,
  drivers,
  map: nothing,
  alerts: nothing,
  reports: nothing,
  health: nothing,
};

/** The orders that a key acts on now, on whatever screen. */
export function subjects(state: ConsoleState): readonly Order[] {
  return SCREEN_STORES[state.screen].subjects(state);
}
