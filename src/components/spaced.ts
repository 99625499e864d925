import type { Glyphs } from './glyphs.ts';
import { type Line, plain, widthOf } from './text.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The columns of a line that hold one of these marks. */
function columnsOf(line: Line, marks: readonly string[]): Set<number> {
  const found = new Set<number>();
  let column = 0;
  for (const { segment } of graphemes.segment(plain(line))) {
    if (marks.includes(segment)) found.add(column);
    column += widthOf(segment);
  }
  return found;
}

/** The row between two: the frames go on through it, nothing else. */
function between(upper: Line, lower: Line, width: number, g: Glyphs): Line {
  const down = columnsOf(upper, [g.vertical, g.topLeft, g.topRight]);
  const up = columnsOf(lower, [g.vertical, g.bottomLeft, g.bottomRight]);
  const straight = columnsOf(upper, [g.vertical]);
  const below = columnsOf(lower, [g.vertical]);
  // Where corners are all one mark (ASCII), one frame that ends above another does not go on.
  const goesOn = (column: number) =>
    down.has(column) && up.has(column) && (straight.has(column) || below.has(column));
  const text = Array.from({ length: width }, (_, at) => (goesOn(at) ? g.vertical : ' ')).join('');
  return [{ text, dim: true }];
}

/** Lines with air between each two, for who sits far away; at most `rows` of them. Pure. */
export function spaced(lines: readonly Line[], width: number, rows: number, g: Glyphs): Line[] {
  const apart = lines.flatMap((line, index) => {
    const next = lines[index + 1];
    return next ? [line, between(line, next, width, g)] : [line];
  });
  return apart.slice(0, rows);
}
