import { figureText } from '../../components/figures.ts';
import { glyphs } from '../../components/glyphs.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { ReportRow } from '../../services/reports/report.ts';
import type { ReportResult } from '../../services/reports/run.ts';

/** A row as text, by the titles of its columns. The first names it. */
export type Row = Readonly<Record<string, string>>;

/** The rows of the table, as text: those found, and all of them together. */
export function tableRows(
  { columns, rows, total, scope }: ReportResult,
  m: ConsoleMessages,
  ascii: boolean,
): { rows: Row[]; total: Row | null } {
  const { dash } = glyphs(ascii);
  const { thousands } = m;
  const { noName, all: together, cellWords } = m.reports;
  const style = { thousands, dash, noName, all: together, cellWords, timeZone: scope.timeZone };
  const rowOf = ({ cells }: ReportRow): Row =>
    Object.fromEntries(
      columns.map(({ id, kind }, index) => [
        m.reports.columns[id],
        figureText(kind, cells[index] ?? null, style),
      ]),
    );
  const [first] = columns;
  const all = total && first && { ...rowOf(total), [m.reports.columns[first.id]]: m.reports.all };
  return { rows: rows.map(rowOf), total: all ?? null };
}
