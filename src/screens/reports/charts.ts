import { type Glyphs, sparkline } from '../../components/glyphs.ts';
import type { Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { Chart } from '../../services/reports/report.ts';
import { rowsOf } from '../../store/report/rows.ts';
import type { ConsoleState } from '../../store/state.ts';
import { windowFor } from '../../store/window.ts';
import { barLines } from './bars.ts';
import { dailyChart } from './chart.ts';
import { heatLines } from './heat.ts';

/** What a chart shows. */
export function chartTitle(chart: Chart, { report }: ConsoleState, m: ConsoleMessages): string {
  const t = m.reports;
  if (chart.kind !== 'bars') return t.charts[chart.kind];
  const id = report.result?.columns[chart.column]?.id;
  return t.charts.bars(id ? t.columns[id] : '');
}

/** A chart as rows of at most `width` columns, `height` of them at most. */
export function chartLines(
  chart: Chart,
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  { width, height }: { width: number; height: number },
): Line[] {
  const { report, ascii, lang } = state;
  if (!report.result || height < 1) return [];
  switch (chart.kind) {
    case 'days': {
      const rows = dailyChart(chart.days, width, height, ascii);
      return rows.map((text): Line => [{ text, color: 'green' }]);
    }
    case 'heat': {
      const lines = heatLines(chart.cells, width, { lang, ascii, none: m.reports.legend });
      return lines.slice(0, height);
    }
    case 'bars': {
      const all = rowsOf(report);
      const at = Math.min(report.row, all.length - 1);
      const from = windowFor(at, all.length, height, report.offset);
      const rows = all.slice(from, from + height);
      return barLines(report.result, rows, chart.column, width, m, g);
    }
  }
}

/** The days as one row of bars, for where there is no room for a line. */
export function dayStrip(chart: Chart, width: number, m: ConsoleMessages, g: Glyphs): Line | null {
  if (chart.kind !== 'days' || chart.days.length < 2) return null;
  const counts = chart.days.map(({ deliveries }) => deliveries).slice(-Math.floor(width / 3));
  const range = `${Math.min(...counts)} ${g.dash} ${Math.max(...counts)}`;
  return [
    { text: `${m.reports.charts.days}  `, dim: true },
    { text: sparkline(counts, counts.length, g), color: 'green' },
    { text: `  ${range}` },
  ];
}
