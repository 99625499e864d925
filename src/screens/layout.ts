import { isOneColumn, isThreeColumns, isTooSmall } from '../store/size.ts';
import { type Focus, SIDE_PANELS, type SidePanel } from '../store/state.ts';

export type PanelName = Focus;

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
 * Where the panels of Live stand; empty where the terminal is too small. With one column a panel that has the
 * focus and no place of its own takes the room below the waiting orders; with two the leaderboard gives its
 * place to what is late.
 */
export function liveLayout(columns: number, rows: number, focus: Focus): Rect[] {
  if (isTooSmall(columns, rows)) return [];
  const y = headerRows(columns, rows);
  const room = { x: 0, y, width: columns, height: rows - y - FOOTER_ROWS };
  if (isOneColumn(columns, rows)) return narrow(room, focus);
  return isThreeColumns(columns, rows) ? three(room) : two(room, focus);
}

type Room = Omit<Rect, 'panel'>;

/** Panels one below the other; the last has what is left. */
function stack(room: Room, panels: readonly (readonly [PanelName, number])[]): Rect[] {
  let { y } = room;
  return panels.map(([panel, wanted], index) => {
    const left = room.y + room.height - y;
    const height = index === panels.length - 1 ? left : Math.min(wanted, left);
    const rect = { ...room, panel, y, height };
    y += height;
    return rect;
  });
}

/** Statuses, drivers and what is late; ten drivers and how fresh they are; with their frames. */
const COUNTS = 10;
const LEADERS = 14;

function three(room: Room): Rect[] {
  const left = Math.max(48, Math.floor(room.width * 0.25));
  const middle = Math.floor((room.width - left) * 0.52);
  const right = room.width - left - middle;
  const alerts = room.height - COUNTS - LEADERS;
  return [
    ...stack({ ...room, width: left }, [
      ['orders', COUNTS],
      ['alerts', alerts],
      ['top', LEADERS],
    ]),
    ...stack({ ...room, x: left, width: middle }, [
      ['waiting', Math.floor(room.height * 0.55)],
      ['nearest', 0],
    ]),
    ...stack({ ...room, x: left + middle, width: right }, [
      ['late', Math.floor(room.height * 0.4)],
      ['events', 0],
    ]),
  ];
}

function two(room: Room, focus: Focus): Rect[] {
  const first = Math.max(COUNTS, Math.floor(room.height * 0.28));
  const second = Math.max(8, Math.floor(room.height * 0.39));
  const left = Math.floor(room.width * 0.42);
  return [
    ...stack({ ...room, width: left }, [
      ['orders', first],
      [focus === 'late' ? 'late' : 'top', second],
      ['alerts', 0],
    ]),
    ...stack({ ...room, x: left, width: room.width - left }, [
      ['waiting', first],
      ['nearest', second],
      ['events', 0],
    ]),
  ];
}

function narrow(room: Room, focus: Focus): Rect[] {
  const lower = room.height < 15 ? 0 : Math.max(4, Math.floor(room.height * 0.27));
  const waiting = Math.ceil((room.height - lower) / 2);
  if (isSidePanel(focus))
    return stack(room, [
      ['waiting', waiting],
      [focus, 0],
    ]);
  const upper = stack({ ...room, height: room.height - lower }, [
    ['waiting', waiting],
    ['nearest', 0],
  ]);
  if (lower === 0) return upper;
  const half = Math.floor(room.width / 2);
  const strip = { ...room, y: room.y + room.height - lower, height: lower };
  return [
    ...upper,
    { ...strip, panel: 'alerts', width: half },
    { ...strip, panel: 'events', x: half, width: room.width - half },
  ];
}

function isSidePanel(focus: Focus): focus is SidePanel {
  return SIDE_PANELS.some((each) => each === focus);
}

/** How many rows of the list that has the focus are on screen: what a page is. */
export function liveListRows(columns: number, rows: number, focus: Focus): number {
  const rect = liveLayout(columns, rows, focus).find(({ panel }) => panel === focus);
  // The frame, and where a list has one, its heading; a row tells what is out of sight.
  const around = focus === 'waiting' || focus === 'nearest' || focus === 'late' ? 4 : 3;
  return rect ? Math.max(1, rect.height - around) : 1;
}
