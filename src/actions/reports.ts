import type { Action } from './action.ts';
import { nextPeriod, runReport } from './report.ts';

/** What works on Reports. */
export const reportsActions: readonly Action[] = [
  {
    id: 'period',
    title: (m) => m.actions.period,
    keys: ['p'],
    group: 'reports',
    screens: ['reports'],
    footer: 1,
    run: nextPeriod,
  },
  {
    id: 'runAgain',
    title: (m) => m.actions.runAgain,
    keys: ['n'],
    group: 'reports',
    screens: ['reports'],
    footer: 2,
    disabled: ({ report }, m) => (report.running ? m.disabled.running : null),
    run: runReport,
  },
];
