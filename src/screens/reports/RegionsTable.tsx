import { Text } from 'ink';
import { Table } from 'ink-table';
import type { PropsWithChildren } from 'react';
import { grouped } from '../../components/format.ts';
import { glyphs } from '../../components/glyphs.ts';
import { asciiLine, fitText, plain, printable, widthOf } from '../../components/text.ts';
import { amountFromCents } from '../../domain/money.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { RegionRow, RegionsReport } from '../../services/reports/regions.ts';

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

/** The rows of the table: every region, then all of them. */
export function tableRows(
  { rows, total }: RegionsReport,
  m: ConsoleMessages,
  ascii: boolean,
): Row[] {
  const { columns } = m.reports;
  const { dash } = glyphs(ascii);
  const figure = (value: number | null, digits: number) => value?.toFixed(digits) ?? dash;
  const rowOf = (row: RegionRow, name: string): Row => ({
    [columns.region]: printable(name),
    [columns.deliveries]: grouped(String(row.deliveries), m),
    [columns.revenue]: grouped(amountFromCents(row.revenueCents), m),
    [columns.mean]: figure(row.meanMinutes, 1),
    [columns.rating]: figure(row.meanRating, 2),
  });
  const regions = rows.map((row) => rowOf(row, row.region || m.reports.noRegion));
  return rows.length > 1 ? [...regions, rowOf(total, m.reports.all)] : regions;
}

/** Rows of the screen that a table of so many rows takes. */
export function tableHeight(rows: number): number {
  return rows === 0 ? 0 : rows * 2 + 3;
}

/** The table within a width: the names of the regions give way to the figures. */
export function RegionsTable({
  rows,
  width,
  m,
  ascii,
}: {
  rows: readonly Row[];
  width: number;
  m: ConsoleMessages;
  ascii: boolean;
}) {
  const { region, deliveries, revenue, mean, rating } = m.reports.columns;
  const numbers = [deliveries, revenue, mean, rating];
  const widest = (key: string) => Math.max(key.length, ...rows.map((row) => row[key]?.length ?? 0));
  // Two columns of air and one of border for each column, and the border at the end.
  const rest = numbers.reduce((sum, key) => sum + widest(key) + 3, 0) + 3 + 1;
  const room = Math.max(4, width - rest);
  const data = rows.map((row) => {
    const name = row[region] ?? '';
    return { ...row, [region]: padded(fitText(name, Math.min(room, widthOf(name)))) };
  });
  const parts = partsOf(ascii);
  const columns = [region, ...numbers.map((key) => ({ key, align: 'right' as const }))];
  return <Table data={data} columns={columns} {...parts} />;
}

/** A text with as many characters as it takes columns, at least. */
function padded(text: string): string {
  return text + ' '.repeat(Math.max(0, widthOf(text) - text.length));
}
