import { Text } from 'ink';
import { Table } from 'ink-table';
import type { PropsWithChildren } from 'react';
import { grouped } from '../../components/format.ts';
import { glyphs } from '../../components/glyphs.ts';
import { asciiLine, fitText, plain, printable, widthOf } from '../../components/text.ts';
import { amountFromCents } from '../../domain/money.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { ColumnKind, ReportCell, ReportResult } from '../../services/reports/list.ts';

type Row = Record<string, string>;
type Draw = (props: PropsWithChildren) => React.JSX.Element;

const BORDERS: Readonly<Record<string, string>> = { '─': '-', '│': '|' };

const textOf = (children: React.ReactNode) =>
  Array.isArray(children) ? children.join('') : String(children ?? '');

/** How the parts of ink-table look here: one weight of border, dim. */
function partsOf(ascii: boolean): { cell: Draw; header: Draw; skeleton: Draw } {
  const drawn = (text: string) => (ascii ? plain(asciiLine([{ text }])) : text);
  // ink-table counts characters: a cell with wide letters is fitted to the columns it was meant to take.
  const fitted = (children: React.ReactNode) => {
    const text = textOf(children);
    return drawn(fitText(text.trimEnd(), text.length));
  };
  return {
    cell: ({ children }) => <Text>{fitted(children)}</Text>,
    header: ({ children }) => <Text dimColor>{fitted(children)}</Text>,
    skeleton: ({ children }) => {
      const text = textOf(children);
      return (
        <Text dimColor>{ascii ? text.replace(/./gu, (char) => BORDERS[char] ?? '+') : text}</Text>
      );
    },
  };
}

/** How each kind of figure is written. */
const WRITTEN: Readonly<Record<ColumnKind, (cell: ReportCell, m: ConsoleMessages) => string>> = {
  name: (cell, m) => printable(String(cell ?? '')) || m.reports.noName,
  count: (cell, m) => grouped(String(cell), m),
  money: (cell, m) => grouped(amountFromCents(Number(cell)), m),
  minutes: (cell) => Number(cell).toFixed(1),
  rating: (cell) => Number(cell).toFixed(2),
};

/** The rows of the table, as text: those found, and all of them together. */
export function tableRows(
  { columns, rows, total }: ReportResult,
  m: ConsoleMessages,
  ascii: boolean,
): { rows: Row[]; total: Row | null } {
  const { dash } = glyphs(ascii);
  const rowOf = (cells: readonly ReportCell[]): Row =>
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

/** The table within a width: the names of the rows give way to the figures. */
export function ReportTable({
  rows,
  width,
  ascii,
}: {
  rows: readonly Row[];
  width: number;
  ascii: boolean;
}) {
  const [name = '', ...figures] = Object.keys(rows[0] ?? {});
  const widest = (key: string) => Math.max(key.length, ...rows.map((row) => row[key]?.length ?? 0));
  // Two columns of air and one of border for each column, and the border at the end.
  const rest = figures.reduce((sum, key) => sum + widest(key) + 3, 0) + 3 + 1;
  const room = Math.max(4, width - rest);
  const data = rows.map((row) => {
    const text = row[name] ?? '';
    return { ...row, [name]: padded(fitText(text, Math.min(room, widthOf(text)))) };
  });
  const parts = partsOf(ascii);
  const columns = [name, ...figures.map((key) => ({ key, align: 'right' as const }))];
  return <Table data={data} columns={columns} {...parts} />;
}

/** A text with as many characters as it takes columns, at least. */
function padded(text: string): string {
  return text + ' '.repeat(Math.max(0, widthOf(text) - text.length));
}
