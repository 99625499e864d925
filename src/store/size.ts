import type { ThemeName } from '../domain/theme.ts';
import type { ScreenName } from './state.ts';

/** In cells. */
interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const MIN_COLUMNS = 60;
export const MIN_ROWS = 16;

/** A terminal's size; one that does not tell (0, or nothing at all) is taken for 80×24. */
export function sizeOf({ columns, rows }: Partial<Size>): Size {
  const told = Number(columns) > 0 && Number(rows) > 0;
  return told ? { columns: Number(columns), rows: Number(rows) } : { columns: 80, rows: 24 };
}

/** Screens whose rows belong together as a picture: they are never drawn apart. */
const PICTURES: readonly ScreenName[] = ['map', 'reports'];

/** The size that a screen is drawn for: the large theme puts air between its rows, where they stay enough. */
export function drawnSize({ columns, rows }: Size, theme: ThemeName, screen: ScreenName): Size {
  const apart = Math.floor((rows + 1) / 2);
  const airy = theme === 'large' && !PICTURES.includes(screen) && apart >= MIN_ROWS;
  return { columns, rows: airy ? apart : rows };
}

/** Whether a terminal has no room for any screen. */
export function isTooSmall(columns: number, rows: number): boolean {
  return !(columns >= MIN_COLUMNS && rows >= MIN_ROWS);
}

/** Up to this width there is one column. */
const ONE_COLUMN = 100;
/** Side by side needs three rows of panels. */
const THREE_ROWS = 26;

/** Whether the panels stand in one column, or side by side. */
export function isOneColumn(columns: number, rows: number): boolean {
  return columns <= ONE_COLUMN || rows < THREE_ROWS;
}

/** Three columns: counts, alerts and leaders; what waits and who is near; what is late and what happened. */
export function isThreeColumns(columns: number, rows: number): boolean {
  return columns >= 170 && rows >= 40;
}
