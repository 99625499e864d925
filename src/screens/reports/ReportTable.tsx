import { Text } from 'ink';
import { Table } from 'ink-table';
import type { PropsWithChildren } from 'react';
import { asciiLine, fitText, plain, widthOf } from '../../components/text.ts';
import type { Row } from './rows.ts';

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
