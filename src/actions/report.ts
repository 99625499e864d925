import { deliveriesPerDay } from '../services/reports/daily.ts';
import { PERIODS, periodOf } from '../services/reports/period.ts';
import { regionsReport } from '../services/reports/regions.ts';
import type { ActionContext } from './context.ts';

/** Runs the report in the background; a newer run makes an older one's answer void. */
export async function runReport({ store, live, m }: ActionContext): Promise<void> {
  const { period } = store.getState().report;
  const history = live.history();
  if (!history) {
    store.setState((state) => ({
      report: { ...state.report, running: false, error: m.reports.noMongo },
    }));
    return;
  }
  store.setState((state) => ({
    report: { ...state.report, running: true, elapsed: 0, error: null },
  }));
  const begun = Date.now();
  const isWanted = () => store.getState().report.period === period;
  const clock = setInterval(() => {
    if (!isWanted()) return;
    const elapsed = Math.floor((Date.now() - begun) / 1000);
    store.setState((state) => ({ report: { ...state.report, elapsed } }));
  }, 1_000);
  try {
    const span = periodOf(period, begun);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const [regions, daily] = await Promise.all([
      regionsReport(history, span),
      deliveriesPerDay(history, span, zone),
    ]);
    if (!isWanted()) return;
    store.setState((state) => ({
      report: { ...state.report, running: false, result: { regions, daily } },
    }));
  } catch (error) {
    if (!isWanted()) return;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    store.setState((state) => ({
      report: { ...state.report, running: false, error: m.reports.error(reason) },
    }));
  } finally {
    clearInterval(clock);
  }
}

/** The next period, and its report. */
export async function nextPeriod(context: ActionContext): Promise<void> {
  context.store.setState(({ report }) => {
    const period = PERIODS[(PERIODS.indexOf(report.period) + 1) % PERIODS.length] ?? '7d';
    return { report: { ...report, period, running: false } };
  });
  await runReport(context);
}
