import { Box } from 'ink';
import { Lines } from '../../components/Lines.tsx';
import type { Line } from '../../components/text.ts';
import type { ConsoleState } from '../../store/state.ts';
import { answerLine, footer, header, tabs } from '../chrome.ts';
import { viewOf } from '../screens.ts';
import { reportParts } from './parts.ts';
import { ReportTable } from './ReportTable.tsx';

/** The list of reports; the chosen one as a table; its chart. */
export function Reports({ state }: { state: ConsoleState }) {
  const { columns, rows, ascii } = state;
  const view = viewOf(state);
  const { m, g, height } = view;
  const { side, top, table, tableRows, bottom, width } = reportParts(view);
  const border: Line = [{ text: g.vertical, dim: true }];
  const borders = Array.from({ length: tableRows }, () => border);
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Lines lines={[header(state, m, g), tabs(state, m)]} ascii={ascii} />
      <Box height={height}>
        <Box flexDirection="column" width={columns - width}>
          <Lines lines={side} ascii={ascii} />
        </Box>
        <Box flexDirection="column" width={width} height={height}>
          <Lines lines={top} ascii={ascii} />
          {table && (
            <Box height={tableRows}>
              <Box flexDirection="column" width={1}>
                <Lines lines={borders} ascii={ascii} />
              </Box>
              <Box flexDirection="column" width={width - 2} overflow="hidden">
                <ReportTable model={table} ascii={ascii} />
              </Box>
              <Box flexDirection="column" width={1}>
                <Lines lines={borders} ascii={ascii} />
              </Box>
            </Box>
          )}
          <Lines lines={bottom} ascii={ascii} />
        </Box>
      </Box>
      <Lines lines={[footer(state, m), answerLine(state, m)]} ascii={ascii} />
    </Box>
  );
}
