import { Box } from 'ink';
import { grouped } from '../../components/format.ts';
import { type Glyphs, glyphs, sparkline } from '../../components/glyphs.ts';
import { Lines } from '../../components/Lines.tsx';
import { panel } from '../../components/panel.ts';
import { fitLine, type Line } from '../../components/text.ts';
import { type ConsoleMessages, consoleMessages } from '../../i18n/console.ts';
import { REPORTS } from '../../services/reports/list.ts';
import type { ConsoleState } from '../../store/state.ts';
import { answerLine, footer, header, tabs } from '../chrome.ts';
import { dailyChart } from './chart.ts';
import { reportRoom, tableHeight } from './layout.ts';
import { ReportTable, tableRows } from './ReportTable.tsx';

/** Below this height a line of days is one row of bars. */
const MIN_CHART = 7;

/** The list of reports, and what they are run over. */
function side({ report }: ConsoleState, m: ConsoleMessages, g: Glyphs, size: [number, number]) {
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
function caption({ report }: ConsoleState, m: ConsoleMessages): Line {
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
function daily(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const days = state.report.result?.trend ?? [];
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

/** The list of reports; the chosen one as a table; what went on day by day. */
export function Reports({ state }: { state: ConsoleState }) {
  const { columns, rows, report, ascii } = state;
  const m = consoleMessages(state.lang);
  const g = glyphs(ascii);
  const { height, side: sideWidth, width, below, shown } = reportRoom(state);
  const table = report.result && tableRows(report.result, m, ascii);
  const all = table?.rows ?? [];
  const from = Math.min(report.offset, Math.max(0, all.length - shown));
  const seen = all.slice(from, from + shown);
  const data = [...seen, ...(table?.total ? [table.total] : [])];
  const tableRoom = tableHeight(data.length);
  const hidden = all.length - seen.length;
  const title = `${m.reports.names[report.selected]}, ${m.reports.periodNames[report.period]}`;
  const focused = report.focus === 'table';
  const top: Line[] = [
    [{ text: ` ${focused ? `${g.cursor} ` : ''}${title}`, bold: true }],
    [{ text: ' ' }, ...caption(state, m)],
  ];
  const counted = m.reports.moreRows(from, hidden - from);
  const more: Line[] = hidden > 0 ? [[{ text: ` ${counted}`, dim: true }]] : [];
  const bottom = daily(state, m, g, width, below - tableRoom - more.length);
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Lines lines={[header(state, m, g), tabs(state, m)]} ascii={ascii} />
      <Box height={height}>
        {sideWidth > 0 && (
          <Box flexDirection="column" width={sideWidth}>
            <Lines lines={side(state, m, g, [sideWidth, height])} ascii={ascii} />
          </Box>
        )}
        <Box flexDirection="column" width={width} height={height}>
          <Lines lines={top.map((line) => fitLine(line, width))} ascii={ascii} />
          <Box height={tableRoom} overflow="hidden">
            {data.length > 0 && <ReportTable rows={data} width={width} ascii={ascii} />}
          </Box>
          <Lines lines={[...more.map((line) => fitLine(line, width)), ...bottom]} ascii={ascii} />
        </Box>
      </Box>
      <Lines lines={[footer(state, m), answerLine(state, m)]} ascii={ascii} />
    </Box>
  );
}
