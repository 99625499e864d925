import { fitText, type Line, type Span } from './text.ts';

export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align?: 'left' | 'right';
}

/** A cell: its text, and how it looks. */
export type Cell = string | Span;

const GAP = '  ';

function asSpan(cell: Cell): Span {
  return typeof cell === 'string' ? { text: cell } : cell;
}

/** The heading of a table. */
export function heading(columns: readonly Column[]): Line {
  return columns.map(({ title, width, align }, i) => ({
    text: `${i === 0 ? '' : GAP}${fitText(title, width, align)}`,
    dim: true,
  }));
}

/** One row; columns keep their width, whatever the cells hold. */
export function row(
  columns: readonly Column[],
  cells: readonly Cell[],
  style: Partial<Span> = {},
): Line {
  return columns.map(({ width, align }, i) => {
    const span = asSpan(cells[i] ?? '');
    return { ...span, ...style, text: `${i === 0 ? '' : GAP}${fitText(span.text, width, align)}` };
  });
}
