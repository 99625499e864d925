import type { Order } from '../domain/order.ts';
import type { History } from '../services/mongo/connect.ts';
import type { Platform } from '../services/redis/connect.ts';
import { readHealthScreen } from './health/read.ts';
import { healthBack } from './health/reducers.ts';
import { reportBack, reportCopied } from './report/reducers.ts';
import type { ConsoleState, ScreenName } from './state.ts';
import { selectedOrder } from './state.ts';
import type { ConsoleStore } from './store.ts';

/** Where a screen's data comes from. */
export interface Sources {
  readonly store: ConsoleStore;
  readonly platform: Platform;
  /** null while MongoDB is away. */
  readonly history: () => History | null;
  /** Ends with the console, or with its zone. */
  readonly signal: AbortSignal;
}

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

const health: ScreenStore = {
  back: healthBack,
  subjects: () => [],
  copied: (state) => (state.health.read ? JSON.stringify(state.health.read) : null),
  read: readHealthScreen,
};

const reports: ScreenStore = { back: reportBack, subjects: () => [], copied: reportCopied };

export const SCREEN_STORES: Readonly<Record<ScreenName, ScreenStore>> = {
  live,
  orders: nothing,
  drivers: nothing,
  map: nothing,
  alerts: nothing,
  reports,
  health,
};

/** The orders that a key acts on now, on whatever screen. */
export function subjects(state: ConsoleState): readonly Order[] {
  return SCREEN_STORES[state.screen].subjects(state);
}
