import chalk from 'chalk';
import { Text, useIsScreenReaderEnabled } from 'ink';
import { memo } from 'react';
import { asciiLine, type Line, plain, type Span } from './text.ts';

/** A piece in its style. */
function painted({ text, color, dim, bold, inverse }: Span, colors: boolean): string {
  let styled = text;
  if (dim) styled = chalk.dim(styled);
  if (color && colors) styled = chalk[color](styled);
  if (bold) styled = chalk.bold(styled);
  return inverse ? chalk.inverse(styled) : styled;
}

/** A text that is styled already: Ink goes through every piece of a row in every frame. */
const Row = memo(({ text }: { text: string }) => <Text wrap="truncate">{text}</Text>);

/** Rows of the screen, one below the other; a row that did not change is not drawn again. */
export function Lines({ lines, ascii }: { lines: readonly Line[]; ascii: boolean }) {
  const readAloud = useIsScreenReaderEnabled();
  // chalk does not look at NO_COLOR, which takes the colours and leaves the rest.
  const colors = !process.env.NO_COLOR;
  return lines.map((line, index) => {
    const own = ascii ? asciiLine(line) : line;
    return (
      <Row
        key={index}
        text={readAloud ? plain(own) : own.map((span) => painted(span, colors)).join('')}
      />
    );
  });
}
