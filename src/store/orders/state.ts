import type { ListedOrder } from '../../domain/listed-order.ts';
import type { Scope } from '../../domain/order-query.ts';
import type { OrderSort } from '../../domain/order-sort.ts';
import type { OrderStatus } from '../../domain/status.ts';
import type { Language } from '../../i18n/index.ts';
import type { OrderDetail } from '../../services/board/order-detail.ts';
import type { Acted } from '../shift.ts';
import type { Book } from './book.ts';

/** How far a list has been read. */
export interface Reading {
  readonly read: number;
  readonly of: number;
  /** The dispatcher asked to stop. */
  readonly stop: boolean;
}

/** What the Orders screen shows and what is selected there. */
export interface OrdersState {
  /** null until the screen is shown for the first time. */
  readonly book: Book | null;
  /** Something is being read now. */
  readonly reading: Reading | null;
  /** Whether all open orders have been read. */
  readonly complete: boolean;
  /** The dispatcher stopped the reading before its end. */
  readonly stopped: boolean;
  /** How many of the newest finished orders have been read. */
  readonly finishedRead: number;
  /** How many orders Redis has in each status. */
  readonly counts: Readonly<Record<OrderStatus, number>> | null;
  /** The newest event that the book knows: a hole in the numbers means that some were missed. */
  readonly last: { readonly epoch: number; readonly seq: number } | null;
  /** Events were missed: everything is to be read again. */
  readonly gap: boolean;
  readonly scope: Scope;
  readonly sort: OrderSort;
  /** The id of the selected row, and its place: where to go on when it leaves. */
  readonly selected: string | null;
  readonly selectedIndex: number;
  /** The selection as this screen made it: another one was set by a jump from elsewhere. */
  readonly settled: string | null;
  /** The first row on screen. */
  readonly offset: number;
  readonly marks: readonly string[];
  /** Keys are in the detail: it is open where it has no place of its own. */
  readonly open: boolean;
  /** The first line of the detail on screen. */
  readonly detailOffset: number;
  /** What was read of the selected order beside its row. */
  readonly detail: OrderDetail | null;
}

export const initialOrders: OrdersState = {
  book: null,
  reading: null,
  complete: false,
  stopped: false,
  finishedRead: 0,
  counts: null,
  last: null,
  gap: false,
  scope: 'open',
  sort: { column: 'wait', reversed: false },
  selected: null,
  selectedIndex: 0,
  settled: null,
  offset: 0,
  marks: [],
  open: false,
  detailOffset: 0,
  detail: null,
};

/** What the orders' selectors need of the console's state. */
export interface WithOrders {
  readonly lang: Language;
  readonly acting: readonly string[];
  readonly acted: readonly Acted[];
  readonly orders: OrdersState;
  readonly filters: Readonly<{ orders?: string | undefined }>;
  readonly now: number;
  readonly skewMs: number;
}

/** The rows that are shown, and the one under the cursor. */
export interface OrdersCursor {
  readonly rows: readonly ListedOrder[];
  /** 0 where there is no row. */
  readonly index: number;
  readonly order: ListedOrder | null;
}
