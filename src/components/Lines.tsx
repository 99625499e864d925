import chalk, { type ForegroundColorName } from 'chalk';
import { Text, useIsScreenReaderEnabled } from 'ink';
import { createContext, memo, useContext } from 'react';
import type { ThemeName } from '../domain/theme.ts';
import { asciiLine, type Line, plain, type Span } from './text.ts';
import { lookOf } from './theme.ts';

/** The theme of everything below. */
export const Theme = createContext<ThemeName>('default');

/** A piece as a theme draws it, in the terminal's own codes. */
function painted(span: Span, theme: ThemeName, colors: boolean): string {
  const { color, dim, bold, inverse } = lookOf(span, theme);
  let text = dim ? chalk.dim(span.text) : span.text;
  if (color && colors) {
    const paint = color.startsWith('#') ? chalk.hex(color) : chalk[color as ForegroundColorName];
    text = paint(text);
  }
  if (bold) text = chalk.bold(text);
  return inverse ? chalk.inverse(text) : text;
}

/** One text a row, in its styles already: in every frame Ink goes through every piece of every row. */
const Row = memo(({ text }: { text: string }) => <Text wrap="truncate">{text}</Text>);

/** Rows of the screen, one below the other; a row that did not change is not drawn again. */
export function Lines({ lines, ascii }: { lines: readonly Line[]; ascii: boolean }) {
  const theme = useContext(Theme);
  const readAloud = useIsScreenReaderEnabled();
  // chalk does not look at NO_COLOR, which takes the colours and leaves the rest.
  const colors = !process.env.NO_COLOR;
  const drawn = (line: Line) =>
    readAloud ? plain(line) : line.map((span) => painted(span, theme, colors)).join('');
  return lines.map((line, index) => (
    <Row key={index} text={drawn(ascii ? asciiLine(line) : line)} />
  ));
}
