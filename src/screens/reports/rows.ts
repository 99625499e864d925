import { grouped } from '../../components/format.ts';
import { glyphs } from '../../components/glyphs.ts';
import { printable } from '../../components/text.ts';
import { amountFromCents } from '../../domain/money.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type {
  ColumnKind,
  ReportCell,
  ReportRow,
  ReportTable,
} from '../../services/reports/report.ts';

/** A row as text, by the titles of its columns. The first names it. */
export type Row = Readonly<Record<string, string>>;

/** How each kind of figure is written. */
const WRITTEN: Readonly<Record<ColumnKind, (cell: ReportCell, m: ConsoleMessages) => string>> = {
  name: (cell, m) => printable(String(cell ?? '')) || m.reports.noName,
  count: (cell, m) => grouped(String(cell), m),
  money: (cell, m) => grouped(amountFromCents(Number(cell)), m),
  text: (cell) => printable(String(cell)),
  share: (cell) => `${(Number(cell) * 100).toFixed(1)} %`,
  time: (cell) => new Date(Number(cell)).toISOString().slice(0, 16).replace('T', ' '),
  minutes: (cell) => Number(cell).toFixed(1),
  rating: (cell) => Number(cell).toFixed(2),
};

/** The rows of the table, as text: those found, and all of them together. */
export function tableRows(
  { columns, rows, total }: ReportTable,
  m: ConsoleMessages,
  ascii: boolean,
): { rows: Row[]; total: Row | null } {
  const { dash } = glyphs(ascii);
  const rowOf = ({ cells }: ReportRow): Row =>
    Object.fromEntries(
      columns.map(({ id, kind }, index) => {
        const cell = cells[index] ?? null;
        return [
          m.reports.columns[id],
          cell === null && kind !== 'name' ? dash : WRITTEN[kind](cell, m),
        ];
      }),
    );
  const [first] = columns;
  const all = total && first && { ...rowOf(total), [m.reports.columns[first.id]]: m.reports.all };
  return { rows: rows.map(rowOf), total: all ?? null };
}
