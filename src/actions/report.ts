import { isPeriodFault, periodOf } from '../domain/period.ts';
import { reportOf } from '../services/reports/list.ts';
import { MAX_TIME_MS, runReport as run } from '../services/reports/run.ts';
import { periodChanged, runBegun, runTold } from '../store/report/reducers.ts';
import type { ActionContext } from './context.ts';

/** Runs the chosen report in the background. When it is no longer wanted it is broken off, and not heard. */
export async function runReport({ store, live, m }: ActionContext): Promise<void> {
  store.setState(runBegun);
  const { selected, period: name, run: number } = store.getState().report;
  const tell = (told: Parameters<typeof runTold>[2]) =>
    store.setState((state) => runTold(state, number, told));
  const history = live.history();
  const report = reportOf(selected);
  if (!history || !report) return tell({ error: m.reports.noMongo });
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
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const { signal } = unwanted;
    const period = periodOf({ period: name }, timeZone, begun);
    if (isPeriodFault(period)) return;
    const { deliveries } = history;
    const scope = { period, timeZone, region: null, subject: null, deliveries };
    const options = { signal, maxTimeMs: MAX_TIME_MS, against: null, now: begun };
    tell({ result: await run(history, report, scope, options) });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    tell({ error: m.reports.error(reason) });
  } finally {
    clearInterval(clock);
    unsubscribe();
  }
}

/** Runs a report that waits for MongoDB when it is back. */
export function rerunWhenBack(context: ActionContext): void {
  context.store.subscribe(({ mongo, screen, report }, before) => {
    const isBack = mongo.state === 'up' && before.mongo.state === 'down';
    if (isBack && screen === 'reports' && report.error !== null) void runReport(context);
  });
}

/** The next period, and its report. */
export async function nextPeriod(context: ActionContext): Promise<void> {
  context.store.setState(periodChanged);
  await runReport(context);
}
