import { isPeriodFault, periodOf } from '../domain/period.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import type { History } from '../services/mongo/connect.ts';
import { isLost, isTooLong } from '../services/reports/failure.ts';
import { reportOf } from '../services/reports/list.ts';
import { liveReport } from '../services/reports/live.ts';
import type { Report, Scope } from '../services/reports/report.ts';
import { MAX_TIME_MS, runReport as run, usualAgainst } from '../services/reports/run.ts';
import { said } from '../store/reducers.ts';
import { runBegun, runTold, type Told } from '../store/report/reducers.ts';
import { LIVE, type ReportView } from '../store/report/state.ts';
import type { ConsoleState } from '../store/state.ts';
import type { ActionContext } from './context.ts';

/** What is asked while MongoDB is lost but not known to be down is asked again after so many ms. */
const AGAIN_MS = 2_000;

/** What the chosen report is asked over at `now`, ms; null: whom it is about was not told yet. */
export function scopeNow(
  { report: view, timeZone }: ConsoleState,
  report: Report,
  { deliveries }: Pick<History, 'deliveries'>,
  now: number,
): Scope | null {
  const subject = report.subject ? view.subject : null;
  const isLive = view.period.period === LIVE;
  const period = isLive
    ? { name: LIVE, from: null, to: null }
    : periodOf(view.period, timeZone, now);
  // Faults are told where a period is typed: here there is none.
  if (isPeriodFault(period) || (report.subject && subject === null)) return null;
  return { period, timeZone, region: report.byRegion ? view.region : null, subject, deliveries };
}

/** With what the report is compared. */
export function againstNow({ selected, against }: ReportView, { period }: Pick<Scope, 'period'>) {
  if (reportOf(selected)?.whole) return null;
  return against === 'usual' ? usualAgainst(period) : against === 'none' ? null : against;
}

/** Runs the chosen report in the background. When it is no longer wanted it is broken off, and not heard. */
export async function runReport(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const { report: view } = store.getState();
  const report = reportOf(view.selected);
  if (!report || (report.subject && view.subject === null)) return;
  store.setState(runBegun);
  const number = store.getState().report.run;
  const tell = (told: Told) => store.setState((state) => runTold(state, number, told));
  const history = live.history();
  const isLive = view.period.period === LIVE;
  if (!history && !isLive) return tell({ error: m.reports.noMongo, waits: true });
  const begun = Date.now();
  const unwanted = new AbortController();
  const unsubscribe = store.subscribe((state) => {
    if (state.report.run !== number) unwanted.abort();
  });
  const clock = setInterval(
    () => tell({ elapsed: Math.floor((Date.now() - begun) / 1000) }),
    1_000,
  );
  try {
    const scope = scopeNow(store.getState(), report, history ?? { deliveries: '' }, begun);
    if (!scope) return;
    const { signal } = unwanted;
    const against = againstNow(view, scope);
    const options = { signal, maxTimeMs: MAX_TIME_MS, against, now: begun };
    const result =
      history && !isLive
        ? await run(history, report, scope, options)
        : await liveReport(live.platform, history, report, scope);
    tell({ result });
    sayReady(context, number);
  } catch (error) {
    const waits = !isLive && isLost(error);
    tell({ error: isLive ? m.reports.redisLost : reasonOf(error, m), waits });
    if (waits) askAgain(context, number);
  } finally {
    clearInterval(clock);
    unsubscribe();
  }
}

/** Who looks at something else is told that what he asked for is there. */
function sayReady({ store, m }: ActionContext, number: number): void {
  const { screen, prompt, report, message } = store.getState();
  if (screen === 'reports' || prompt || report.run !== number || message.kind === 'error') return;
  store.setState(said(m.reports.ready(m.reports.names[report.selected])));
}

function reasonOf(error: unknown, m: ConsoleMessages): string {
  if (isTooLong(error)) return m.reports.tooLong(MAX_TIME_MS / 1_000);
  if (isLost(error)) return m.reports.lost;
  const text = error instanceof Error ? error.message : String(error);
  return m.reports.error(text.split('\n')[0] ?? '');
}

/** A connection that broke while MongoDB is up, as after a step-down, is not told by the link. */
function askAgain(context: ActionContext, number: number): void {
  const again = () => {
    const { report, mongo } = context.store.getState();
    const isMeant = report.run === number && report.waits && !report.running;
    if (isMeant && mongo.state !== 'down') void runReport(context);
  };
  setTimeout(again, AGAIN_MS).unref();
}

/** Runs a report that waits for MongoDB when it is back, whatever is shown. */
export function rerunWhenBack(context: ActionContext): void {
  context.store.subscribe(({ mongo, report }, before) => {
    const isBack = mongo.state === 'up' && before.mongo.state !== 'up';
    if (isBack && report.waits && !report.running) void runReport(context);
  });
}
