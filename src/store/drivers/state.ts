import type { Position } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import {
  emptyRoster,
  type Roster,
  type RosterColumn,
  type RosterOnly,
} from '../../domain/roster.ts';
import type { Track } from '../../services/board/driver-detail.ts';
import type { DriverHistory } from '../../services/board/driver-history.ts';
import { noNews, type RosterNews } from '../../services/board/roster-news.ts';

/** The roster and what keeps it current. The one thing of the state that is changed in place. */
export interface LiveRoster {
  readonly roster: Roster;
  readonly news: RosterNews;
  /** Whose position and load were read in the last round: of all others they are old. */
  fresh: ReadonlySet<string>;
  /** Local ms of that round. */
  freshAt: number;
  /** How many drivers more the platform counted than were there when all were read. */
  missing: number;
  /** Since when that differs from what it was, local ms: another program added or removed some. */
  oddSince: number | null;
}

/** Where distances are measured from. */
export interface DistancePlace {
  readonly name: string;
  readonly position: Position;
}

export interface RosterSort {
  readonly column: RosterColumn;
  readonly descending: boolean;
}

/** What is known of the selected driver besides his row. */
export interface DriverDetail {
  readonly id: string;
  readonly track: Track | null;
  /** null before it was read. */
  readonly carried: readonly Order[] | null;
  readonly history: DriverHistory | null;
  /** Local ms of the last reading of Redis, and of MongoDB. */
  readonly readAt: number;
  readonly historyAt: number;
}

/** What the Drivers screen shows and what is selected there. */
export interface DriversState {
  /** The id of the selected row. Other screens may set it: then he is shown, whatever is filtered. */
  readonly selected: string | null;
  /** Whom this screen itself selected last. */
  readonly own: string | null;
  /** The row of the selected one: where to go on when he leaves. */
  readonly row: number;
  /** The first row on screen. */
  readonly offset: number;
  readonly marks: readonly string[];
  readonly only: RosterOnly;
  readonly sort: RosterSort;
  readonly place: DistancePlace | null;
  /** The detail has the keys; in a narrow terminal it has the whole screen. */
  readonly open: boolean;
  /** The row of the detail under the cursor. */
  readonly cursor: number;
  readonly live: LiveRoster | null;
  /** Grows with each change of the roster. */
  readonly version: number;
  /** A first reading of everybody, and how far it is. */
  readonly loading: {
    readonly into: LiveRoster;
    readonly read: number;
    readonly total: number;
  } | null;
  /** How many are silent, and since when those who are longest. */
  readonly silent: { readonly total: number; readonly longest: ReadonlyMap<string, number> };
  readonly detail: DriverDetail | null;
  /** A change of drivers has no answer yet. */
  readonly working: boolean;
  /** The history is being read. */
  readonly historyBusy: boolean;
}

export const initialDrivers: DriversState = {
  ...{ selected: null, own: null, row: 0, offset: 0, marks: [] },
  ...{ only: 'all', sort: { column: 'id', descending: false }, place: null },
  ...{ open: false, cursor: 0, live: null, version: 0, loading: null },
  ...{ silent: { total: 0, longest: new Map() }, detail: null, working: false, historyBusy: false },
};

export function newLiveRoster(): LiveRoster {
  return {
    roster: emptyRoster(),
    news: noNews(),
    fresh: new Set(),
    freshAt: 0,
    missing: 0,
    oddSince: null,
  };
}
