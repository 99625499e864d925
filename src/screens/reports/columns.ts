import { widthOf } from '../../components/text.ts';
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

/** The width of a column with all its parts. */
export function columnWidth({ figure, beside, change }: FittedColumn): number {
  return figure + (beside > 0 ? beside + 1 : 0) + (change > 0 ? change + 1 : 0);
}

/**
 * The columns that fit into `room`. Figures come first: what they are measured by and how they moved stand
 * beside those for which there is room, from the left. Where not even the figures fit, the first column
 * stays and the others scroll, `column` of them being out of sight. Pure.
 */
export function fitColumns(
  { columns }: ReportResult,
  { widths }: ResultTexts,
  room: number,
  column: number,
  m: ConsoleMessages,
): FittedColumns {
  const bare = columns.map(({ id, kind }, at): FittedColumn => {
    const title = m.reports.columns[id];
    const widest = Math.max(widthOf(title), widths[at]?.figure ?? 0);
    const align = isFigure(kind) ? 'right' : 'left';
    const figure = at === 0 ? widest + MARK : Math.min(widest, MOST_TEXT);
    return { at, title, align, figure, beside: 0, change: 0 };
  });
  const [name, ...others] = bare;
  if (!name) return { columns: [], left: 0, right: 0, last: 0 };
  const least = Math.min(name.figure, LEAST_NAME + MARK);
  const left = room - least - AIR;
  const last = furthest(others, left);
  const from = Math.min(column, last);
  const shown = others.slice(from, from + fitting(others.slice(from), left));
  const spare = left - sum(shown);
  const named = { ...name, figure: Math.min(name.figure, MOST_NAME + MARK, least + spare) };
  const rest = spare - (named.figure - least);
  const isJudged = (at: number) => columns[at]?.good !== undefined;
  const fitted = withParts(shown, widths, isJudged, rest);
  const right = others.length - from - shown.length;
  return { columns: [named, ...fitted], left: from, right, last };
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
      if (width === 0 || width + 1 > left) return each;
      left -= width + 1;
      return { ...each, [part]: width };
    });
  const measured = add(columns, 'beside', () => true);
  const judged = add(measured, 'change', isJudged);
  const others = columns.filter(({ at }) => !isJudged(at) && (widths[at]?.change ?? 0) > 0);
  const wanted = others.reduce((total, { at }) => total + (widths[at]?.change ?? 0) + 1, 0);
  return wanted > left ? judged : add(judged, 'change', (at) => !isJudged(at));
}
