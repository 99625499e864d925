import type { ReportCell } from '../../domain/report-words.ts';
import type { ReportColumn, ReportRow } from './report.ts';

const collator = new Intl.Collator('fr', { numeric: true });

/** Rows in the order of one column's cells; what carries no figure stands last either way. */
export function sortedRows(
  rows: readonly ReportRow[],
  column: number,
  descending: boolean,
): ReportRow[] {
  return rows.toSorted((a, b) =>
    compared(a.cells[column] ?? null, b.cells[column] ?? null, descending),
  );
}

function compared(a: ReportCell, b: ReportCell, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return descending ? -order : order;
}

/** Names begin with the first letter, figures with the greatest. */
export function beginsHigh({ kind }: Pick<ReportColumn, 'kind'>): boolean {
  return kind !== 'name' && kind !== 'text' && kind !== 'strategy';
}
