import type { ConsoleMessages } from '../../i18n/console.ts';
import { reportOf } from '../../services/reports/list.ts';
import { LIVE } from '../../store/report/state.ts';
import type { ConsoleState } from '../../store/state.ts';
import { isAsked } from './open.ts';

/** Why what was found can't be written or sorted. */
export const noResult = ({ report }: ConsoleState, m: ConsoleMessages) =>
  report.result ? null : m.reports.disabled.noResult;

/** Why a report about somebody can't be asked yet. */
export const notAsked = (state: ConsoleState, m: ConsoleMessages) =>
  isAsked(state) ? m.reports.disabled.noSubject : null;

const isWhole = ({ report }: ConsoleState) => reportOf(report.selected)?.whole === true;

/** What is shown is what Redis counts now. */
export const isLive = ({ report }: ConsoleState) => report.period.period === LIVE;

/** Why no period can be chosen. */
export const noPeriod = (state: ConsoleState, m: ConsoleMessages) =>
  isWhole(state) ? m.reports.disabled.whole : null;

/** Why nothing can be compared: all time has nothing before it, and neither has the present. */
export const noAgainst = (state: ConsoleState, m: ConsoleMessages) =>
  isLive(state) || state.report.period.period === 'all'
    ? m.reports.disabled.noCompare
    : noPeriod(state, m);

/** Why MongoDB can't be asked. */
export const noMongo = ({ mongo }: ConsoleState, m: ConsoleMessages) =>
  mongo.state === 'down' ? m.reports.disabled.noMongo : null;
