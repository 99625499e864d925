import type { ColumnKind } from './report-words.ts';

const FIGURES: ReadonlySet<ColumnKind> = new Set(['count', 'money', 'minutes', 'share', 'rating']);

/** Whether cells of a kind are figures: written to the right, and set beside those of another period. */
export function isFigure(kind: ColumnKind): boolean {
  return FIGURES.has(kind);
}
