import { REPORTS } from '../services/reports/list.ts';
import { periodOf } from '../services/reports/period.ts';
import { periodChanged, runBegun, runTold } from '../store/report/reducers.ts';
import type { ActionContext } from './context.ts';

/** Runs the chosen report in the background. When it is no longer wanted it is broken off, and not heard. */
export async function runReport({ store, live, m }: ActionContext): Promise<void> {
  store.setState(runBegun);
  const { selected, period, run } = store.getState().report;
  const tell = (told: Parameters<typeof runTold>[2]) =>
    store.setState((state) => runTold(state, run, told));
  const history = live.history();
  const report = REPORTS.find(({ id }) => id === selected);
  if (!history || !report) return tell({ error: m.reports.noMongo });
  const begun = Date.now();
  const unwanted = new AbortController();
  const unsubscribe = store.subscribe((state) => {
    if (state.report.run !== run) unwanted.abort();
  });
  const clock = setInterval(
    () => tell({ elapsed: Math.floor((Date.now() - begun) / 1000) }),
    1_000,
  );
  try {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const { signal } = unwanted;
    const query = { period: periodOf(period, begun), timeZone, signal };
    tell({ result: await report.run(history, query) });
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
