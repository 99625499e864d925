import { widthOf } from '../components/text.ts';

/** Rows of cells as lines, two blanks between columns: the first to the left, the others to the right unless told. */
export function aligned(
  rows: readonly (readonly string[])[],
  isLeft: (column: number) => boolean = (column) => column === 0,
): string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    widest(rows.map((row) => row[column] ?? '')),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0, isLeft(column)))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns that the widest of some texts takes. */
export function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
}

/** A text filled up with blanks to a width; it is never cut. */
export function padded(text: string, width: number, left: boolean): string {
  const padding = ' '.repeat(Math.max(0, width - widthOf(text)));
  return left ? `${text}${padding}` : `${padding}${text}`;
}
