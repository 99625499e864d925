import { fitText, printable, widthOf } from './text.ts';

/**
 * A text as rows of at most `width` columns, broken between words; a word that is wider is cut. Of more
 * than `most` rows, what is left over ends with `…`.
 */
export function wrapped(text: string, width: number, most = Number.POSITIVE_INFINITY): string[] {
  const rows: string[] = [];
  let row = '';
  const words = printable(text)
    .split(' ')
    .filter((word) => word !== '');
  for (const [index, word] of words.entries()) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (widthOf(longer) <= width) {
      row = longer;
      continue;
    }
    if (row !== '' && rows.length === most - 1) {
      rows.push(fitText([row, ...words.slice(index)].join(' '), width).trimEnd());
      return rows;
    }
    if (row !== '') rows.push(row);
    row = fitText(word, Math.min(width, widthOf(word)));
  }
  return row === '' ? rows : [...rows, row];
}
