import type { Glyphs } from '../../components/glyphs.ts';
import type { Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { windowFor } from '../../store/window.ts';
import { hiddenWord } from './words.ts';

/** A list in a panel. */
export interface PanelList {
  readonly rows: readonly Line[];
  /** How many there are, where not all were read. */
  readonly total?: number;
  /** The row under the cursor; null while keys are elsewhere. */
  readonly cursor: number | null;
  /** Whether rows have room for the cursor's mark also while it is elsewhere. */
  readonly marked?: boolean;
  readonly height: number;
}

/** Columns that the cursor's mark takes, where a list has one. */
export const MARK = 2;

/**
 * The rows of a list that a panel has room for: around the cursor while it is there, else from the top; what
 * is out of sight is counted on the last row.
 */
export function listLines(
  { rows, total = rows.length, cursor, marked = cursor !== null, height }: PanelList,
  m: ConsoleMessages,
  g: Glyphs,
): Line[] {
  const room = Math.max(1, total > height ? height - 1 : height);
  const margin = marked ? ' '.repeat(MARK) : '';
  const offset = cursor === null ? 0 : windowFor(cursor, rows.length, room, 0);
  const shown = rows.slice(offset, offset + room).map((row, index): Line => {
    if (offset + index !== cursor) return [{ text: margin }, ...row];
    return [{ text: `${g.cursor} ` }, ...row].map((span) => ({ ...span, inverse: true }));
  });
  const hidden = hiddenWord(offset, total - offset - shown.length, m);
  const counted: Line[] = hidden ? [[{ text: `${margin}${hidden}`, dim: true }]] : [];
  return [...shown, ...counted].slice(0, Math.max(height, 1));
}
