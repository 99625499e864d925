import { Text } from 'ink';
import { createContext, memo, useContext } from 'react';
import type { ThemeName } from '../domain/theme.ts';
import { asciiLine, type Line } from './text.ts';
import { type Look, lookOf } from './theme.ts';

/** The theme of everything below. */
export const Theme = createContext<ThemeName>('default');

/** A look as Ink takes it. No colours where the user wants none: chalk does not look at NO_COLOR. */
function propsOf({ color, dim, bold, inverse }: Look) {
  const colored = color && !process.env.NO_COLOR ? { color } : {};
  return { ...colored, dimColor: dim, bold, inverse };
}

const Row = memo(
  ({ line, theme }: { line: Line; theme: ThemeName }) => (
    <Text wrap="truncate">
      {line.map((span, index) => (
        <Text key={index} {...propsOf(lookOf(span, theme))}>
          {span.text}
        </Text>
      ))}
    </Text>
  ),
  (before, after) =>
    before.theme === after.theme && JSON.stringify(before.line) === JSON.stringify(after.line),
);

/** Rows of the screen, one below the other; a row that did not change is not drawn again. */
export function Lines({ lines, ascii }: { lines: readonly Line[]; ascii: boolean }) {
  const theme = useContext(Theme);
  return lines.map((line, index) => (
    <Row key={index} line={ascii ? asciiLine(line) : line} theme={theme} />
  ));
}
