import { isOneColumn, isTooSmall } from '../store/size.ts';

export type PanelName = 'orders' | 'waiting' | 'top' | 'nearest' | 'alerts' | 'events';

/** A panel's place on the screen; (0, 0) is the upper left corner. */
export interface Rect {
  readonly panel: PanelName;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rows above the panels of Live: header and tabs, and with one column the counts. */
export function headerRows(columns: number, rows: number): number {
  return isOneColumn(columns, rows) ? 3 : 2;
}

/** Keys and answer. */
export const FOOTER_ROWS = 2;

/**
 * Where the panels of Live stand, by rows from top to bottom; null where the terminal is too small.
 * `topFocused`: with one column the leaderboard takes the place of the events.
 */
export function liveLayout(columns: number, rows: number, topFocused: boolean): Rect[] | null {
  if (isTooSmall(columns, rows)) return null;
  const top = headerRows(columns, rows);
  const height = rows - top - FOOTER_ROWS;
  return isOneColumn(columns, rows)
    ? narrow(columns, top, height, topFocused)
    : wide(columns, top, height);
}

function pair(
  left: PanelName,
  right: PanelName,
  y: number,
  height: number,
  leftWidth: number,
  columns: number,
): Rect[] {
  return [
    { panel: left, x: 0, y, width: leftWidth, height },
    { panel: right, x: leftWidth, y, width: columns - leftWidth, height },
  ];
}

function wide(columns: number, top: number, height: number): Rect[] {
  const first = Math.max(10, Math.floor(height * 0.28));
  const second = Math.max(8, Math.floor(height * 0.39));
  const third = height - first - second;
  const left = Math.floor(columns * 0.42);
  const rows = [
    ...pair('orders', 'waiting', top, first, left, columns),
    ...pair('top', 'nearest', top + first, second, left, columns),
  ];
  return [...rows, ...pair('alerts', 'events', top + first + second, third, left, columns)];
}

function narrow(columns: number, top: number, height: number, topFocused: boolean): Rect[] {
  const lower = height < 15 ? (topFocused ? 4 : 0) : Math.max(4, Math.floor(height * 0.27));
  const waiting = Math.ceil((height - lower) / 2);
  const nearest = height - lower - waiting;
  const rects: Rect[] = [
    { panel: 'waiting', x: 0, y: top, width: columns, height: waiting },
    { panel: 'nearest', x: 0, y: top + waiting, width: columns, height: nearest },
  ];
  if (lower === 0) return rects;
  const right = topFocused ? 'top' : 'events';
  return [
    ...rects,
    ...pair('alerts', right, top + waiting + nearest, lower, Math.floor(columns / 2), columns),
  ];
}

/** How many waiting orders a panel of this height shows under its heading. */
export function liveWaitingRows(columns: number, rows: number): number {
  const rect = liveLayout(columns, rows, false)?.find(({ panel }) => panel === 'waiting');
  return rect ? Math.max(1, rect.height - 4) : 1;
}
