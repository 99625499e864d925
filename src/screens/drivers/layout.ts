import { isOneColumn } from '../../store/size.ts';

/** How wide the table and the detail are; 0 where one is not on screen. */
export interface DriversLayout {
  readonly table: number;
  readonly detail: number;
}

const LEAST_DETAIL = 42;
const MOST_DETAIL = 72;

/** Table and detail side by side, or one in the place of the other. Pure. */
export function driversLayout(columns: number, rows: number, open: boolean): DriversLayout {
  if (isOneColumn(columns, rows))
    return open ? { table: 0, detail: columns } : { table: columns, detail: 0 };
  const detail = Math.max(LEAST_DETAIL, Math.min(MOST_DETAIL, Math.floor(columns * 0.37)));
  return { table: columns - detail, detail };
}

/** Header, tabs, keys and answer; the border, the heading, and the row that counts the rest. */
const AROUND = 4 + 2 + 1 + 1;

/** How many drivers are on screen at once, at least. */
export function driversRows(rows: number): number {
  return Math.max(1, rows - AROUND);
}
