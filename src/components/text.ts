import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

export type Color = 'yellow' | 'blue' | 'cyan' | 'green' | 'red' | 'magenta';

/** A piece of a line in one style. */
export interface Span {
  readonly text: string;
  readonly color?: Color;
  readonly dim?: boolean;
  readonly bold?: boolean;
  readonly inverse?: boolean;
}

/** One row of the screen. */
export type Line = readonly Span[];

/** Control characters, line breaks, bidirectional overrides and lone surrogates. */
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text from outside as it may be shown: what would move the cursor or hide becomes a visible mark. */
export function printable(text: string): string {
  return text.replace(HIDDEN, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '·';
  });
}

/** ASCII, box drawing, blocks and braille: one column each, and most of what the screen is made of. */
const NARROW = /^[\x20-\x7e\u2500-\u259f\u2800-\u28ff]*$/;

/** How many columns a text takes. */
export function widthOf(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/** A text cut or padded to exactly `width` columns. */
export function fitText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  if (width <= 0) return '';
  const safe = printable(text);
  const cut = widthOf(safe) > width ? cliTruncate(safe, width) : safe;
  const space = ' '.repeat(Math.max(0, width - widthOf(cut)));
  return align === 'left' ? cut + space : space + cut;
}

/** A line cut or padded to exactly `width` columns; a cut ends with `…`. */
export function fitLine(line: Line, width: number): Line {
  const safe = line.map((span) => ({ ...span, text: printable(span.text) }));
  const sizes = safe.map(({ text }) => widthOf(text));
  const spans: Span[] = [];
  let left = width;
  let rest = sizes.reduce((sum, size) => sum + size, 0);
  for (const [index, span] of safe.entries()) {
    const size = sizes[index] ?? 0;
    rest -= size;
    if (size > left || (size === left && rest > 0)) {
      const { text } = span;
      spans.push({
        ...span,
        text: fitText(`${text}${rest > 0 && size === left ? ' ' : ''}`, left),
      });
      return spans;
    }
    spans.push(span);
    left -= size;
  }
  if (left > 0) spans.push({ text: ' '.repeat(left) });
  return spans;
}

/** Marks of our own sentences that have a plain twin of the same width. */
const PLAIN: Readonly<Record<string, string>> = {
  '…': '~',
  '’': "'",
  '×': 'x',
  '–': '-',
  '−': '-',
};

const ASCII = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function asciiText(text: string): string {
  if (ASCII.test(text)) return text;
  return Array.from(graphemes.segment(text), ({ segment }) => {
    const bare = PLAIN[segment] ?? segment.normalize('NFD').replace(/\p{M}/gu, '');
    const width = widthOf(segment);
    return ASCII.test(bare) && bare.length === width ? bare : '?'.repeat(width);
  }).join('');
}

/** A line for a terminal without Unicode: accents fall off, what has no letter becomes `?`, same width. */
export function asciiLine(line: Line): Line {
  return line.map((span) => ({ ...span, text: asciiText(span.text) }));
}

/** The bare text of a line. */
export function plain(line: Line): string {
  return line.map(({ text }) => text).join('');
}
