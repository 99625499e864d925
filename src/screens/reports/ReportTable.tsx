import { Table } from 'ink-table';
import { createContext, type PropsWithChildren, useContext } from 'react';
import { Lines } from '../../components/Lines.tsx';
import { type Line, plain, type Span } from '../../components/text.ts';
import type { TableModel, TableRow } from './table.ts';

type Data = Record<string, string>;
type Part = Table<Data>['data'];

/** The row whose cells are being drawn: ink-table tells a cell its text alone. */
const CurrentRow = createContext<TableRow | null>(null);
const Ascii = createContext(false);

/** The rows as ink-table knows them, and as they look. */
const looks = new WeakMap<object, TableRow>();

/** ink-table without its grid: a panel stands around it, rules only below the titles and above the sum. */
class RuledTable extends Table<Data> {
  constructor(props: Table<Data>['props']) {
    super(props);
    const { separator, data } = this;
    const none: Part = () => <></>;
    this.header = none;
    this.footer = none;
    this.separator = (part) => {
      const index = Number(/-(\d+)$/.exec(part.key)?.[1]);
      const row = this.props.data[index];
      const isRuled = index === 0 || (row && looks.get(row)?.isTotal);
      return isRuled ? separator(part) : none(part);
    };
    this.data = (part) => (
      <CurrentRow.Provider key={part.key} value={looks.get(part.data) ?? null}>
        {data(part)}
      </CurrentRow.Provider>
    );
  }
}

function Drawn({ spans }: { spans: Line }) {
  return <Lines lines={[spans]} ascii={useContext(Ascii)} />;
}

const textOf = (children: React.ReactNode) =>
  Array.isArray(children) ? children.join('') : String(children ?? '');

/** A cell in its styles, one column of air at either side. */
function Cell({ column }: { column: number }) {
  const cell = useContext(CurrentRow)?.cells[column] ?? [];
  const { inverse } = cell[0] ?? {};
  const air: Span = { text: ' ', ...(inverse ? { inverse } : {}) };
  return <Drawn spans={[air, ...cell, air]} />;
}

const Title = ({ children }: PropsWithChildren) => (
  <Drawn spans={[{ text: textOf(children), dim: true }]} />
);

/** Of the grid only rules are left: a stroke for each column, no borders. */
function Skeleton({ children }: PropsWithChildren) {
  const text = textOf(children);
  const isRule = /^─{2,}$/.test(text);
  const stroke = useContext(Ascii) ? '-' : '─';
  return (
    <>{isRule && <Drawn spans={[{ text: ` ${stroke.repeat(text.length - 2)} `, dim: true }]} />}</>
  );
}

/** The rows and columns of a table that are in sight. */
export function ReportTable({ model, ascii }: { model: TableModel; ascii: boolean }) {
  const keys = model.widths.map((_, index) => String(index));
  const data = model.rows.map((row) => {
    // ink-table counts letters: each text is as long as its column is wide.
    const texts = model.widths.map((width, at) =>
      plain(row.cells[at] ?? [])
        .padEnd(width)
        .slice(0, width),
    );
    const named: Data = Object.fromEntries(keys.map((key, at) => [key, texts[at] ?? '']));
    looks.set(named, row);
    return named;
  });
  const headings = Object.fromEntries(keys.map((key, at) => [key, plain(model.titles[at] ?? [])]));
  return (
    <Ascii.Provider value={ascii}>
      <RuledTable
        {...{ data, columns: keys, headings }}
        header={Title}
        cell={Cell}
        skeleton={Skeleton}
      />
    </Ascii.Provider>
  );
}
