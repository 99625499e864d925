import { periodOf } from '../../domain/period.ts';
import { reportOf } from '../../services/reports/list.ts';
import { said } from '../../store/reducers.ts';
import { againstChosen, periodChosen } from '../../store/report/reducers.ts';
import { LIVE, PERIODS } from '../../store/report/state.ts';
import type { ActionContext } from '../context.ts';
import { againstNow, runReport } from '../report.ts';

/** The next period, and its report: what runs over the one before is replaced. */
export async function nextPeriod(context: ActionContext): Promise<void> {
  const { store, m } = context;
  const { selected, period } = store.getState().report;
  const names: readonly string[] = periodsOf(selected);
  const next = names[(names.indexOf(period.period ?? '') + 1) % names.length] ?? '7d';
  store.setState((state) => periodChosen(state, { period: next }));
  const words: Readonly<Record<string, string>> = m.reports.periodNames;
  store.setState(said(m.reports.said.period(words[next] ?? m.reports.live)));
  await runReport(context);
}

/** The periods that the key goes through for a report. */
function periodsOf(id: string): readonly string[] {
  return reportOf(id)?.live ? [LIVE, ...PERIODS] : PERIODS;
}

const NEXT = { day: 'week', week: 'none', none: 'day' } as const;

/** The next comparison, and its report. */
export async function nextAgainst(context: ActionContext): Promise<void> {
  const { store, m } = context;
  const state = store.getState();
  const { report: view, timeZone } = state;
  const now = periodOf(view.period, timeZone, Date.now());
  const usual = 'fault' in now ? null : againstNow(view, { period: now });
  const next = NEXT[usual ?? 'none'];
  store.setState((before) => againstChosen(before, next));
  store.setState(said(m.reports.said.against(m.reports.against[next])));
  await runReport(context);
}
