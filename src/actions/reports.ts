import { REPORTS } from '../services/reports/list.ts';
import { reportFocusMoved, reportScrolled, reportSelected } from '../store/report/reducers.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { type Move, moveActions, movedIndex } from './move.ts';
import { nextPeriod, runReport } from './report.ts';

/** Scrolls the table, or chooses another report of the list, which is then run. */
function move(context: ActionContext, where: Move): Promise<void> | undefined {
  const { store, rows, scrollEnd } = context;
  const { focus, offset, selected } = store.getState().report;
  if (focus === 'table') {
    const last = scrollEnd();
    const to = movedIndex(offset, last + 1, rows(), where);
    store.setState((state) => reportScrolled(state, to, last));
    return;
  }
  const at = REPORTS.findIndex(({ id }) => id === selected);
  const index = movedIndex(at, REPORTS.length, rows(), where);
  if (index === at) return;
  store.setState((state) => reportSelected(state, index));
  return runReport(context);
}

/** What works on Reports. */
export const reportsActions: readonly Action[] = [
  {
    id: 'reports.run',
    title: (m) => m.reports.actions.run,
    short: (m) => m.reports.actions.runShort,
    keys: ['enter'],
    group: 'reports',
    screens: ['reports'],
    footer: 1,
    disabled: ({ report }, m) => (report.running ? m.disabled.running : null),
    run: runReport,
  },
  {
    id: 'period',
    title: (m) => m.actions.period,
    keys: ['p'],
    group: 'reports',
    screens: ['reports'],
    footer: 2,
    run: nextPeriod,
  },
  {
    id: 'runAgain',
    title: (m) => m.actions.runAgain,
    keys: ['n'],
    group: 'reports',
    screens: ['reports'],
    footer: 3,
    disabled: ({ report }, m) => (report.running ? m.disabled.running : null),
    run: runReport,
  },
  ...moveActions('reports', move),
  {
    id: 'reports.nextPanel',
    title: (m) => m.actions.nextPanel,
    keys: ['tab', 'shift-tab'],
    group: 'move',
    screens: ['reports'],
    footer: 4,
    run: ({ store }) => store.setState(reportFocusMoved),
  },
];
