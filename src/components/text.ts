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

/**
 * Letters, signs and our own marks that take one column each and hide nothing: most of what is shown.
 * Measuring the rest takes fifty times as long.
 */
export const SIMPLE =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\u2500-\u25fc\u2800-\u28ff]*$/;

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
  if (SIMPLE.test(text)) return text;
  return Array.from(clusters.segment(text), ({ segment }) =>
    isAgreed(segment) ? segment : markOf(segment),
  ).join('');
}

/** How many columns a text takes. */
export function widthOf(text: string): number {
  return SIMPLE.test(text) ? text.length : stringWidth(text);
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
  // What is left to be placed, and the room for it.
  let rest = sizes.reduce((sum, size) => sum + size, 0);
  if (rest <= width) return rest < width ? [...safe, { text: ' '.repeat(width - rest) }] : safe;
  const spans: Span[] = [];
  let left = width;
  for (const [index, span] of safe.entries()) {
    const size = sizes[index] ?? 0;
    rest -= size;
    if (size > left || (size === left && rest > 0)) {
      const more = size === left ? ' ' : '';
      spans.push({ ...span, text: fitText(`${span.text}${more}`, left) });
      return spans;
    }
    spans.push(span);
    left -= size;
  }
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
