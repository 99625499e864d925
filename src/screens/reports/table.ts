import type { Glyphs } from '../../components/glyphs.ts';
import { fitText, type Line, type Span, widthOf } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { rowsOf } from '../../store/report/rows.ts';
import type { ConsoleState } from '../../store/state.ts';
import { windowFor } from '../../store/window.ts';
import { type CellText, textsOf } from './cells.ts';
import { columnWidth, type FittedColumn, type FittedColumns, fitColumns } from './columns.ts';

/** A row of the table: a line for each column, as wide as the column. */
export interface TableRow {
  readonly cells: readonly Line[];
  /** It is the sum: a rule stands above it. */
  readonly isTotal: boolean;
}

/** What is drawn of the table: the rows and columns in sight. */
export interface TableModel {
  readonly titles: readonly Line[];
  readonly widths: readonly number[];
  readonly rows: readonly TableRow[];
  readonly columns: FittedColumns;
  /** A mark of better or worse is among them. */
  readonly marks: boolean;
  /** How many rows are out of sight above and below. */
  readonly above: number;
  readonly below: number;
}

/** What of the table of a result is in sight in `width` columns when `shown` rows are; null: no rows. */
export function tableModel(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  { width, shown }: { width: number; shown: number },
): TableModel | null {
  const { report: view, ascii } = state;
  const { result } = view;
  if (!result || result.rows.length === 0) return null;
  const texts = textsOf(result, m, ascii);
  const fitted = fitColumns(result, texts, { room: width, ...view }, m);
  const { columns } = fitted;
  const all = rowsOf(view);
  const at = Math.min(view.row, all.length - 1);
  const above = windowFor(at, all.length, shown, view.offset);
  const old = isOld(state);
  const inSight = all
    .slice(above, above + shown)
    .map((row) => ({ row, cells: texts.cellsOf(row) }));
  const rows = inSight.map(({ cells }, index): TableRow => {
    const isHere = above + index === at;
    const mark = isHere ? `${g.cursor} ` : '  ';
    const style = isHere && view.focus === 'table' ? { inverse: true } : old ? { dim: true } : {};
    return { cells: lineCells(columns, cells, { mark, dash: g.dash }, style), isTotal: false };
  });
  const style = old ? { dim: true } : { bold: true };
  const total = texts.total && {
    cells: lineCells(columns, texts.total, { mark: '  ', dash: g.dash }, style),
    isTotal: true,
  };
  return {
    titles: columns.map((column, index) => titleLine(column, index === 0)),
    widths: columns.map(columnWidth),
    rows: [...rows, ...(total ? [total] : [])],
    columns: fitted,
    marks: [...inSight.map(({ cells }) => cells), texts.total ?? []].some((cells) =>
      columns.some(({ at, change }) => change > 0 && (cells[at]?.tone ?? null) !== null),
    ),
    above,
    below: all.length - above - Math.min(shown, all.length - above),
  };
}

/** Whether what is shown is not what is asked for now. */
export function isOld({ report: { running, error, result } }: ConsoleState): boolean {
  return result !== null && (running || error !== null);
}

function titleLine(column: FittedColumn, isFirst: boolean): Line {
  const { title, figure, align } = column;
  const width = columnWidth(column);
  // It ends where its figures end, unless it is wider than they are.
  const room = figure >= widthOf(title) ? figure : width;
  const text = fitText(
    isFirst ? `  ${title}` : title,
    room,
    figure > 0 && room > figure ? 'left' : align,
  );
  return [{ text: fitText(text, width), dim: true }];
}

function lineCells(
  columns: readonly FittedColumn[],
  cells: readonly CellText[],
  { mark, dash }: { mark: string; dash: string },
  style: Partial<Span>,
): Line[] {
  return columns.map((column, index) => {
    const cell = cells[column.at];
    const text = `${index === 0 ? mark : ''}${cell?.figure ?? ''}`;
    const spans: Span[] =
      column.figure > 0 ? [{ text: fitText(text, column.figure, column.align), ...style }] : [];
    if (column.beside > 0)
      spans.push({ text: ` ${fitText(cell?.beside ?? '', column.beside)}`, ...faint(style) });
    if (column.change > 0) {
      // In place of a figure something stands in any case.
      const [air, none] = column.figure > 0 ? [' ', ''] : ['', `${dash}  `];
      const change = `${air}${fitText(cell?.change || none, column.change, 'right')}`;
      spans.push({ text: change, ...faint(style), ...colorOf(cell?.tone ?? null, style) });
    }
    return spans;
  });
}

const faint = (style: Partial<Span>): Partial<Span> =>
  style.inverse ? { inverse: true } : { dim: true };

function colorOf(tone: CellText['tone'], style: Partial<Span>): Partial<Span> {
  if (tone === null || style.inverse || style.dim) return {};
  return { color: tone === 'better' ? 'green' : 'red' };
}

/** A rule under the titles and above the sum: a stroke for each column. */
function ruleLine({ widths }: TableModel, g: Glyphs): Line {
  return [{ text: widths.map((width) => ` ${g.horizontal.repeat(width)} `).join(''), dim: true }];
}

/** The table as rows of text, exactly what ink-table draws of it. */
export function tableLines(model: TableModel, g: Glyphs): Line[] {
  const lineOf = (cells: readonly Line[]): Line =>
    cells.flatMap((cell) => {
      const { inverse } = cell[0] ?? {};
      const air: Span = { text: ' ', ...(inverse ? { inverse } : {}) };
      return [air, ...cell, air];
    });
  const rule = ruleLine(model, g);
  return [
    lineOf(model.titles),
    rule,
    ...model.rows.flatMap(({ cells, isTotal }) => [...(isTotal ? [rule] : []), lineOf(cells)]),
  ];
}
