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
