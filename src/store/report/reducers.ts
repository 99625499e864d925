import type { PeriodWish } from '../../domain/period.ts';
import type { ColumnId, ReportId } from '../../domain/report-words.ts';
import { REPORTS, reportOf } from '../../services/reports/list.ts';
import type { ReportResult } from '../../services/reports/run.ts';
import { beginsHigh } from '../../services/reports/sort.ts';
import type { ConsoleState } from '../state.ts';
import { windowFor } from '../window.ts';
import { rowsOf, selectedRow } from './rows.ts';
import { type AgainstWish, LIVE, type ReportState, SHOWN, tookKey } from './state.ts';

type Change = Partial<ConsoleState>;

const changed = ({ report }: ConsoleState, more: Partial<ReportState>): Change => ({
  report: { ...report, ...more },
});

/** Where a table that was not looked at yet begins. */
const FROM_THE_TOP = { row: 0, offset: 0, column: 0, sort: null } as const;
const NOT_RUN = { running: false, result: null, error: null, waits: false } as const;

/** A new run begins; an older one is no longer wanted. */
export function runBegun(state: ConsoleState): Change {
  const run = state.report.run + 1;
  return changed(state, { run, running: true, elapsed: 0, error: null, waits: false });
}

/** What came of a run. Told too late, it changes nothing. */
export type Told =
  | Pick<ReportState, 'elapsed'>
  | { readonly result: ReportResult }
  | Pick<ReportState, 'error' | 'waits'>;

/** Its result, or why there is none, or how long it takes. The cursor stays with its row. */
export function runTold(state: ConsoleState, run: number, told: Told): Change {
  const { report } = state;
  if (report.run !== run) return state;
  if ('elapsed' in told || 'error' in told)
    return changed(state, { ...told, running: 'elapsed' in told });
  const { result } = told;
  const key = selectedRow(report)?.key;
  const found = rowsOf({ ...report, result }).findIndex((each) => each.key === key);
  const last = Math.max(0, result.rows.length - 1);
  // A cursor that nobody has moved means the first row, whichever that is.
  const row = report.focus === 'list' ? 0 : found >= 0 ? found : Math.min(report.row, last);
  const took = { ...report.took, [tookKey(report)]: result.ms };
  return changed(state, { result, row, took, running: false, error: null, waits: false });
}

/** The period of the next report: not all of them are counted live. */
function periodFor(id: ReportId, { period }: ReportState): PeriodWish {
  return period.period === LIVE && !reportOf(id)?.live ? { period: '7d' } : period;
}

/** Another report of the list. What was found by the one before is not shown under its name. */
export function reportSelected(state: ConsoleState, index: number): Change {
  const { report } = state;
  const id: ReportId | undefined = REPORTS[index]?.id;
  if (id === undefined || (id === report.selected && report.trail.length === 0)) return state;
  // A region that one was led to by a row is not a filter that somebody chose.
  const { region } = report.trail[0] ?? report;
  const next = { selected: id, subject: null, name: null, region, trail: [], run: report.run + 1 };
  const period = periodFor(id, report);
  return changed(state, { ...NOT_RUN, ...FROM_THE_TOP, ...next, period });
}

/** Whose report it is: asked for by its id. */
export function subjectChosen(state: ConsoleState, subject: string): Change {
  return changed(state, { ...NOT_RUN, ...FROM_THE_TOP, subject, name: null, focus: 'table' });
}

/** Down into what the selected row stands for; null where it leads nowhere. */
export function drilledDown(state: ConsoleState): Change | null {
  const { report } = state;
  const drill = reportOf(report.selected)?.drill;
  const row = selectedRow(report);
  if (!drill || !row || !reportOf(drill.to)) return null;
  const { trail, run, running, elapsed, took, waits, shown, explaining, ...view } = report;
  return changed(state, {
    ...NOT_RUN,
    ...FROM_THE_TOP,
    selected: drill.to,
    period: periodFor(drill.to, report),
    [drill.as]: row.key,
    name: typeof row.cells[0] === 'string' ? row.cells[0] : null,
    run: run + 1,
    focus: 'table',
    trail: [...trail, view],
  });
}

/** Another period, of which the rows stand where they stood. */
export function periodChosen(state: ConsoleState, period: PeriodWish): Change {
  return changed(state, { period });
}

/** Another comparison. */
export function againstChosen(state: ConsoleState, against: AgainstWish): Change {
  return changed(state, { against });
}

/** One region only, or all (null). */
export function regionChosen(state: ConsoleState, region: string | null): Change {
  return changed(state, { region });
}

/** Keys move the list, or the rows of the table. */
export function reportFocused(state: ConsoleState, focus: ReportState['focus']): Change {
  return changed(state, { focus });
}

/** Moves the cursor of the table; `page` is how many rows it shows. */
export function reportRowSelected(state: ConsoleState, row: number, page: number): Change {
  const { result, offset } = state.report;
  const count = result?.rows.length ?? 0;
  return changed(state, { row, offset: windowFor(row, count, page, offset) });
}

/** Scrolls the columns sideways; `last` is the furthest. */
export function reportColumnsMoved(state: ConsoleState, by: number, last: number): Change {
  const column = Math.max(0, Math.min(last, Math.min(last, state.report.column) + by));
  return changed(state, { column });
}

/** Sorts by a column, and the same one again the other way; the cursor stays with its row. */
export function reportSorted(state: ConsoleState, column: ColumnId): Change {
  const { report } = state;
  const { sort } = report;
  const kind = report.result?.columns.find(({ id }) => id === column)?.kind ?? 'name';
  const descending = sort?.column === column ? !sort.descending : beginsHigh({ kind });
  const next = { ...report, sort: { column, descending } };
  const here = selectedRow(report);
  return { report: { ...next, row: here ? rowsOf(next).indexOf(here) : 0 } };
}

/** The table and its chart, the table alone, the chart alone. */
export function shownCycled(state: ConsoleState): Change {
  const at = SHOWN.indexOf(state.report.shown);
  return changed(state, { shown: SHOWN[(at + 1) % SHOWN.length] ?? 'both' });
}

/** Figures, or in their place how they moved. */
export function movedToggled(state: ConsoleState): Change {
  return changed(state, { moved: !state.report.moved });
}

/** MongoDB is asked how it answers, or that is over. */
export function explaining(state: ConsoleState, begun: boolean): Change {
  return changed(state, { explaining: begun });
}
