import { consoleMessages } from '../../i18n/console.ts';
import { cellText } from '../../services/reports/csv.ts';
import { said } from '../reducers.ts';
import type { ScreenStore } from '../screen-store.ts';
import type { ConsoleState } from '../state.ts';
import { reportFocused } from './reducers.ts';
import { rowsOf } from './rows.ts';

/** Esc breaks a running report off; then it goes back up to where one drilled down; then to the list. */
function back(state: ConsoleState): Partial<ConsoleState> | null {
  const { report } = state;
  const { run, running, focus, trail } = report;
  const t = consoleMessages(state.lang).reports;
  if (running)
    return {
      report: { ...report, run: run + 1, running: false, error: t.cancelled },
      ...said(t.cancelled),
    };
  if (report.explaining)
    return { report: { ...report, explaining: false }, ...said(t.said.noLongerExplained) };
  const before = trail.at(-1);
  if (before) {
    const above = { ...before, trail: trail.slice(0, -1), run: run + 1, waits: false };
    return { report: { ...report, ...above }, ...said('') };
  }
  return focus === 'table' ? reportFocused(state, 'list') : null;
}

/** The table as text that a spreadsheet takes: columns apart by tabs. null: nothing was found yet. */
function copied({ report, lang }: ConsoleState): string | null {
  const { result } = report;
  if (!result) return null;
  const titles = consoleMessages(lang).reports.columns;
  const rows = [
    result.columns.map(({ id }) => titles[id]),
    ...rowsOf(report).map((row) =>
      result.columns.map(({ kind }, at) => cellText(kind, row.cells[at]).replace(/[\t\r\n]/g, ' ')),
    ),
  ];
  return rows.map((cells) => cells.join('\t')).join('\n');
}

/** Reports for what works on any screen. */
export const reportsStore: ScreenStore = { back, subjects: () => [], copied };
