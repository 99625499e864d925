import { fitText, widthOf } from '../../components/text.ts';
import { isFigure } from '../../domain/report-figures.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { ReportResult } from '../../services/reports/run.ts';
import type { ResultTexts } from './cells.ts';

/** A column that is shown, and how wide each part of it is; 0: the part is not shown. */
export interface FittedColumn {
  /** Its place in the report. */
  readonly at: number;
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Its title may be wider than its figures: it stands above all parts. */
  readonly figure: number;
  readonly beside: number;
  readonly change: number;
}

/** What fits into the width of a table. */
export interface FittedColumns {
  readonly columns: readonly FittedColumn[];
  /** How many are out of sight at the left and at the right. */
  readonly left: number;
  readonly right: number;
  /** How many may be scrolled out of sight at the left. */
  readonly last: number;
}

/** One of air at either side of a column. */
const AIR = 2;
/** Before the names: the cursor's mark. */
export const MARK = 2;
const LEAST_NAME = 14;
const MOST_NAME = 30;
const MOST_TEXT = 32;

/** The width of the parts of a column, a blank between them. */
function partsWidth({ figure, beside, change }: FittedColumn): number {
  const parts = [figure, beside, change].filter((width) => width > 0);
  return parts.reduce((total, width) => total + width, Math.max(0, parts.length - 1));
}

/** The width of a column with all its parts and its title. */
export function columnWidth(column: FittedColumn): number {
  return Math.max(partsWidth(column), Math.min(widthOf(column.title), MOST_TEXT));
}

/** What is asked of the columns of a table. */
export interface ColumnsWish {
  readonly room: number;
  /** How many are scrolled out of sight. */
  readonly column: number;
  /** How figures moved stands in their place. */
  readonly moved: boolean;
}

/**
 * The columns that fit into `room`. Figures come first, and how the first of them moved: what others are
 * measured by and how they moved stand beside those for which there is room, from the left. Where not even the
 * figures fit, the first column stays and the others scroll. Pure.
 */
export function fitColumns(
  { columns }: ReportResult,
  { widths }: ResultTexts,
  { room, column, moved }: ColumnsWish,
  m: ConsoleMessages,
): FittedColumns {
  const bare = columns.map(({ id, kind }, at): FittedColumn => {
    const title = m.reports.columns[id];
    const { figure = 0, change = 0 } = widths[at] ?? {};
    const align = isFigure(kind) ? 'right' : 'left';
    const base = { at, title, align, beside: 0, change: 0 } as const;
    if (at === 0) return { ...base, figure: Math.max(widthOf(title), figure) + MARK };
    if (moved && change > 0) return { ...base, figure: 0, change };
    return { ...base, figure: Math.min(figure, MOST_TEXT) };
  });
  const [name, ...figures] = bare;
  if (!name) return { columns: [], left: 0, right: 0, last: 0 };
  const least = Math.min(name.figure, LEAST_NAME + MARK);
  const left = room - least - AIR;
  const whole = moved ? figures : withFirstChange(figures, columns, widths, left);
  const others = whole.map((each) => squeezed(each, left - AIR));
  const last = furthest(others, left);
  const from = Math.min(column, last);
  const shown = others.slice(from, from + fitting(others.slice(from), left));
  const spare = left - sum(shown);
  const named = { ...name, figure: Math.min(name.figure, MOST_NAME + MARK, least + spare) };
  const rest = spare - (named.figure - least);
  const isJudged = (at: number) => columns[at]?.good !== undefined;
  const parted = moved ? shown : withParts(shown, widths, isJudged, rest);
  const fitted = parted.map(underTitle);
  const right = others.length - from - shown.length;
  return { columns: [named, ...fitted], left: from, right, last };
}

/** How the first figure moved is told, unless there is hardly room for itself. */
function withFirstChange(
  others: readonly FittedColumn[],
  columns: ReportResult['columns'],
  widths: ResultTexts['widths'],
  room: number,
): readonly FittedColumn[] {
  const [first, ...rest] = others;
  const change = first ? (widths[first.at]?.change ?? 0) : 0;
  if (!first || change === 0 || columns[first.at]?.good === undefined) return others;
  const changed = { ...first, change };
  return sum([changed]) <= room ? [changed, ...rest] : others;
}

/** A column that would not even fit alone, cut. */
function squeezed(column: FittedColumn, room: number): FittedColumn {
  if (columnWidth(column) <= room) return column;
  const title = fitText(column.title, Math.min(widthOf(column.title), room)).trimEnd();
  return column.figure > 0
    ? { ...column, title, figure: Math.min(column.figure, room) }
    : { ...column, title, change: Math.min(column.change, room) };
}

/** What a title takes more than what stands below it is given to the figure, or to its change. */
function underTitle(column: FittedColumn): FittedColumn {
  const more = columnWidth(column) - partsWidth(column);
  return column.figure > 0
    ? { ...column, figure: column.figure + more }
    : { ...column, change: column.change + more };
}

const sum = (columns: readonly FittedColumn[]) =>
  columns.reduce((total, each) => total + columnWidth(each) + AIR, 0);

/** How many of these, whole, fit from the left; one in any case. */
function fitting(columns: readonly FittedColumn[], room: number): number {
  let count = columns.length;
  while (count > 1 && sum(columns.slice(0, count)) > room) count -= 1;
  return count;
}

/** From how many on all that follow are in sight. */
function furthest(columns: readonly FittedColumn[], room: number): number {
  let from = Math.max(0, columns.length - 1);
  while (from > 0 && sum(columns.slice(from - 1)) <= room) from -= 1;
  return from;
}

/**
 * First what figures are measured by, then how they moved, as far as `spare` goes. Of figures that are neither
 * good nor bad all are told how they moved, or none: they are of one kind, such as the hours of a week.
 */
function withParts(
  columns: readonly FittedColumn[],
  widths: ResultTexts['widths'],
  isJudged: (at: number) => boolean,
  spare: number,
): FittedColumn[] {
  let left = spare;
  const add = (
    all: readonly FittedColumn[],
    part: 'beside' | 'change',
    isMeant: (at: number) => boolean,
  ) =>
    all.map((each) => {
      const width = isMeant(each.at) ? (widths[each.at]?.[part] ?? 0) : 0;
      if (width === 0 || each[part] > 0) return each;
      const more = { ...each, [part]: width };
      // Below a wide title it may cost nothing.
      const cost = columnWidth(more) - columnWidth(each);
      if (cost > left) return each;
      left -= cost;
      return more;
    });
  const measured = add(columns, 'beside', () => true);
  const judged = add(measured, 'change', isJudged);
  const others = columns.filter(({ at }) => !isJudged(at) && (widths[at]?.change ?? 0) > 0);
  const wanted = others.reduce((total, { at }) => total + (widths[at]?.change ?? 0) + 1, 0);
  return wanted > left ? judged : add(judged, 'change', (at) => !isJudged(at));
}
