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

/** What most of a screen is made of: Latin letters, our own marks, box drawing, blocks, braille. One column each. */
const PLAIN_TEXT =
  /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u024f\u2010-\u2015\u2018-\u201f\u2026\u20ac\u2190-\u2193\u2212\u2400-\u2426\u2500-\u259f\u25b2\u25b8\u25bc\u25cb\u25cf\u2800-\u28ff]*$/;

/** Letters of scripts whose width terminals agree on; Korean only as whole syllables. */
const LETTER =
  /^[[[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Armn}\p{sc=Hebr}\p{sc=Arab}\p{sc=Geor}\p{sc=Thai}\p{sc=Hira}\p{sc=Kana}\p{sc=Han}\p{sc=Hang}]&&[\p{L}\p{Nl}]]--[\u0e33\u1100-\u11ff\u3164\ua960-\ua97c\ud7b0-\ud7ff\uffa0\u{10000}-\u{1ffff}]]/v;
/** Signs, figures and spaces of theirs. Emoji are not among them: terminals disagree about each. */
const SIGN =
  /^[[[\u0020-\u2bff\u3000-\u303e\uff01-\uff65\uffe0-\uffe6]&&[\p{P}\p{S}\p{Nd}\p{No}\p{Zs}]]--[\p{Emoji_Presentation}\p{Regional_Indicator}\u06de\u2630-\u2637\u268a-\u268f]]/v;
/** Accents, points and vowels that stand on one of those and take no room. */
const ACCENTS =
  /^[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0655\u0670\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a]*$/;

/** Whether a cluster is as wide in any terminal: one letter or sign, and what stands on it. */
function isAgreed(cluster: string): boolean {
  const [first = '', ...rest] = cluster;
  return (LETTER.test(first) || SIGN.test(first)) && ACCENTS.test(rest.join(''));
}

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A control character as its picture; for the rest a point, one a letter. */
function markOf(cluster: string): string {
  return Array.from(cluster, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '·';
  }).join('');
}

/**
 * Text from outside as it may be shown. What would move the cursor, hide, or be of another width in another
 * terminal (control characters, overrides of direction, emoji, rare scripts) becomes a visible mark.
 */
export function printable(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  return Array.from(clusters.segment(text), ({ segment }) =>
    isAgreed(segment) ? segment : markOf(segment),
  ).join('');
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
