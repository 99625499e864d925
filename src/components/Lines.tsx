import { Text } from 'ink';
import { memo } from 'react';
import { asciiLine, type Color, type Line } from './text.ts';

/** Colours, unless the user wants none: chalk does not look at NO_COLOR. */
function colorOf(color: Color | undefined): { color?: Color } {
  return color && !process.env.NO_COLOR ? { color } : {};
}

const Row = memo(
  ({ line }: { line: Line }) => (
    <Text wrap="truncate">
      {line.map(({ text, color, dim, bold, inverse }, index) => (
        <Text
          key={index}
          {...colorOf(color)}
          dimColor={dim === true}
          bold={bold === true}
          inverse={inverse === true}
        >
          {text}
        </Text>
      ))}
    </Text>
  ),
  (before, after) => JSON.stringify(before.line) === JSON.stringify(after.line),
);

/** Rows of the screen, one below the other; a row that did not change is not drawn again. */
export function Lines({ lines, ascii }: { lines: readonly Line[]; ascii: boolean }) {
  return lines.map((line, index) => <Row key={index} line={ascii ? asciiLine(line) : line} />);
}
