import { parseFilter } from '../../domain/filter.ts';
import type { Order } from '../../domain/order.ts';
import {
  type Criteria,
  columnKey,
  isSilent,
  listed,
  type RosterDriver,
  type RosterOnly,
  rowOf,
  rowsOf,
} from '../../domain/roster.ts';
import { consoleMessages } from '../../i18n/console.ts';
import { plansOf } from '../plans/state.ts';
import { isOneColumn } from '../size.ts';
import { type ConsoleState, serverNow } from '../state.ts';
import { windowFor } from '../window.ts';
import type { DriverDetail } from './state.ts';

/** What of a driver `/` looks at, but for his state. */
const textOf = ({ id, name, phone, vehicle, regions }: RosterDriver) =>
  [id, name, phone, vehicle, ...regions].join('  ');

const STATUS_OF = { free: 'free', busy: 'busy', off: 'offDuty' } as const;

function passesOnly(state: ConsoleState, only: RosterOnly): (driver: RosterDriver) => boolean {
  if (only === 'all') return () => true;
  const { longest } = state.drivers.silent;
  if (only === 'silent') return ({ id }) => longest.has(id);
  return ({ status }) => status === STATUS_OF[only];
}

/** Who is listed, and in which order: the silent ones with those first who are it longest. */
export function criteriaOf(state: ConsoleState): Criteria {
  const { only, sort, place, silent } = state.drivers;
  const text = state.filters.drivers ?? '';
  const m = consoleMessages(state.lang).driversScreen;
  const filter = parseFilter(text);
  const passesState = passesOnly(state, only);
  const bySilence = only === 'silent';
  return {
    id: JSON.stringify([text, only, sort, place, state.lang, bySilence && [...silent.longest]]),
    passes: (driver) =>
      passesState(driver) &&
      (text === '' || filter.test(`${textOf(driver)}  ${m.states[driver.status]}`)),
    key: bySilence
      ? ({ id }) => silent.longest.get(id) ?? null
      : columnKey(sort.column, place?.position ?? null),
    descending: !bySilence && sort.descending,
  };
}

/** What the table shows. */
export interface RosterView {
  /** Drivers in all, and those that are listed. */
  readonly all: number;
  readonly count: number;
  /** The first row on screen, and the row of the selected driver; -1 where nobody is listed. */
  readonly offset: number;
  readonly row: number;
  readonly rows: readonly RosterDriver[];
}

/**
 * The rows of the table, `height` of them. The selection stays with its driver; where he is not listed,
 * who stands in his row is selected.
 */
export function rosterView(state: ConsoleState, height: number): RosterView {
  const { live, selected, row: kept, offset: before } = state.drivers;
  if (!live) return { all: 0, count: 0, offset: 0, row: -1, rows: [] };
  const { roster } = live;
  const count = listed(roster, criteriaOf(state));
  const found = selected === null ? -1 : rowOf(roster, selected);
  const row = found >= 0 ? found : Math.min(kept, count - 1);
  const offset = windowFor(Math.max(0, row), count, height, before);
  return { all: roster.drivers.size, count, offset, row, rows: rowsOf(roster, offset, height) };
}

/** The driver under the cursor of the table. */
export function selectedDriver(state: ConsoleState): RosterDriver | null {
  const { live } = state.drivers;
  const { row } = rosterView(state, 1);
  return (live && rowsOf(live.roster, row, row < 0 ? 0 : 1)[0]) ?? null;
}

/** The marked drivers, else the selected one. */
export function chosenDrivers(state: ConsoleState): readonly RosterDriver[] {
  const { live, marks } = state.drivers;
  const marked = marks.flatMap((id) => live?.roster.drivers.get(id) ?? []);
  if (marked.length > 0) return marked;
  const driver = selectedDriver(state);
  return driver ? [driver] : [];
}

/** Whether the detail of the selected driver is on screen. */
export function showsDetail({ drivers, columns, rows }: ConsoleState): boolean {
  return drivers.open || !isOneColumn(columns, rows);
}

/** What is known of the selected driver besides his row; null while another one's is. */
export function selectedDetail(state: ConsoleState): DriverDetail | null {
  const { detail } = state.drivers;
  return detail && detail.id === selectedDriver(state)?.id ? detail : null;
}

/** An order that the detail names; `carried` where he has it now. */
export interface DetailRow {
  readonly order: string;
  readonly carried: Order | null;
}

/** The orders of the detail, from top to bottom: what the cursor moves along there. */
export function detailRows(state: ConsoleState): readonly DetailRow[] {
  const detail = selectedDetail(state);
  const { deliveries = [], reviews = [] } = detail?.history ?? {};
  return [
    ...(detail?.carried ?? []).map((carried) => ({ order: carried.id, carried })),
    ...(detail ? plansOf(state, detail.id) : []).map(({ order }) => ({ order, carried: null })),
    ...[...deliveries, ...reviews].map(({ order }) => ({ order, carried: null })),
  ];
}

/** The row of the detail under its cursor, while the detail has the keys. */
export function pointedRow(state: ConsoleState): DetailRow | null {
  if (!state.drivers.open) return null;
  const rows = detailRows(state);
  return rows[Math.min(state.drivers.cursor, rows.length - 1)] ?? null;
}

/** Whether a driver is silent, as far as that is known now: what was read long ago tells nothing. */
export function knownSilent(state: ConsoleState, driver: RosterDriver): boolean {
  const { live, silent } = state.drivers;
  if (silent.longest.has(driver.id)) return true;
  return live?.fresh.has(driver.id) === true && isSilent(driver, serverNow(state));
}
