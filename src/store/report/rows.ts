import type { ReportCell } from '../../domain/report-words.ts';
import type { ReportColumn, ReportRow } from '../../services/reports/report.ts';
import type { ReportResult } from '../../services/reports/run.ts';
import type { ReportSort, ReportView } from './state.ts';

const collator = new Intl.Collator('fr', { numeric: true });

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
  const rows = [...result.rows].sort((a, b) =>
    compared(a.cells[at] ?? null, b.cells[at] ?? null, sort.descending),
  );
  sorted.set(result, { sort, rows });
  return rows;
}

function compared(a: ReportCell, b: ReportCell, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return descending ? -order : order;
}

/** The row under the cursor. */
export function selectedRow(view: ReportView): ReportRow | null {
  const rows = rowsOf(view);
  return rows[Math.min(view.row, rows.length - 1)] ?? null;
}

/** Names begin with the first letter, figures with the greatest. */
export function beginsHigh({ kind }: Pick<ReportColumn, 'kind'>): boolean {
  return kind !== 'name' && kind !== 'text';
}
