import { Box } from 'ink';
import { glyphs } from '../../components/glyphs.ts';
import { Lines } from '../../components/Lines.tsx';
import { fitLine, type Line } from '../../components/text.ts';
import { consoleMessages } from '../../i18n/console.ts';
import type { ConsoleState } from '../../store/state.ts';
import { answerLine, footer, header, tabs } from '../chrome.ts';
import { reportRoom, tableHeight } from './layout.ts';
import { caption, daily, side, titleOf, visibleRows } from './parts.ts';
import { ReportTable } from './ReportTable.tsx';

/** The list of reports; the chosen one as a table; what went on day by day. */
export function Reports({ state }: { state: ConsoleState }) {
  const { columns, rows, report, ascii } = state;
  const m = consoleMessages(state.lang);
  const g = glyphs(ascii);
  const { height, side: sideWidth, width, below } = reportRoom(state);
  const { data, above, hidden } = visibleRows(state, m);
  const tableRoom = tableHeight(data.length);
  const focused = report.focus === 'table';
  const top: Line[] = [
    [{ text: ` ${focused ? `${g.cursor} ` : ''}${titleOf(state, m)}`, bold: true }],
    [{ text: ' ' }, ...caption(state, m)],
  ];
  const counted = m.reports.moreRows(above, hidden - above);
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
