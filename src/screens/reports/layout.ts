import { glyphs } from '../../components/glyphs.ts';
import { consoleMessages } from '../../i18n/console.ts';
import type { Chart } from '../../services/reports/report.ts';
import type { ConsoleState } from '../../store/state.ts';
import { captionLines } from './words.ts';

/** Columns of the list: where it always stands, and where it stands only while keys move it. */
const SIDE = 28;
const DRAWER = 26;
/** Up to this width the table has the room to itself. */
const WITH_SIDE = 100;
/** Header, tabs, keys and answer. */
const AROUND = 4;
/** The frame of the table, its titles and the rule below them. */
const HEAD = 4;
/** The sum and the rule above it. */
const SUM = 2;
/** Rows that are shown of a table in any case. */
const LEAST_ROWS = 3;

/** The room of the parts of Reports, in cells. */
export interface ReportRoom {
  readonly height: number;
  /** Columns of the list; 0: there is no room for it. */
  readonly side: number;
  /** Columns of table and chart, with their frames. */
  readonly width: number;
  /** Rows of the table's panel and of the chart's; 0: it is not shown. */
  readonly table: number;
  readonly chart: number;
  /** How many rows of the table are shown, without the sum. */
  readonly shown: number;
}

/** The rows that a chart's panel needs at least, and has use for. */
function chartRows(chart: Chart, rows: number): { least: number; best: number } {
  switch (chart.kind) {
    case 'days':
      return { least: 7, best: 16 };
    case 'heat':
      return { least: 11, best: 11 };
    case 'bars':
      return { least: Math.min(rows, 3) + 2, best: rows + 2 };
  }
}

/** What fits: the sum stays in sight, and what does not fit has a row that counts it. */
export function reportRoom(state: ConsoleState): ReportRoom {
  const { columns, rows, report } = state;
  const height = rows - AROUND;
  const { result, focus } = report;
  const side = columns > WITH_SIDE ? SIDE : focus === 'list' ? DRAWER : 0;
  const count = result?.rows.length ?? 0;
  const sum = result?.total ? SUM : 0;
  const width = columns - side;
  const head = HEAD + captionHeight(state, width - 4);
  const chart = chartHeight(state, height, head);
  const table = height - chart;
  const room = Math.max(0, table - head - sum);
  // A row of it counts what does not fit.
  const shown = count <= room ? count : Math.max(1, room - 1);
  return { height, side, width, table, chart, shown };
}

/** An error may take more than one row; whatever else is told is one. */
function captionHeight(state: ConsoleState, width: number): number {
  if (state.report.error === null || state.report.running) return 1;
  const m = consoleMessages(state.lang);
  return captionLines(state, m, glyphs(state.ascii), { width, table: null }).length;
}

/** Rows for the chart, where `head` of `height` stand above the rows of the table. */
function chartHeight({ report }: ConsoleState, height: number, head: number): number {
  const { result, shown } = report;
  const count = result?.rows.length ?? 0;
  // One bar is beside nothing.
  const isAlone = result?.chart?.kind === 'bars' && count === 1;
  if (!result?.chart || count === 0 || isAlone || shown === 'table') return 0;
  if (shown === 'chart') return height;
  const { least, best } = chartRows(result.chart, count);
  const rows = count > LEAST_ROWS ? LEAST_ROWS + 1 : count;
  const sum = result.total ? SUM : 0;
  const most = height - head - sum - rows;
  // A heat map says more than the few rows that would be left beside it.
  if (most < least) return result.chart.kind === 'heat' ? height : 0;
  const asked = Math.max(height - head - count - sum, Math.floor(height / 3));
  return Math.min(most, Math.max(least, Math.min(best, asked)));
}
