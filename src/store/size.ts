/** Up to this width there is one column. */
const ONE_COLUMN = 100;
/** Side by side needs three rows of panels. */
const THREE_ROWS = 26;

/** Whether the panels stand in one column, or side by side. */
export function isOneColumn(columns: number, rows: number): boolean {
  return columns <= ONE_COLUMN || rows < THREE_ROWS;
}
