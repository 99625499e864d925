import type { ConsoleState } from '../../store/state.ts';

const SIDE = 26;
/** Up to this width the table has the room to itself. */
const WITH_SIDE = 100;
/** Header, tabs, keys and answer; title and caption above the table. */
const AROUND = 4;
const ABOVE = 2;

/** The room of the parts of Reports. */
export interface ReportRoom {
  readonly height: number;
  /** Columns of the list; 0: there is no room for it. */
  readonly side: number;
  readonly width: number;
  /** Rows below the caption, and how many rows of the table are shown in them, without the sum. */
  readonly below: number;
  readonly shown: number;
}

/** Rows of the screen that a table of so many rows takes. */
export function tableHeight(rows: number): number {
  return rows === 0 ? 0 : rows * 2 + 3;
}

/** What fits: the sum stays in sight, what does not fit has a row that counts it, the trend keeps one. */
export function reportRoom({ columns, rows, report }: ConsoleState): ReportRoom {
  const height = rows - AROUND;
  const side = columns > WITH_SIDE ? SIDE : 0;
  const below = height - ABOVE;
  const count = report.result?.rows.length ?? 0;
  const sum = report.result?.total ? 1 : 0;
  const fits = tableHeight(count + sum) < below;
  const shown = fits ? count : Math.max(1, Math.floor((below - 5) / 2) - sum);
  return { height, side, width: columns - side, below, shown };
}

/** How far the table can scroll. */
export function reportScroll(state: ConsoleState): number {
  return Math.max(0, (state.report.result?.rows.length ?? 0) - reportRoom(state).shown);
}
