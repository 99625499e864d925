import { type Color, type Line, printable, type Span, widthOf } from './text.ts';

/** A place on the canvas in dots from its top left corner; fractions are rounded down. */
export interface Dot {
  readonly x: number;
  readonly y: number;
}

/** How something is drawn. */
export interface Ink {
  readonly color?: Color;
  readonly dim?: boolean;
  readonly bold?: boolean;
  readonly inverse?: boolean;
}

/**
 * A canvas of terminal cells with 2 × 4 dots each; in most fonts the dots are square. Whatever is drawn
 * beyond its edges, or at no number at all, is left out. What comes later lies on top.
 */
export interface Canvas {
  readonly dot: (at: Dot, ink?: Ink) => void;
  /** `every`: only each so manieth dot of it, so that it is dotted. */
  readonly line: (from: Dot, to: Dot, ink?: Ink, every?: number) => void;
  /** The outline of a circle, its radius in dots. */
  readonly circle: (centre: Dot, radius: number, ink?: Ink) => void;
  /** Text over the dots, from the cell of a dot to the right. */
  readonly label: (at: Dot, text: string, ink?: Ink) => void;
  /** Changes how the cell of a dot looks, whatever is in it. */
  readonly restyle: (at: Dot, ink: Ink) => void;
  /** The rows: exactly as many as asked for, each exactly as wide. */
  readonly lines: () => Line[];
}

export const DOTS_ACROSS = 2;
export const DOTS_DOWN = 4;

/** The bit of each dot in a braille character, row by row. */
const BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
const BRAILLE = 0x2800;
/** Without Unicode: the more dots a cell has, the darker its mark. */
const SHADES = ' .:++**##';

/** A cell: its dots, or the text over them (empty: the right half of a wide letter), and its look. */
interface Cell {
  dots: number;
  text: string | null;
  ink: Ink;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** An empty canvas, its size in cells. */
export function brailleCanvas(width: number, height: number, ascii: boolean): Canvas {
  const cells = Array.from({ length: Math.max(0, width) * Math.max(0, height) }, (): Cell => {
    return { dots: 0, text: null, ink: {} };
  });
  const right = width * DOTS_ACROSS - 1;
  const bottom = height * DOTS_DOWN - 1;

  const cellAt = (column: number, row: number): Cell | undefined =>
    column >= 0 && column < width && row >= 0 && row < height
      ? cells[row * width + column]
      : undefined;

  const cellOf = ({ x, y }: Dot) => cellAt(Math.floor(x / DOTS_ACROSS), Math.floor(y / DOTS_DOWN));

  const dot = (at: Dot, ink: Ink = {}): void => {
    const cell = cellOf(at);
    if (!cell) return;
    const bit = (Math.floor(at.y) % DOTS_DOWN) * DOTS_ACROSS + (Math.floor(at.x) % DOTS_ACROSS);
    cell.dots |= BITS[bit] ?? 0;
    if (cell.text === null) cell.ink = ink;
  };

  const line = (from: Dot, to: Dot, ink: Ink = {}, every = 1): void => {
    const inside = clipped(from, to, right, bottom);
    if (!inside) return;
    const [a, b] = inside;
    const steps = Math.ceil(Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y)));
    for (let i = 0; i <= steps; i += every) {
      const share = steps === 0 ? 0 : i / steps;
      const at = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
      dot({ x: Math.round(at.x), y: Math.round(at.y) }, ink);
    }
  };

  // Column by column and row by row: no gap, and no more work for a circle larger than the canvas.
  const circle = (centre: Dot, radius: number, ink: Ink = {}): void => {
    for (let x = 0; x <= right; x += 1) {
      const high = Math.sqrt(radius ** 2 - (x - centre.x) ** 2);
      for (const y of [centre.y - high, centre.y + high]) dot({ x, y: Math.round(y) }, ink);
    }
    for (let y = 0; y <= bottom; y += 1) {
      const wide = Math.sqrt(radius ** 2 - (y - centre.y) ** 2);
      for (const x of [centre.x - wide, centre.x + wide]) dot({ x: Math.round(x), y }, ink);
    }
  };

  const write = (column: number, row: number, text: string, ink: Ink): void => {
    const cell = cellAt(column, row);
    if (!cell) return;
    // Half of a wide letter can't stay alone.
    const [left, next] = [cellAt(column - 1, row), cellAt(column + 1, row)];
    if (cell.text === '' && text !== '' && left) left.text = ' ';
    if (cell.text !== '' && next?.text === '' && widthOf(text) < 2) next.text = ' ';
    cell.text = text;
    cell.ink = ink;
  };

  const label = (at: Dot, text: string, ink: Ink = {}): void => {
    let column = Math.floor(at.x / DOTS_ACROSS);
    const row = Math.floor(at.y / DOTS_DOWN);
    for (const { segment } of graphemes.segment(printable(text))) {
      if (column >= width) break;
      const size = widthOf(segment);
      if (size === 0) continue;
      const whole = size === 2 && column >= 0 && column + 1 < width;
      write(column, row, size === 1 || whole ? segment : ' ', ink);
      if (size > 1) write(column + 1, row, whole ? '' : ' ', ink);
      column += size;
    }
  };

  const restyle = (at: Dot, ink: Ink): void => {
    const cell = cellOf(at);
    if (cell) cell.ink = { ...cell.ink, ...ink };
  };

  const character = ({ dots, text }: Cell): string => {
    if (text !== null) return text;
    if (dots === 0) return ' ';
    if (ascii) return SHADES[bitsOf(dots)] ?? ' ';
    return String.fromCharCode(BRAILLE + dots);
  };

  const lines = (): Line[] =>
    Array.from({ length: Math.max(0, height) }, (_, row) =>
      joined(
        cells
          .slice(row * width, (row + 1) * width)
          .map((cell): Span => ({ ...cell.ink, text: character(cell) })),
      ),
    );

  return { dot, line, circle, label, restyle, lines };
}

function bitsOf(dots: number): number {
  return BITS.filter((bit) => (dots & bit) !== 0).length;
}

/** Neighbours of the same look as one span: fewer escape codes on the way to the terminal. */
function joined(spans: readonly Span[]): Line {
  const line: Span[] = [];
  for (const span of spans) {
    const last = line.at(-1);
    if (last && sameLook(last, span))
      line[line.length - 1] = { ...last, text: last.text + span.text };
    else line.push(span);
  }
  return line;
}

function sameLook(a: Span, b: Span): boolean {
  return (
    a.color === b.color &&
    (a.dim ?? false) === (b.dim ?? false) &&
    (a.bold ?? false) === (b.bold ?? false) &&
    (a.inverse ?? false) === (b.inverse ?? false)
  );
}

/** The part of a line within 0…right, 0…bottom (Liang and Barsky); null when there is none. */
function clipped(from: Dot, to: Dot, right: number, bottom: number): [Dot, Dot] | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [begin, end] = [0, 1];
  for (const [step, room] of [
    [-dx, from.x],
    [dx, right - from.x],
    [-dy, from.y],
    [dy, bottom - from.y],
  ] as const) {
    if (!Number.isFinite(step) || !Number.isFinite(room)) return null;
    if (step === 0 && room < 0) return null;
    if (step < 0) begin = Math.max(begin, room / step);
    if (step > 0) end = Math.min(end, room / step);
  }
  if (begin > end) return null;
  const at = (share: number): Dot => ({ x: from.x + dx * share, y: from.y + dy * share });
  return [at(begin), at(end)];
}
