import { hasDetail } from '../../store/orders/size.ts';

/** How wide list and detail are; 0 where one of them is not shown. */
export interface OrdersLayout {
  readonly list: number;
  readonly detail: number;
}

const LEAST_DETAIL = 34;
const MOST_DETAIL = 60;

/** List and detail side by side, or one in the place of the other. Pure. */
export function ordersLayout(columns: number, rows: number, open: boolean): OrdersLayout {
  if (!hasDetail(columns, rows)) {
    return open ? { list: 0, detail: columns } : { list: columns, detail: 0 };
  }
  const detail = Math.max(LEAST_DETAIL, Math.min(MOST_DETAIL, Math.floor(columns * 0.285)));
  return { list: columns - detail, detail };
}

/** Header, tabs, keys and answer; the border and the heading of the list, and the row that counts the rest. */
const AROUND = 4 + 2 + 1 + 1;

/** How many orders are on screen at once, at least. */
export function ordersRows(rows: number): number {
  return Math.max(1, rows - AROUND);
}
