import type { VigieEvent } from '../../domain/event.ts';
import {
  beginsHigh,
  listed,
  ROSTER_STATES,
  type RosterColumn,
  type RosterOnly,
  rowOf,
  rowsOf,
} from '../../domain/roster.ts';
import { consoleMessages } from '../../i18n/console.ts';
import { noteEvents } from '../../services/board/roster-news.ts';
import { said } from '../reducers.ts';
import type { ConsoleState } from '../state.ts';
import { windowFor } from '../window.ts';
import type { DistancePlace, DriversState } from './state.ts';
import { criteriaOf, rosterView } from './view.ts';

type Change = Partial<ConsoleState>;

function changed(state: ConsoleState, change: Partial<DriversState>): Change {
  return { drivers: { ...state.drivers, ...change } };
}

/** Notes events for the roster, where it was opened: it takes them at its next reading. */
export function driverEvents({ drivers }: ConsoleState, events: readonly VigieEvent[]): void {
  for (const live of [drivers.live, drivers.loading?.into]) if (live) noteEvents(live.news, events);
}

/** Selects a row of the table; `page` is how many rows it shows. */
export function rowSelected(state: ConsoleState, row: number, page: number): Change {
  const { live, offset } = state.drivers;
  if (!live) return {};
  const count = listed(live.roster, criteriaOf(state));
  const [driver] = rowsOf(live.roster, row, 1);
  if (!driver) return {};
  return changed(state, {
    ...{ selected: driver.id, own: driver.id, row },
    ...{ offset: windowFor(row, count, page, offset), cursor: 0 },
  });
}

/**
 * The selection after drivers came, moved or left. Whom another screen selected is shown, also where the
 * filter hides him: then it is cleared, and that is said.
 */
export function driversSettled(state: ConsoleState): Change {
  const { live, selected, own, offset } = state.drivers;
  if (!live) return {};
  const jumped = selected !== null && selected !== own;
  const listedNow = listed(live.roster, criteriaOf(state));
  if (jumped && live.roster.drivers.has(selected) && rowOf(live.roster, selected) < 0) {
    const m = consoleMessages(state.lang).driversScreen;
    return {
      filters: { ...state.filters, drivers: '' },
      ...changed(state, { only: 'all', own: selected }),
      ...said(m.said.filterCleared(selected)),
    };
  }
  if (jumped && !live.roster.drivers.has(selected)) {
    const m = consoleMessages(state.lang).driversScreen;
    return { ...changed(state, { selected: own }), ...said(m.said.unknown(selected), 'error') };
  }
  const { row } = rosterView(state, 1);
  const [driver] = rowsOf(live.roster, row, row < 0 ? 0 : 1);
  const settled = { selected: driver?.id ?? null, own: driver?.id ?? null, row: Math.max(0, row) };
  const first = Math.max(0, Math.min(offset, listedNow - 1));
  const { drivers } = state;
  const same =
    drivers.selected === settled.selected &&
    drivers.own === settled.own &&
    drivers.row === settled.row &&
    drivers.offset === first;
  return same ? {} : changed(state, { ...settled, offset: first });
}

/** Marks or unmarks a driver. */
export function driverMarked(state: ConsoleState, id: string): Change {
  const { marks } = state.drivers;
  const next = marks.includes(id) ? marks.filter((each) => each !== id) : [...marks, id];
  return changed(state, { marks: next });
}

/** The next state that is listed alone: all, free, busy, off duty, silent. */
export function onlyCycled(state: ConsoleState): Change {
  const at = ROSTER_STATES.indexOf(state.drivers.only);
  const only: RosterOnly = ROSTER_STATES[(at + 1) % ROSTER_STATES.length] ?? 'all';
  return changed(state, { only, offset: 0 });
}

/** Sorts by a column; the same one again reverses. */
export function rosterSorted(state: ConsoleState, column: RosterColumn): Change {
  const { sort } = state.drivers;
  const descending = sort.column === column ? !sort.descending : beginsHigh(column);
  return changed(state, { sort: { column, descending }, offset: 0 });
}

/** Distances are from here on measured from a place, and the nearest stand first. */
export function placeChosen(state: ConsoleState, place: DistancePlace): Change {
  const sort = { column: 'distance', descending: false } as const;
  return changed(state, { place, sort, offset: 0, selected: null, own: null, row: 0 });
}

/** The detail takes the keys, or gives them back. */
export function detailOpened(state: ConsoleState, open: boolean): Change {
  return changed(state, { open, cursor: 0 });
}

/** Whether a change of drivers has no answer yet. */
export function driversWorking(state: ConsoleState, working: boolean): Change {
  return changed(state, { working });
}

/** A mark has served where it was done. */
export function driversServed(state: ConsoleState, ids: readonly string[]): Change {
  return changed(state, { marks: state.drivers.marks.filter((id) => !ids.includes(id)) });
}

/** The cursor of the detail. */
export function cursorMoved(state: ConsoleState, cursor: number): Change {
  return changed(state, { cursor });
}

/** Closes the detail, then drops marks, then the state that is listed alone; null when nothing is. */
export function driversBack(state: ConsoleState): Change | null {
  const { open, marks, only } = state.drivers;
  if (open) return detailOpened(state, false);
  if (marks.length > 0) return changed(state, { marks: [] });
  return only === 'all' ? null : changed(state, { only: 'all' });
}
