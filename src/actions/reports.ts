import type { ConsoleMessages } from '../i18n/console.ts';
import { REPORTS, reportOf } from '../services/reports/list.ts';
import { said } from '../store/reducers.ts';
import {
  drilledDown,
  movedToggled,
  reportColumnsMoved,
  reportFocused,
  reportRowSelected,
  reportSelected,
  shownCycled,
} from '../store/report/reducers.ts';
import { selectedRow } from '../store/report/rows.ts';
import { LIVE } from '../store/report/state.ts';
import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { type Move, moveActions, movedIndex } from './move.ts';
import { runReport } from './report.ts';
import { askDates, askRegion, askReportSort, askSubject } from './reports/ask.ts';
import { explainChosen } from './reports/explain.ts';
import { nextAgainst, nextPeriod } from './reports/period.ts';
import { saveReport } from './reports/save.ts';

/** Moves the cursor of the table, or chooses another report of the list, which is then run. */
function move(context: ActionContext, where: Move): Promise<void> | undefined {
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

const isAsked = ({ report }: ConsoleState) =>
  reportOf(report.selected)?.subject !== undefined && report.subject === null;

/** From the list into the table, or to whom the report is about; from a row to what it stands for. */
function open(context: ActionContext): Promise<void> | undefined {
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

function cannotOpen(state: ConsoleState, m: ConsoleMessages): string | null {
  const t = m.reports.disabled;
  if (isAsked(state) || state.report.focus === 'list') return null;
  if (!selectedRow(state.report)) return t.noRow;
  return drilledDown(state) ? null : t.nowhere;
}

function openShort(m: ConsoleMessages, state: ConsoleState): string {
  if (isAsked(state)) return m.reports.short.whose;
  return state.report.focus === 'list' ? m.reports.short.open : m.reports.short.down;
}

const noResult = ({ report }: ConsoleState, m: ConsoleMessages) =>
  report.result ? null : m.reports.disabled.noResult;

const notAsked = (state: ConsoleState, m: ConsoleMessages) =>
  isAsked(state) ? m.reports.disabled.noSubject : null;

const isWhole = ({ report }: ConsoleState) => reportOf(report.selected)?.whole === true;
const isLive = ({ report }: ConsoleState) => report.period.period === LIVE;

const noPeriod = (state: ConsoleState, m: ConsoleMessages) =>
  isWhole(state) ? m.reports.disabled.whole : null;

/** All time has nothing before it, and neither has the present. */
const noAgainst = (state: ConsoleState, m: ConsoleMessages) =>
  isLive(state) || state.report.period.period === 'all'
    ? m.reports.disabled.noCompare
    : noPeriod(state, m);

const noMongo = ({ mongo }: ConsoleState, m: ConsoleMessages) =>
  mongo.state === 'down' ? m.reports.disabled.noMongo : null;

/** What scrolls the columns by so many. */
const sideways = (id: 'left' | 'right', by: number): Action => ({
  id: `reports.${id}`,
  title: (m) => m.reports.actions[id],
  keys: [id],
  group: 'reports',
  screens: ['reports'],
  disabled: (state, m) => noResult(state, m),
  run: ({ store, scrollEnd, m }) => {
    const last = scrollEnd();
    if (last === 0) store.setState(said(m.reports.disabled.allShown));
    store.setState((state) => reportColumnsMoved(state, by, last));
  },
});

const here = { group: 'reports', screens: ['reports'] } as const;

/** What works on Reports. */
export const reportsActions: readonly Action[] = [
  {
    id: 'reports.open',
    title: (m) => m.reports.actions.open,
    short: openShort,
    keys: ['enter'],
    ...here,
    footer: 1,
    disabled: cannotOpen,
    run: open,
  },
  {
    id: 'reports.period',
    title: (m) => m.reports.actions.period,
    short: (m) => m.reports.short.period,
    keys: ['p'],
    ...here,
    footer: 2,
    disabled: noPeriod,
    run: nextPeriod,
  },
  {
    id: 'reports.dates',
    title: (m) => m.reports.actions.dates,
    short: (m) => m.reports.short.dates,
    keys: ['d'],
    ...here,
    footer: 9,
    disabled: noPeriod,
    run: askDates,
  },
  {
    id: 'reports.against',
    title: (m) => m.reports.actions.against,
    short: (m) => m.reports.short.against,
    keys: ['c'],
    ...here,
    footer: 10,
    disabled: noAgainst,
    run: nextAgainst,
  },
  {
    id: 'reports.region',
    title: (m) => m.reports.actions.region,
    short: (m) => m.reports.short.region,
    keys: ['r'],
    ...here,
    footer: 8,
    disabled: (state, m) =>
      reportOf(state.report.selected)?.byRegion === false || isLive(state)
        ? m.reports.disabled.noRegion
        : noMongo(state, m),
    run: askRegion,
  },
  {
    id: 'reports.sort',
    title: (m) => m.reports.actions.sort,
    short: (m) => m.reports.short.sort,
    keys: ['s'],
    ...here,
    footer: 4,
    disabled: noResult,
    run: askReportSort,
  },
  {
    id: 'reports.explain',
    title: (m) => m.reports.actions.explain,
    short: (m) => m.reports.short.explain,
    keys: ['e'],
    ...here,
    footer: 3,
    disabled: (state, m) =>
      isLive(state) ? m.reports.disabled.notLive : (notAsked(state, m) ?? noMongo(state, m)),
    run: explainChosen,
  },
  {
    id: 'reports.json',
    title: (m) => m.reports.actions.json,
    short: (m) => m.reports.short.json,
    keys: ['o'],
    ...here,
    footer: 5,
    disabled: noResult,
    run: (context) => saveReport(context, 'json'),
  },
  {
    id: 'reports.csv',
    title: (m) => m.reports.actions.csv,
    short: (m) => m.reports.short.csv,
    keys: ['v'],
    ...here,
    footer: 6,
    disabled: noResult,
    run: (context) => saveReport(context, 'csv'),
  },
  {
    id: 'reports.shown',
    title: (m) => m.reports.actions.shown,
    short: (m) => m.reports.short.shown,
    keys: ['h'],
    ...here,
    footer: 7,
    disabled: ({ report }, m) =>
      report.result && !report.result.chart ? m.reports.disabled.noChart : null,
    run: ({ store, m }) => {
      store.setState(shownCycled);
      store.setState(said(m.reports.said.shown[store.getState().report.shown]));
    },
  },
  {
    id: 'reports.moved',
    title: (m) => m.reports.actions.moved,
    short: (m) => m.reports.short.moved,
    keys: ['m'],
    ...here,
    footer: 4.5,
    disabled: ({ report }, m) =>
      report.result?.beforePeriod ? null : m.reports.disabled.notCompared,
    run: ({ store, m }) => {
      store.setState(movedToggled);
      store.setState(said(m.reports.said.moved[store.getState().report.moved ? 'on' : 'off']));
    },
  },
  {
    id: 'reports.run',
    title: (m) => m.reports.actions.run,
    short: (m) => m.reports.short.run,
    keys: ['n'],
    ...here,
    footer: 11,
    disabled: (state, m) =>
      state.report.running ? m.reports.disabled.running : notAsked(state, m),
    run: runReport,
  },
  ...moveActions('reports', move),
  sideways('left', -1),
  sideways('right', 1),
  {
    id: 'reports.nextPanel',
    title: (m) => m.actions.nextPanel,
    keys: ['tab', 'shift-tab'],
    group: 'move',
    screens: ['reports'],
    run: ({ store }) =>
      store.setState((state) =>
        reportFocused(state, state.report.focus === 'list' ? 'table' : 'list'),
      ),
  },
];
