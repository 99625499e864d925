import { changeText } from '../../components/change.ts';
import { type FigureStyle, figureText } from '../../components/figures.ts';
import { type Glyphs, glyphs } from '../../components/glyphs.ts';
import { widthOf } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { ReportColumn, ReportRow, Scope } from '../../services/reports/report.ts';
import type { ReportResult } from '../../services/reports/run.ts';

/** A cell as text: its figure, what it is measured by, and how it moved since the period before. */
export interface CellText {
  readonly figure: string;
  readonly beside: string;
  readonly change: string;
  readonly tone: 'better' | 'worse' | null;
}

/** All cells of a result as text, and how wide the widest of each column are. */
export interface ResultTexts {
  readonly cellsOf: (row: ReportRow) => readonly CellText[];
  /** The total's cells; null where there is no total. */
  readonly total: readonly CellText[] | null;
  readonly widths: readonly { figure: number; beside: number; change: number }[];
}

/** A result may have thousands of rows: they are written once, not for every frame. */
const written = new WeakMap<
  ReportResult,
  { m: ConsoleMessages; ascii: boolean; texts: ResultTexts }
>();

/** How figures are written here. */
export function figureStyle(
  { timeZone }: Pick<Scope, 'timeZone'>,
  { thousands, reports: { noName, all, cellWords } }: ConsoleMessages,
  { dash }: Glyphs,
): FigureStyle {
  return { thousands, dash, noName, all, timeZone, cellWords };
}

/** A longer change says more as so many times. */
const LONGEST_CHANGE = 8;

/** The cells of a result as text, those out of sight too: columns keep their width while one scrolls. */
export function textsOf(result: ReportResult, m: ConsoleMessages, ascii: boolean): ResultTexts {
  const known = written.get(result);
  if (known && known.m === m && known.ascii === ascii) return known.texts;
  const g = glyphs(ascii);
  const { columns, rows, total, scope } = result;
  const style = figureStyle(scope, m, g);
  const cellsOf = (row: ReportRow): CellText[] =>
    columns.map((column, at) => ({
      figure: figureText(column.kind, row.cells[at] ?? null, style),
      beside:
        at === 0 || !row.beside || (row.beside[at] ?? null) === null
          ? ''
          : `(${figureText(column.kind, row.beside[at] ?? null, style)})`,
      ...changeOf(column, at, row, result, m, g),
    }));
  const all = new Map(rows.map((row) => [row, cellsOf(row)]));
  const sums = total && cellsOf(total);
  const [first, ...figures] = sums ?? [];
  const totals = first ? [{ ...first, figure: m.reports.all }, ...figures] : null;
  const everything = [...all.values(), ...(totals ? [totals] : [])];
  const widths = columns.map((_, at) => {
    const widest = (part: 'figure' | 'beside' | 'change') =>
      everything.reduce((most, cells) => Math.max(most, widthOf(cells[at]?.[part] ?? '')), 0);
    return { figure: widest('figure'), beside: widest('beside'), change: widest('change') };
  });
  const texts = { cellsOf: (row: ReportRow) => all.get(row) ?? [], total: totals, widths };
  written.set(result, { m, ascii, texts });
  return texts;
}

const NOTHING = { change: '', tone: null } as const;

function changeOf(
  { kind, good }: ReportColumn,
  at: number,
  { cells, before }: ReportRow,
  { beforePeriod }: ReportResult,
  m: ConsoleMessages,
  g: Glyphs,
): Pick<CellText, 'change' | 'tone'> {
  if (at === 0 || !beforePeriod || before === undefined) return NOTHING;
  // What was not there before is told once, beside its first figure.
  if (before === null) return at === 1 ? { change: `${m.reports.newRow}  `, tone: null } : NOTHING;
  const [now, then] = [cells[at] ?? null, before[at] ?? null];
  // Nothing then and nothing now is told by the figure.
  if (now === 0 && then === 0) return NOTHING;
  const whole = changeText(kind, now, then, { minus: g.minus, thousands: m.thousands });
  if (whole === '') return NOTHING;
  const times = Math.round(Number(now) / Number(then));
  const text = whole.length > LONGEST_CHANGE ? `${g.times}${times}` : whole;
  const moved = Math.sign(Number(now) - Number(then));
  const isStill = !/[1-9]/.test(text) || moved === 0;
  const tone = isStill || !good ? null : (good === 'more') === moved > 0 ? 'better' : 'worse';
  const mark = tone === 'better' ? g.ascending : tone === 'worse' ? g.descending : ' ';
  return { change: `${text} ${mark}`, tone };
}
