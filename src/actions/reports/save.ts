import { widthOf } from '../../components/text.ts';
import { reportCsv } from '../../services/reports/csv.ts';
import { reportJson } from '../../services/reports/json.ts';
import { reportFileName, saveNew } from '../../services/reports/save.ts';
import { answered } from '../../store/acts.ts';
import { said } from '../../store/reducers.ts';
import type { ActionContext } from '../context.ts';
import { showText } from '../prompt.ts';

/** What stands beside the answer on the last line takes so many columns at most. */
const BESIDE = 34;

/** Writes what the report found to a new file in the current folder, and says where. */
export async function saveReport(context: ActionContext, format: 'csv' | 'json'): Promise<void> {
  const { store, m } = context;
  const { result, selected } = store.getState().report;
  if (!result) return;
  const t = m.reports.said;
  store.setState(said(t.saving));
  const text =
    format === 'csv'
      ? reportCsv(result)
      : `${JSON.stringify(reportJson(selected, result, null), null, 2)}\n`;
  try {
    const name = reportFileName(selected, result.scope, Date.now());
    const file = await saveNew(process.cwd(), name, format, text);
    store.setState((state) => answered(state, t.saved(file)));
    const { prompt, columns } = store.getState();
    // The whole path is told, however long it is.
    if (prompt === null && widthOf(t.saved(file)) > columns - BESIDE)
      showText(context, { title: t.savedTitle, lines: [file], copied: file });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    store.setState((state) => answered(state, t.notSaved(reason), 'error'));
  }
}
