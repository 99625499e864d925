import { grouped } from '../../components/format.ts';
import { type Glyphs, sparkline } from '../../components/glyphs.ts';
import { panel } from '../../components/panel.ts';
import { fitLine, type Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { REPORTS } from '../../services/reports/list.ts';
import type { ConsoleState } from '../../store/state.ts';
import { dailyChart } from './chart.ts';
import { reportRoom } from './layout.ts';
import { type Row, tableRows } from './rows.ts';

/** Below this height a line of days is one row of bars. */
const MIN_CHART = 7;

/** The list of reports, and what they are run over. */
export function side(
  { report }: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  size: [number, number],
) {
  const names = REPORTS.map(({ id }): Line => {
    const name = m.reports.names[id];
    if (id !== report.selected) return [{ text: `  ${name}` }];
    return [{ text: `${g.cursor} ${name}`, inverse: report.focus === 'list' }];
  });
  const lines: Line[] = [
    ...names,
    [],
    [{ text: m.reports.period, dim: true }],
    [{ text: `  ${m.reports.periodNames[report.period]}` }],
    [{ text: `  ${m.reports.periodHint}`, dim: true }],
    [],
    [{ text: m.reports.zone, dim: true }],
    [{ text: `  ${Intl.DateTimeFormat().resolvedOptions().timeZone}` }],
  ];
  return panel({ title: m.reports.list, focused: report.focus === 'list', lines }, ...size, g);
}

/** What stands above the table: running, an error, or how long it took. */
export function caption({ report }: ConsoleState, m: ConsoleMessages): Line {
  const { result, running, elapsed, error } = report;
  if (running) {
    const last = result ? m.reports.lastTook(result.ms) : '';
    return [{ text: m.reports.running(String(elapsed), last), color: 'yellow' }];
  }
  if (error) return [{ text: error, color: 'red' }];
  if (!result) return [];
  if (result.counted === 0) return [{ text: m.reports.empty, dim: true }];
  return [{ text: m.reports.done(grouped(String(result.counted), m), result.ms), dim: true }];
}

/** Deliveries a day as a line, or as one row of bars where there is no room for a line. */
export function daily(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const chart = state.report.result?.chart;
  const days = chart?.kind === 'days' ? chart.days : [];
  if (days.length === 0) return [];
  if (height >= MIN_CHART) {
    const rows = dailyChart(days, width - 4, height - 2, state.ascii);
    const lines = rows.map((text): Line => [{ text, color: 'green' }]);
    return panel({ title: m.reports.daily, lines }, width, height, g);
  }
  if (height < 1) return [];
  const counts = days.map(({ deliveries }) => deliveries).slice(-Math.floor(width / 3));
  const range = `${Math.min(...counts)} ${g.dash} ${Math.max(...counts)}`;
  const line: Line = [
    { text: ` ${m.reports.daily}  `, dim: true },
    { text: sparkline(counts, counts.length, g), color: 'green' },
    { text: `  ${range}` },
  ];
  return [fitLine(line, width)];
}

/** Which report, over what. */
export function titleOf({ report }: ConsoleState, m: ConsoleMessages): string {
  return `${m.reports.names[report.selected]}, ${m.reports.periodNames[report.period]}`;
}

/** The rows in sight with the sum below them; how many are above them, and hidden in all. */
export function visibleRows(
  state: ConsoleState,
  m: ConsoleMessages,
): { data: readonly Row[]; above: number; hidden: number } {
  const { result, offset } = state.report;
  if (!result) return { data: [], above: 0, hidden: 0 };
  const { shown } = reportRoom(state);
  const { rows, total } = tableRows(result, m, state.ascii);
  const above = Math.min(offset, Math.max(0, rows.length - shown));
  const seen = rows.slice(above, above + shown);
  return { data: [...seen, ...(total ? [total] : [])], above, hidden: rows.length - seen.length };
}
