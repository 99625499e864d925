import { type Canvas, DOTS_ACROSS, DOTS_DOWN, type Dot, type Ink } from './braille.ts';
import { fitText, printable, widthOf } from './text.ts';

/** Names are cut to this: on a map they only help to tell things apart. */
const LONGEST = 20;

/** Text over a map that never covers a mark or another text. */
export interface Labels {
  /** Keeps the cell of a dot, and as many to its right, free of labels. */
  readonly reserve: (at: Dot, cells: number) => void;
  /** Writes beside the cell of a dot, right of it or left, where there is room; else not at all. */
  readonly beside: (at: Dot, text: string, ink: Ink) => void;
}

export function labelsOn(canvas: Canvas, width: number, height: number): Labels {
  const taken = new Set<number>();
  const cell = ({ x, y }: Dot) => [Math.floor(x / DOTS_ACROSS), Math.floor(y / DOTS_DOWN)] as const;

  const isFree = (column: number, row: number, cells: number): boolean => {
    if (column < 0 || column + cells > width || row < 0 || row >= height) return false;
    return !Array.from({ length: cells }, (_, i) => row * width + column + i).some((each) =>
      taken.has(each),
    );
  };

  const reserve = (at: Dot, cells: number): void => {
    const [column, row] = cell(at);
    for (let i = 0; i < cells; i += 1) taken.add(row * width + column + i);
  };

  const beside = (at: Dot, text: string, ink: Ink): void => {
    const [column, row] = cell(at);
    const whole = printable(text);
    const name = fitText(whole, Math.min(widthOf(whole), LONGEST));
    if (name === '') return;
    // With a blank between it and the mark, or what stands right of the mark.
    const cells = widthOf(name) + 1;
    const start = [column + 1, column + 2, column - cells].find((from) => isFree(from, row, cells));
    if (start === undefined) return;
    const from = { x: start * DOTS_ACROSS, y: at.y };
    canvas.label(from, start < column ? `${name} ` : ` ${name}`, ink);
    reserve(from, cells);
  };

  return { reserve, beside };
}
