import { type Line, plain, widthOf } from '../../components/text.ts';

/** A panel that was drawn: its title, its rows as they stand in it, and where it is. */
export interface Box {
  readonly title: string;
  readonly rows: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A line by its columns; a wide letter has an empty one behind it. */
function cellsOf(line: Line): string[] {
  return Array.from(graphemes.segment(plain(line))).flatMap(({ segment }) => {
    const width = widthOf(segment);
    return width === 0 ? [] : [segment, ...Array<string>(width - 1).fill('')];
  });
}

/** The panels of a frame, by columns from left to right, and the rows that are in none. Pure. */
export function boxesOf(lines: readonly Line[]): { boxes: Box[]; others: string[] } {
  const grid = lines.map(cellsOf);
  const boxes = grid.flatMap((cells, y) =>
    cells.flatMap((cell, x): Box[] => {
      const right = cell === '╭' ? cells.indexOf('╮', x) : -1;
      const below = grid.findIndex((row, at) => at > y && row[x] === '╰');
      if (right < 0 || below < 0) return [];
      const inside = (row: readonly string[]) => row.slice(x + 1, right).join('');
      const rows = grid.slice(y + 1, below).map(inside);
      const title = inside(cells).replace(/─+/g, ' ').trim();
      return [{ title, rows, x, y, height: below - y + 1 }];
    }),
  );
  const isOutside = (at: number) => boxes.every(({ y, height }) => at < y || at >= y + height);
  return {
    boxes: boxes.sort((a, b) => a.x - b.x || a.y - b.y),
    others: lines.map(plain).filter((_, at) => isOutside(at)),
  };
}
