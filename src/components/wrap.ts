import { fitText, printable, widthOf } from './text.ts';

/** A text as at most `most` rows of `width` columns, broken between words; what is left over ends with `…`. */
export function wrapped(text: string, width: number, most: number): string[] {
  const rows: string[] = [];
  let row = '';
  const words = printable(text)
    .split(' ')
    .filter((word) => word !== '');
  for (const [index, word] of words.entries()) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (widthOf(longer) <= width) row = longer;
    else if (rows.length === most - 1 || row === '') {
      // A word that is wider than a row, or no row left for it: what follows is cut.
      rows.push(fitText([row, ...words.slice(index)].filter(Boolean).join(' '), width).trimEnd());
      return rows;
    } else {
      rows.push(row);
      row = word;
    }
  }
  return row === '' ? rows : [...rows, row];
}
