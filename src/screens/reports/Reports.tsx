import asciichart from 'asciichart';
import { Box, Text } from 'ink';
import { Table } from 'ink-table';
import { glyphs } from '../../components/glyphs.ts';
import { Lines } from '../../components/Lines.tsx';
import { panel } from '../../components/panel.ts';
import { fitLine, fitText, type Line, printable } from '../../components/text.ts';
import { amountFromCents } from '../../domain/money.ts';
import { type ConsoleMessages, consoleMessages } from '../../i18n/console.ts';
import type { DayCount } from '../../services/reports/daily.ts';
import type { RegionRow } from '../../services/reports/regions.ts';
import type { ConsoleState } from '../../store/state.ts';
import { answerLine, footer, header, tabs } from '../chrome.ts';
import { FOOTER_ROWS } from '../layout.ts';

const SIDE = 26;
const HEADER_ROWS = 2;
/** Columns of the figures left of the line. */
const LABEL = 8;
const MAX_CHART_ROWS = 12;

function tableRow(row: RegionRow, name: string, m: ConsoleMessages) {
  const figure = (value: number | null, digits: number) =>
    value === null ? '–' : value.toFixed(digits);
  const { columns } = m.reports;
  return {
    [columns.region]: printable(name),
    [columns.deliveries]: row.deliveries.toLocaleString('en-US'),
    [columns.revenue]: amountFromCents(row.revenueCents).replace(/\B(?=(\d{3})+\.)/g, ','),
    [columns.mean]: figure(row.meanMinutes, 1),
    [columns.rating]: figure(row.meanRating, 2),
  };
}

/** Days of the month under their points, where there is room between two. */
function dayLabels(days: readonly DayCount[], step: number): string {
  const every = Math.ceil(4 / step);
  const labels = days.map(({ day }, index) =>
    (index % every === 0 ? day.slice(8) : '').padEnd(step),
  );
  return (' '.repeat(LABEL) + labels.join('')).trimEnd();
}

/** The line of deliveries a day, as many of the newest days as fit. */
export function dailyChart(days: readonly DayCount[], width: number, height: number): string[] {
  const room = Math.max(2, width - LABEL);
  const shown = days.slice(-room);
  if (shown.length < 2) return shown.map(({ day, deliveries }) => `${day}  ${deliveries}`);
  const step = Math.max(1, Math.floor((room - 1) / (shown.length - 1)));
  const points = shown.flatMap(({ deliveries }, index) => {
    const next = shown[index + 1]?.deliveries;
    if (next === undefined) return [deliveries];
    return Array.from({ length: step }, (_, i) => deliveries + ((next - deliveries) * i) / step);
  });
  const most = Math.max(...points, 1);
  const chart = asciichart.plot(points, {
    height: Math.max(1, Math.min(height - 2, MAX_CHART_ROWS, most)),
    min: 0,
    max: most,
    format: (value: number) => String(Math.round(value)).padStart(LABEL - 2),
  });
  return [...chart.split('\n'), dayLabels(shown, step)];
}

function side(state: ConsoleState, m: ConsoleMessages, height: number): Line[] {
  const g = glyphs(state.ascii);
  const { report } = state;
  const lines: Line[] = [
    [{ text: `${g.cursor} ${m.reports.regions}`, inverse: true }],
    [],
    [{ text: m.reports.period, dim: true }],
    [{ text: `  ${m.reports.periodNames[report.period]}` }],
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
  return [{ text: m.reports.done(total.deliveries, ms), dim: true }];
}

/** The report by region: a table, and the line of deliveries a day. */
export function Reports({ state }: { state: ConsoleState }) {
  const { columns, rows, report } = state;
  const m = consoleMessages(state.lang);
  const g = glyphs(state.ascii);
  const height = rows - HEADER_ROWS - FOOTER_ROWS;
  const width = columns - SIDE;
  const regions = report.result?.regions;
  const table = regions
    ? [
        ...regions.rows.map((row) => tableRow(row, row.region || m.reports.noRegion, m)),
        ...(regions.rows.length > 1 ? [tableRow(regions.total, m.reports.all, m)] : []),
      ]
    : [];
  const tableHeight = Math.min(
    Math.max(0, height - 6),
    table.length === 0 ? 0 : table.length * 2 + 3,
  );
  const chartHeight = height - tableHeight - 2;
  const days = report.result?.daily ?? [];
  const chart =
    chartHeight >= 6
      ? panel(
          {
            title: m.reports.daily,
            lines: dailyChart(days, width - 4, chartHeight - 3).map((text) => [
              { text, color: 'green' },
            ]),
          },
          width,
          chartHeight,
          g,
        )
      : [];
  const { region, deliveries, revenue, mean, rating } = m.reports.columns;
  const numbers = [deliveries, revenue, mean, rating].map((key) => ({
    key,
    align: 'right' as const,
  }));
  const title = `${m.reports.regions}, ${m.reports.periodNames[report.period]}`;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Lines lines={[header(state, m, g), tabs(state, m)]} ascii={state.ascii} />
      <Box height={height}>
        <Box flexDirection="column" width={SIDE}>
          <Lines lines={side(state, m, height)} ascii={state.ascii} />
        </Box>
        <Box flexDirection="column" width={width} height={height}>
          <Text bold>{fitText(` ${title}`, width)}</Text>
          <Lines
            lines={[fitLine([{ text: ' ' }, ...caption(state, m)], width)]}
            ascii={state.ascii}
          />
          <Box height={tableHeight} overflow="hidden">
            {table.length > 0 && <Table data={table} columns={[region, ...numbers]} />}
          </Box>
          <Lines lines={chart} ascii={state.ascii} />
        </Box>
      </Box>
      <Lines lines={[footer(state, m), answerLine(state, m)]} ascii={state.ascii} />
    </Box>
  );
}
