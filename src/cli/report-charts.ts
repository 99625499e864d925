import type { FigureStyle } from '../components/figures.ts';
import { figureText } from '../components/figures.ts';
import { grouped } from '../components/format.ts';
import { heatMap, weekdays } from '../components/heat.ts';
import { dailyChart } from '../screens/reports/chart.ts';
import type { ReportResult } from '../services/reports/run.ts';
import type { Call } from './call.ts';
import { aligned } from './columns.ts';

/** Columns that a chart takes: half of the terminals and most papers are no wider. */
const WIDTH = 80;
const ROWS = 12;
const BAR = 40;
const MOST_BARS = 15;

/** The chart of a report under its heading, a line an entry; none where there is nothing to compare. */
export function chartLines(call: Call, result: ReportResult, style: FigureStyle): string[] {
  const { chart } = result;
  const words = call.m.reportCommands;
  const { ascii, lang } = call.config;
  switch (chart?.kind) {
    case 'days':
      if (chart.days.length < 2) return [];
      return ['', words.daily, '', ...dailyChart(chart.days, WIDTH, ROWS, ascii)];
    case 'bars':
      return barLines(call, result, chart.column, style);
    case 'heat': {
      const figure = (value: number) => grouped(String(value), style);
      const map = heatMap(chart.cells, { ascii, rows: weekdays(lang), figure });
      return ['', words.heat, '', ...map];
    }
    default:
      return [];
  }
}

/** A bar for each of the first rows, as long as its figure is great. */
function barLines(
  { m, config }: Call,
  { columns, rows }: ReportResult,
  at: number,
  style: FigureStyle,
): string[] {
  const [first, column] = [columns[0], columns[at]];
  const shown = rows.slice(0, MOST_BARS);
  const values = shown.map(({ cells }) => Math.max(0, Number(cells[at] ?? 0)));
  const most = Math.max(0, ...values);
  if (!first || !column || shown.length < 2 || most === 0) return [];
  const bars = shown.map(({ cells }, row) => [
    figureText(first.kind, cells[0] ?? null, style),
    figureText(column.kind, cells[at] ?? null, style),
    (config.ascii ? '#' : '█').repeat(Math.round(((values[row] ?? 0) / most) * BAR)),
  ]);
  const heading = m.reportCommands.bars(m.reports.columns[column.id]);
  return ['', heading, '', ...aligned(bars, (each) => each !== 1)];
}
