import { padded, widest } from '../components/pad.ts';

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
