import { widthOf } from './text.ts';

/** A text filled up with blanks to a width; it is never cut. */
export function padded(text: string, width: number, left: boolean): string {
  const padding = ' '.repeat(Math.max(0, width - widthOf(text)));
  return left ? `${text}${padding}` : `${padding}${text}`;
}

/** Columns that the widest of some texts takes. */
export function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
}
