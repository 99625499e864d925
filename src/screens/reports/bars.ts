import { figureText } from '../../components/figures.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { fitText, type Line, widthOf } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { ReportRow } from '../../services/reports/report.ts';
import type { ReportResult } from '../../services/reports/run.ts';

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
  const style = {
    ...{ thousands: m.thousands, dash: g.dash },
    ...{ noName: m.reports.noName, timeZone: scope.timeZone },
  };
  const figures = rows.map(({ cells }) => figureText(kind, cells[column] ?? null, style));
  const names = rows.map(({ cells }) => figureText('name', cells[0] ?? '', style));
  const widest = (texts: readonly string[]) =>
    texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
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
