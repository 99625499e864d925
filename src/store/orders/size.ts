import { isOneColumn } from '../size.ts';

/** Whether the detail of an order stands beside the list; else it takes the list's place when opened. */
export function hasDetail(columns: number, rows: number): boolean {
  return !isOneColumn(columns, rows);
}
