import {
  type Canvas,
  DOTS_ACROSS,
  DOTS_DOWN,
  type Dot,
  type Ink,
} from '../../components/braille.ts';
import { fitText, printable, widthOf } from '../../components/text.ts';

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
    const cells = widthOf(name);
    if (cells === 0) return;
    // One cell of air on both sides; the mark itself, and what stands right of it, are taken.
    const start = [column + 2, column + 3, column - 1 - cells].find(
      (from) => isFree(from, row, cells) && (from < column || !taken.has(row * width + from - 1)),
    );
    if (start === undefined) return;
    const from = { x: start * DOTS_ACROSS, y: at.y };
    canvas.label(from, name, ink);
    reserve(from, cells);
  };

  return { reserve, beside };
}
