import { fitText, printable, widthOf } from './text.ts';

/** A sentence in lines of at most `width` columns, broken between words; a longer word is cut. Pure. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = widthOf(word) <= width ? word : fitText(word, width);
  }
  return [...lines, line];
}
