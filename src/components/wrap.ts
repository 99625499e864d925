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

/**
 * A text as rows of at most `width` columns with nothing left out: broken between words, and within a word
 * that is wider. What goes on stands two columns further in.
 */
export function wrappedWhole(text: string, width: number): string[] {
  const all = printable(text);
  if (widthOf(all) <= width) return [all];
  const begin = /^ */.exec(all)?.[0].slice(0, Math.floor(width / 4)) ?? '';
  const rows: string[] = [];
  let row = begin;
  const next = () => {
    rows.push(row.trimEnd());
    row = `${begin}  `;
  };
  for (const word of all.trim().split(/(?<= )(?=[^ ])/)) {
    const fits = () => widthOf(`${row}${word}`.trimEnd()) <= width;
    if (!fits() && row.trim() !== '') next();
    if (fits()) {
      row += word;
      continue;
    }
    for (const { segment } of new Intl.Segmenter().segment(word)) {
      if (widthOf(row + segment) > width) next();
      row += segment;
    }
  }
  next();
  return rows;
}
