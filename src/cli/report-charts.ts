import type { FigureStyle } from '../components/figures.ts';
import { grouped } from '../components/format.ts';
import { glyphs } from '../components/glyphs.ts';
import { heatMap, weekdays } from '../components/heat.ts';
import { plain } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import { barLines } from '../screens/reports/bars.ts';
import { dailyChart } from '../screens/reports/chart.ts';
import type { ReportResult } from '../services/reports/run.ts';
import type { Call } from './call.ts';

/** Columns that a chart takes: half of the terminals and most papers are no wider. */
const WIDTH = 80;
const ROWS = 12;
const MOST_BARS = 15;

/** The chart of a report under its heading, a line an entry; none where there is nothing to compare. */
export function chartLines(call: Call, result: ReportResult, style: FigureStyle): string[] {
  const { chart } = result;
  const words = call.m.reportCommands;
  const { ascii, lang } = call.config;
  switch (chart?.kind) {
    case 'days':
      if (chart.days.length < 2) return [];
      return [
        '',
        words.daily,
        '',
        ...dailyChart(chart.days, WIDTH, ROWS, ascii).map((line) => line.trimEnd()),
      ];
    case 'bars':
      return bars(call, result, chart.column);
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
function bars({ m, config }: Call, result: ReportResult, at: number): string[] {
  const column = result.columns[at];
  const shown = result.rows.slice(0, MOST_BARS);
  const isNothing = shown.every(({ cells }) => !(Number(cells[at]) > 0));
  if (!column || shown.length < 2 || isNothing) return [];
  const words = consoleMessages(config.lang);
  const lines = barLines(result, shown, at, WIDTH, words, glyphs(config.ascii));
  return ['', m.reportCommands.bars(m.reports.columns[column.id]), '', ...lines.map(plain)];
}
