import type { ReportId } from '../../domain/report-words.ts';
import { consoleMessages } from '../../i18n/console.ts';
import { REPORTS } from '../../services/reports/list.ts';
import { said } from '../reducers.ts';
import type { ConsoleState } from '../state.ts';
import { PERIODS, type ReportState } from './state.ts';

type Change = Partial<ConsoleState>;

const changed = ({ report }: ConsoleState, more: Partial<ReportState>): Change => ({
  report: { ...report, ...more },
});

/** A new run begins; an older one is no longer wanted. */
export function runBegun(state: ConsoleState): Change {
  const run = state.report.run + 1;
  return changed(state, { run, running: true, elapsed: 0, error: null });
}

/** What came of a run: its result, or why there is none, or how long it takes. Too late, it changes nothing. */
export function runTold(
  state: ConsoleState,
  run: number,
  told: Pick<ReportState, 'elapsed'> | Pick<ReportState, 'result'> | Pick<ReportState, 'error'>,
): Change {
  if (state.report.run !== run) return state;
  if ('elapsed' in told) return changed(state, told);
  return changed(state, { ...told, running: false, offset: 0 });
}

/** Another report of the list. What was found by the one before is not shown under its name. */
export function reportSelected(state: ConsoleState, index: number): Change {
  const id: ReportId | undefined = REPORTS[index]?.id;
  if (id === undefined || id === state.report.selected) return state;
  const { run } = state.report;
  const none = { running: false, result: null, error: null, offset: 0 };
  return changed(state, { selected: id, run: run + 1, ...none });
}

/** The next period. */
export function periodChanged(state: ConsoleState): Change {
  const { period } = state.report;
  const next = PERIODS[(PERIODS.indexOf(period) + 1) % PERIODS.length] ?? '7d';
  return changed(state, { period: next });
}

/** Keys move the list, or the rows of the table. */
export function reportFocusMoved(state: ConsoleState): Change {
  return changed(state, { focus: state.report.focus === 'list' ? 'table' : 'list' });
}

/** Scrolls the table; `last` is the furthest. */
export function reportScrolled(state: ConsoleState, to: number, last: number): Change {
  return changed(state, { offset: Math.max(0, Math.min(last, to)) });
}

/** Esc breaks a running report off; then it gives the keys back to the list. */
export function reportBack(state: ConsoleState): Change | null {
  const { run, running, focus } = state.report;
  const m = consoleMessages(state.lang);
  if (running)
    return { ...changed(state, { run: run + 1, running: false }), ...said(m.reports.cancelled) };
  return focus === 'table' ? changed(state, { focus: 'list', offset: 0 }) : null;
}

/** The table as text that a spreadsheet takes: columns apart by tabs. null: nothing was found yet. */
export function reportCopied({ report, lang }: ConsoleState): string | null {
  const { result } = report;
  if (!result) return null;
  const titles = consoleMessages(lang).reports.columns;
  const rows = [result.columns.map(({ id }) => titles[id]), ...result.rows.map((row) => row.cells)];
  return rows.map((cells) => cells.map((cell) => cell ?? '').join('\t')).join('\n');
}
