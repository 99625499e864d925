import { amountFromCents } from '../../domain/money.ts';
import { isFigure } from '../../domain/report-figures.ts';
import type { ColumnKind, ReportCell } from '../../domain/report-words.ts';
import type { ReportRow } from './report.ts';
import type { ReportResult } from './run.ts';

/**
 * A report as CSV (RFC 4180, UTF-8): a header of stable ids, then a record a row. `key` names the row; then
 * its columns; then `before_<id>` where a period before was asked for, and `beside_<id>` where rows have what
 * they are measured by. Figures are raw: money as a decimal, shares from 0 to 1, times in ISO 8601, nothing
 * where nothing is known. The total is left out: a sum over a column would count it twice.
 */
export function reportCsv({ columns, rows, beforePeriod }: ReportResult): string {
  const figures = columns.flatMap(({ id, kind }, index) =>
    isFigure(kind) ? [{ id, kind, index }] : [],
  );
  const besides = rows.some(({ beside }) => beside) ? figures : [];
  // Where each row is one document only totals are compared, and they are left out.
  const isCompared = rows.length === 0 || rows.some(({ before }) => before !== undefined);
  const befores = beforePeriod && isCompared ? figures : [];
  const header = [
    'key',
    ...columns.map(({ id }) => id),
    ...befores.map(({ id }) => `before_${id}`),
    ...besides.map(({ id }) => `beside_${id}`),
  ];
  const recordOf = ({ key, cells, before, beside }: ReportRow): string[] => [
    textField(key),
    ...columns.map(({ kind }, index) => field(kind, cells[index])),
    ...befores.map(({ kind, index }) => field(kind, before?.[index])),
    ...besides.map(({ kind, index }) => field(kind, beside?.[index])),
  ];
  return [header, ...rows.map(recordOf)].map((each) => `${each.join(',')}\r\n`).join('');
}

/** A cell as a field; a figure that is text after all is guarded as text is. */
function field(kind: ColumnKind, cell: ReportCell | undefined): string {
  return quoted(cellText(kind, cell));
}

/** A cell for a spreadsheet, raw, and no formula; '' where nothing is known. */
export function cellText(kind: ColumnKind, cell: ReportCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return guarded(cell);
  if (!Number.isFinite(cell)) return '';
  if (kind === 'money') return amountFromCents(Math.round(cell));
  if (kind === 'time') return isoTime(cell) ?? '';
  return String(cell);
}

/** A moment in ISO 8601; null: no calendar has it. */
export function isoTime(ms: number): string | null {
  return Number.isNaN(new Date(ms).getTime()) ? null : new Date(ms).toISOString();
}

/**
 * Where a spreadsheet may take a formula to begin: in a cell, and after what parts cells in another locale;
 * quotes and blanks before it are taken away by some.
 */
const FORMULA = /(?<=^|[;\t\r\n])(?=["\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/g;

/** A text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one. */
const guarded = (text: string) => text.replace(FORMULA, "'");

const quoted = (text: string) =>
  /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const textField = (text: string) => quoted(guarded(text));
