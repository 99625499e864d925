import { ACTIONS, type Group } from './table.ts';

/** The groups of keys, as the help lists them. */
export const GROUPS: readonly Group[] = ['assign', 'move', 'view', 'simulator', 'general'];

/** A heading for each group, its actions, and a blank row between two groups. */
const HELP_ROWS = ACTIONS.length + 2 * GROUPS.length - 1;

/** Header, tabs, frame and answer around the help. */
const AROUND = 5;

/** Rows of the terminal that the help itself has. */
export function helpRoom(rows: number): number {
  return rows - AROUND;
}

/** How far the help scrolls: one row of its room then tells how much is out of sight. */
export function helpScroll(rows: number): number {
  const room = helpRoom(rows);
  return HELP_ROWS <= room ? 0 : HELP_ROWS - room + 1;
}
