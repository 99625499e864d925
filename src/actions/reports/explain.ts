import { grouped } from '../../components/format.ts';
import { shellLine, shellRows } from '../../components/mongosh.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { type Explained, explainReport } from '../../services/reports/explain.ts';
import { reportOf } from '../../services/reports/list.ts';
import { MAX_TIME_MS } from '../../services/reports/run.ts';
import { answered } from '../../store/acts.ts';
import { said } from '../../store/reducers.ts';
import { explaining } from '../../store/report/reducers.ts';
import type { ActionContext } from '../context.ts';
import { showText } from '../prompt.ts';
import { scopeNow } from '../report.ts';

/** Shows the questions of the chosen report and how MongoDB answers them; `y` copies them for mongosh. */
export async function explainChosen(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const history = live.history();
  const { report: view } = store.getState();
  const report = reportOf(view.selected);
  const scope = report && history && scopeNow(store.getState(), report, history, Date.now());
  if (!report || !history || !scope) return;
  store.setState((state) => ({ ...explaining(state, true), ...said(m.reports.said.explaining) }));
  const { run } = store.getState().report;
  const unwanted = new AbortController();
  // Esc drops it, and so does whatever asks for something else.
  const unsubscribe = store.subscribe((state) => {
    if (!state.report.explaining || state.report.run !== run) unwanted.abort();
  });
  try {
    const options = { signal: unwanted.signal, maxTimeMs: MAX_TIME_MS };
    const explained = await explainReport(history, report, scope, options);
    // Something else is being typed or looked at by now: it is not taken away.
    const { prompt, screen } = store.getState();
    if (unwanted.signal.aborted || prompt !== null || screen !== 'reports') return;
    store.setState(said(''));
    showText(context, {
      title: m.reports.explain.title(m.reports.names[view.selected]),
      lines: explainLines(explained, view.result?.ms ?? null, m),
      copied: explained.map((each) => shellLine(each.collection, each.pipeline)).join('\n'),
    });
  } catch (error) {
    if (unwanted.signal.aborted) return;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    store.setState((state) => answered(state, m.reports.said.notExplained(reason), 'error'));
  } finally {
    unsubscribe();
    store.setState((state) => explaining(state, false));
  }
}

/** What explain found, question after question: the way of the documents, then the question itself. Pure. */
function explainLines(
  explained: readonly Explained[],
  ms: number | null,
  m: ConsoleMessages,
): string[] {
  const t = m.reports.explain;
  const figure = (n: number) => grouped(String(n), m);
  const parts = explained.flatMap((each, index) => [
    ...(index > 0 ? [''] : []),
    `${each.collection}: ${each.index === null ? t.scan : t.by(each.index)}`,
    t.told({
      ...{ index: each.index, serverMs: each.serverMs, returned: figure(each.returned) },
      ...{ examined: figure(each.examined), keys: figure(each.keys) },
    }),
    each.stages.join(' > '),
    ...shellRows(each.collection, each.pipeline),
  ]);
  return ms === null ? parts : [t.inAll(ms), '', ...parts];
}
