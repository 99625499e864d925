import type { ConsoleMessages } from '../../i18n/console.ts';
import { REPORTS, reportOf } from '../../services/reports/list.ts';
import { said } from '../../store/reducers.ts';
import {
  drilledDown,
  reportFocused,
  reportRowSelected,
  reportSelected,
} from '../../store/report/reducers.ts';
import { selectedRow } from '../../store/report/rows.ts';
import type { ConsoleState } from '../../store/state.ts';
import type { ActionContext } from '../context.ts';
import { type Move, movedIndex } from '../move.ts';
import { runReport } from '../report.ts';
import { askSubject } from './ask.ts';

/** Moves the cursor of the table, or chooses another report of the list, which is then run. */
export function move(context: ActionContext, where: Move): Promise<void> | undefined {
  const { store, rows } = context;
  const { focus, row, selected, result } = store.getState().report;
  if (focus === 'table') {
    const count = result?.rows.length ?? 0;
    const to = movedIndex(Math.min(row, count - 1), count, rows(), where);
    if (count > 0) store.setState((state) => reportRowSelected(state, to, rows()));
    return;
  }
  const at = REPORTS.findIndex(({ id }) => id === selected);
  const index = movedIndex(at, REPORTS.length, REPORTS.length, where);
  if (index === at) return;
  store.setState((state) => reportSelected(state, index));
  return runReport(context);
}

/** It is asked for whom the report is to be. */
export const isAsked = ({ report }: ConsoleState) =>
  reportOf(report.selected)?.subject !== undefined && report.subject === null;

/** From the list into the table, or to whom the report is about; from a row to what it stands for. */
export function open(context: ActionContext): Promise<void> | undefined {
  const { store } = context;
  const state = store.getState();
  const { focus, selected, trail, result, running } = state.report;
  if (isAsked(state) || (focus === 'list' && reportOf(selected)?.subject && trail.length === 0)) {
    askSubject(context);
    return;
  }
  if (focus === 'list') {
    store.setState((now) => reportFocused(now, 'table'));
    return result || running ? undefined : runReport(context);
  }
  const down = drilledDown(state);
  if (!down) return;
  store.setState({ ...down, ...said('') });
  return runReport(context);
}

export function cannotOpen(state: ConsoleState, m: ConsoleMessages): string | null {
  const t = m.reports.disabled;
  if (isAsked(state) || state.report.focus === 'list') return null;
  if (!selectedRow(state.report)) return t.noRow;
  return drilledDown(state) ? null : t.nowhere;
}

export function openShort(m: ConsoleMessages, state: ConsoleState): string {
  if (isAsked(state)) return m.reports.short.whose;
  return state.report.focus === 'list' ? m.reports.short.open : m.reports.short.down;
}
