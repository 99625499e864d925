import { grouped } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { heatMap, weekdays } from '../../components/heat.ts';
import { widest } from '../../components/pad.ts';
import type { Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { Chart } from '../../services/reports/report.ts';
import { rowsOf } from '../../store/report/rows.ts';
import type { ConsoleState } from '../../store/state.ts';
import { windowFor } from '../../store/window.ts';
import { barLines } from './bars.ts';
import { dailyChart } from './chart.ts';

const HOURS = 24;
/** Columns of an hour of the heat map at most. */
const MOST_CELL = 4;

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
      const rows = weekdays(lang);
      const fits = Math.floor((width - widest(rows) - 2) / HOURS);
      const figure = (value: number) => grouped(String(value), m);
      const map = heatMap(chart.cells, {
        ...{ ascii, rows, figure, cell: Math.max(1, Math.min(MOST_CELL, fits)) },
      });
      const lines = map.filter((text) => text !== '');
      return lines.slice(0, height).map((text): Line => [{ text, color: 'green' }]);
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
