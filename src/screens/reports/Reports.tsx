import { Box } from 'ink';
import { grouped } from '../../components/format.ts';
import { type Glyphs, glyphs, sparkline } from '../../components/glyphs.ts';
import { Lines } from '../../components/Lines.tsx';
import { panel } from '../../components/panel.ts';
import { fitLine, type Line } from '../../components/text.ts';
import { type ConsoleMessages, consoleMessages } from '../../i18n/console.ts';
import type { ConsoleState } from '../../store/state.ts';
import { answerLine, footer, header, tabs } from '../chrome.ts';
import { FOOTER_ROWS } from '../layout.ts';
import { dailyChart } from './chart.ts';
import { RegionsTable, tableHeight, tableRows } from './RegionsTable.tsx';

const SIDE = 26;
/** Up to this width the table has the room to itself. */
const WITH_SIDE = 100;
const HEADER_ROWS = 2;
/** Title and caption above the table. */
const ABOVE = 2;
/** Below this height a line of days is one row of bars. */
const MIN_CHART = 7;

function side(state: ConsoleState, m: ConsoleMessages, g: Glyphs, height: number): Line[] {
  const lines: Line[] = [
    [{ text: `${g.cursor} ${m.reports.regions}`, inverse: true }],
    [],
    [{ text: m.reports.period, dim: true }],
    [{ text: `  ${m.reports.periodNames[state.report.period]}` }],
    [{ text: `  ${m.reports.periodHint}`, dim: true }],
    [],
    [{ text: m.reports.zone, dim: true }],
    [{ text: `  ${Intl.DateTimeFormat().resolvedOptions().timeZone}` }],
  ];
  return panel({ title: m.reports.list, focused: true, lines }, SIDE, height, g);
}

/** What stands above the table: running, an error, or how long it took. */
function caption({ report }: ConsoleState, m: ConsoleMessages): Line {
  if (report.running) {
    const last = report.result ? m.reports.lastTook(report.result.regions.ms) : '';
    return [{ text: m.reports.running(String(report.elapsed), last), color: 'yellow' }];
  }
  if (report.error) return [{ text: report.error, color: 'red' }];
  if (!report.result) return [];
  const { total, ms } = report.result.regions;
  if (total.deliveries === 0) return [{ text: m.reports.empty, dim: true }];
  return [{ text: m.reports.done(grouped(String(total.deliveries), m), ms), dim: true }];
}

/** Deliveries a day as a line, or as one row of bars where there is no room for a line. */
function daily(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const days = state.report.result?.daily ?? [];
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

/** The report by region: a table, and the line of deliveries a day. */
export function Reports({ state }: { state: ConsoleState }) {
  const { columns, rows, report, ascii } = state;
  const m = consoleMessages(state.lang);
  const g = glyphs(ascii);
  const height = rows - HEADER_ROWS - FOOTER_ROWS;
  const sideWidth = columns > WITH_SIDE ? SIDE : 0;
  const width = columns - sideWidth;
  const all = report.result ? tableRows(report.result.regions, m, ascii) : [];
  // What does not fit is counted in a row of its own, and the bars keep one; the sum stays in sight.
  const below = height - ABOVE;
  const fitting = tableHeight(all.length) < below ? all.length : Math.floor((below - 5) / 2);
  const shown = fitting < all.length ? [...all.slice(0, fitting - 1), ...all.slice(-1)] : all;
  const hidden = all.length - shown.length;
  const tableRoom = tableHeight(shown.length);
  const title = `${m.reports.regions}, ${m.reports.periodNames[report.period]}`;
  const top: Line[] = [[{ text: ` ${title}`, bold: true }], [{ text: ' ' }, ...caption(state, m)]];
  const more: Line[] =
    hidden > 0 ? [[{ text: ` ${m.reports.moreRegions(hidden)}`, dim: true }]] : [];
  const bottom = daily(state, m, g, width, below - tableRoom - more.length);
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Lines lines={[header(state, m, g), tabs(state, m)]} ascii={ascii} />
      <Box height={height}>
        {sideWidth > 0 && (
          <Box flexDirection="column" width={sideWidth}>
            <Lines lines={side(state, m, g, height)} ascii={ascii} />
          </Box>
        )}
        <Box flexDirection="column" width={width} height={height}>
          <Lines lines={top.map((line) => fitLine(line, width))} ascii={ascii} />
          <Box height={tableRoom} overflow="hidden">
            {shown.length > 0 && <RegionsTable rows={shown} width={width} m={m} ascii={ascii} />}
          </Box>
          <Lines lines={[...more.map((line) => fitLine(line, width)), ...bottom]} ascii={ascii} />
        </Box>
      </Box>
      <Lines lines={[footer(state, m), answerLine(state, m)]} ascii={ascii} />
    </Box>
  );
}
