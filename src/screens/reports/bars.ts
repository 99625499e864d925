import { figureText } from '../../components/figures.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { widest } from '../../components/pad.ts';
import { fitText, type Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { ReportRow } from '../../services/reports/report.ts';
import type { ReportResult } from '../../services/reports/run.ts';
import { figureStyle } from './cells.ts';

const LONGEST_NAME = 24;

/** A bar for each of these rows: the figure of one column, beside the greatest of all rows. Pure. */
export function barLines(
  { rows: all, columns, scope }: ReportResult,
  rows: readonly ReportRow[],
  column: number,
  width: number,
  m: ConsoleMessages,
  g: Glyphs,
): Line[] {
  const kind = columns[column]?.kind ?? 'count';
  const style = figureStyle(scope, m, g);
  const figures = rows.map(({ cells }) => figureText(kind, cells[column] ?? null, style));
  const names = rows.map(({ cells }) =>
    figureText(columns[0]?.kind ?? 'name', cells[0] ?? null, style),
  );
  const name = Math.min(widest(names), LONGEST_NAME, Math.floor(width / 3));
  const figure = widest(figures);
  const room = Math.max(1, width - name - figure - 4);
  const amountOf = ({ cells }: ReportRow) => Math.max(0, Number(cells[column] ?? 0) || 0);
  const most = all.reduce((greatest, row) => Math.max(greatest, amountOf(row)), 0);
  return rows.map((row, index) => {
    const size = most === 0 ? 0 : Math.round((amountOf(row) / most) * room);
    return [
      { text: `${fitText(names[index] ?? '', name)}  ` },
      { text: (g.bars.at(-1) ?? '').repeat(size).padEnd(room), color: 'green' },
      { text: `  ${fitText(figures[index] ?? '', figure, 'right')}` },
    ];
  });
}
