import type { ReportRow } from '../../services/reports/report.ts';
import type { ReportResult } from '../../services/reports/run.ts';
import { sortedRows } from '../../services/reports/sort.ts';
import type { ReportSort, ReportView } from './state.ts';

/** Sorting thousands of rows for every frame would be felt. */
const sorted = new WeakMap<ReportResult, { sort: ReportSort; rows: readonly ReportRow[] }>();

/** The rows in the order that they are shown in; what carries no figure stands last either way. */
export function rowsOf({
  result,
  sort,
}: Pick<ReportView, 'result' | 'sort'>): readonly ReportRow[] {
  if (!result) return [];
  const at = sort ? result.columns.findIndex(({ id }) => id === sort.column) : -1;
  if (!sort || at < 0) return result.rows;
  const known = sorted.get(result);
  if (known?.sort === sort) return known.rows;
  const rows = sortedRows(result.rows, at, sort.descending);
  sorted.set(result, { sort, rows });
  return rows;
}

/** The row under the cursor. */
export function selectedRow(view: ReportView): ReportRow | null {
  const rows = rowsOf(view);
  return rows[Math.min(view.row, rows.length - 1)] ?? null;
}
