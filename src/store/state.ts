import type { Board, CandidateList } from '../domain/board.ts';
import type { VigieEvent } from '../domain/event.ts';
import type { Order } from '../domain/order.ts';
import type { OrderStatus } from '../domain/status.ts';
import type { ThemeName } from '../domain/theme.ts';
import type { UndoList } from '../domain/undo.ts';
import type { Language } from '../i18n/index.ts';
import { type AlertsState, initialAlerts } from './alerts/state.ts';
import { type DriversState, initialDrivers } from './drivers/state.ts';
import { type HealthState, initialHealth } from './health/state.ts';
import { initialMap, type MapState } from './map/state.ts';
import { initialOrders, type OrdersState } from './orders/state.ts';
import { initialPlans, type PlansState } from './plans/state.ts';
import type { Prompt } from './prompt.ts';
import { initialReport, type ReportState } from './report/state.ts';
import type { Acted, Shift } from './shift.ts';

export const SCREENS = ['live', 'orders', 'drivers', 'map', 'alerts', 'reports', 'health'] as const;
export type ScreenName = (typeof SCREENS)[number];

/** The panels of Live beside the waiting orders and their drivers; `orders` are the counts. */
export const SIDE_PANELS = ['late', 'alerts', 'events', 'top', 'orders'] as const;
export type SidePanel = (typeof SIDE_PANELS)[number];
/** The panel of Live that keys act on. */
export type Focus = 'waiting' | 'nearest' | SidePanel;

/** Where the cursor of a side panel is: its row's id, and the place to go on when that has left. */
export interface Cursor {
  readonly id: string | null;
  readonly index: number;
}

/** A server as the console sees it. */
export interface Link {
  readonly state: 'connecting' | 'up' | 'down';
  /** Since when, local ms. */
  readonly since: number;
}

/** The last line: errors stay until the next key, the rest until the next answer. */
export interface Message {
  readonly kind: 'info' | 'error';
  readonly text: string;
}

export interface ConsoleState {
  readonly zone: string | null;
  readonly operator: string;
  readonly lang: Language;
  /** IANA: of the days of reports. */
  readonly timeZone: string;
  readonly ascii: boolean;
  readonly theme: ThemeName;
  /** Nothing can be written from this console: such actions do not exist. */
  readonly readonly: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Local ms; moves in steps, so that a still board draws no frame. */
  readonly now: number;
  readonly screen: ScreenName;
  readonly focus: Focus;
  readonly cursors: Readonly<Partial<Record<SidePanel, Cursor>>>;
  /** The screens that Esc goes back to after a jump, newest last. */
  readonly trail: readonly ScreenName[];
  /** What `/` left on each screen. */
  readonly filters: Readonly<Partial<Record<ScreenName, string>>>;
  /** What takes all keys now. */
  readonly prompt: Prompt | null;
  readonly message: Message;
  readonly redis: Link;
  readonly mongo: Link;
  readonly board: Board | null;
  /** Counts and leaderboard from MongoDB while Redis is away. */
  readonly past: Board | null;
  /** Local ms at which the board was read: how old it is. */
  readonly boardAt: number;
  /** Redis' clock minus ours: ages are told by Redis' clock. */
  readonly skewMs: number;
  /** Newest first. */
  readonly feed: readonly VigieEvent[];
  /** Counts every ten seconds, oldest first. */
  readonly samples: readonly Readonly<Record<OrderStatus, number>>[];
  /** First row of the waiting list on screen, and the selected order. */
  readonly waitingOffset: number;
  readonly selected: string | null;
  /** The place of the selected order in the whole list: where to go on when it leaves. */
  readonly selectedIndex: number;
  readonly candidates: CandidateList | null;
  readonly radiusM: number;
  readonly nearestIndex: number;
  /** Two drivers at most. */
  readonly marks: readonly string[];
  readonly marksDistanceM: number | null;
  /** Orders, and alerts by their ids, that a key was pressed for and whose answer has not come yet. */
  readonly acting: readonly string[];
  /** What this console did last, newest last. */
  readonly acted: readonly Acted[];
  /** The last time that the cursor went to another order by itself. */
  readonly shifted: Shift | null;
  readonly undo: UndoList;
  readonly plans: PlansState;
  readonly orders: OrdersState;
  readonly drivers: DriversState;
  readonly map: MapState;
  readonly alerts: AlertsState;
  readonly report: ReportState;
  readonly health: HealthState;
}

export interface Start {
  readonly zone: string | null;
  readonly operator: string;
  readonly lang: Language;
  /** IANA: of the days of reports. */
  readonly timeZone: string;
  readonly ascii: boolean;
  readonly theme: ThemeName;
  readonly readonly: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly now: number;
  readonly welcome: string;
}

/** The console before anything was read. */
export function initialState({ now, welcome, ...start }: Start): ConsoleState {
  return {
    ...start,
    now,
    screen: 'live',
    focus: 'waiting',
    cursors: {},
    trail: [],
    filters: {},
    prompt: null,
    message: { kind: 'info', text: welcome },
    redis: { state: 'connecting', since: now },
    mongo: { state: 'connecting', since: now },
    board: null,
    past: null,
    boardAt: now,
    skewMs: 0,
    feed: [],
    samples: [],
    waitingOffset: 0,
    selected: null,
    selectedIndex: 0,
    candidates: null,
    radiusM: 5_000,
    nearestIndex: 0,
    marks: [],
    marksDistanceM: null,
    acting: [],
    acted: [],
    shifted: null,
    undo: [],
    plans: initialPlans,
    orders: initialOrders,
    drivers: initialDrivers,
    map: initialMap,
    alerts: initialAlerts,
    health: initialHealth,
    report: initialReport,
  };
}

/** The selected order, as far as the board has it. */
export function selectedOrder({ board, selected }: ConsoleState): Order | null {
  return board?.waiting.find(({ id }) => id === selected) ?? null;
}

/** The driver under the cursor of the nearest drivers. */
export function pointedDriver({ candidates, nearestIndex }: ConsoleState): string | null {
  const all = [...(candidates?.eligible ?? []), ...(candidates?.excluded ?? [])];
  return all[nearestIndex]?.driverId ?? null;
}

/** Where counts and leaderboard come from now: live, or from history while only that is there. */
export function countsBoard({ board, past }: ConsoleState): Board | null {
  return past ?? board;
}

/** Now by Redis' clock, in whole steps of the console's own. */
export function serverNow({ now, skewMs }: ConsoleState): number {
  return now + skewMs;
}
