export const MIN_COLUMNS = 60;
export const MIN_ROWS = 16;

/** Whether a terminal has no room for any screen. */
export function isTooSmall(columns: number, rows: number): boolean {
  return columns < MIN_COLUMNS || rows < MIN_ROWS;
}

/** Up to this width there is one column. */
const ONE_COLUMN = 100;
/** Side by side needs three rows of panels. */
const THREE_ROWS = 26;

/** Whether the panels stand in one column, or side by side. */
export function isOneColumn(columns: number, rows: number): boolean {
  return columns <= ONE_COLUMN || rows < THREE_ROWS;
}
