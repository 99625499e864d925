import { reportOf } from '../services/reports/list.ts';
import { said } from '../store/reducers.ts';
import {
  movedToggled,
  reportColumnsMoved,
  reportFocused,
  shownCycled,
} from '../store/report/reducers.ts';
import type { Action } from './action.ts';
import { moveActions } from './move.ts';
import { runReport } from './report.ts';
import { askDates, askRegion, askReportSort } from './reports/ask.ts';
import { explainChosen } from './reports/explain.ts';
import { isLive, noAgainst, noMongo, noPeriod, noResult, notAsked } from './reports/guards.ts';
import { cannotOpen, move, open, openShort } from './reports/open.ts';
import { nextAgainst, nextPeriod } from './reports/period.ts';
import { saveReport } from './reports/save.ts';

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
