import { amountFromCents } from '../domain/money.ts';
import type { ColumnKind, ReportCell, WordKind } from '../domain/report-words.ts';
import { grouped } from './format.ts';
import { printable } from './text.ts';

/** How figures are written in a language and at a place. */
export interface FigureStyle {
  /** What stands between thousands. */
  readonly thousands: string;
  /** What stands where nothing carries the figure. */
  readonly dash: string;
  /** What stands for a name that is empty. */
  readonly noName: string;
  /** What stands for all of them together. */
  readonly all: string;
  /** IANA, for times. */
  readonly timeZone: string;
  /** What our own words are called, by their kind. */
  readonly cellWords: Readonly<Record<WordKind, Readonly<Record<string, string>>>>;
}

const time = (ms: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(ms);

/** A cell of a report as text, for a person: one form for the console and for the command line. */
export function figureText(kind: ColumnKind, cell: ReportCell, style: FigureStyle): string {
  if (kind === 'name' || kind === 'strategy') {
    const word = kind === 'strategy' ? wordOf(style.cellWords.strategy, String(cell)) : null;
    return cell === null ? style.all : (word ?? printable(String(cell))) || style.noName;
  }
  if (cell === null) return style.dash;
  const value = Number(cell);
  switch (kind) {
    case 'text':
      return printable(String(cell));
    case 'count':
      return grouped(String(cell), style);
    case 'money':
      return grouped(amountFromCents(value), style);
    case 'minutes':
      return value.toFixed(1);
    case 'share':
      return `${(value * 100).toFixed(1)} %`;
    case 'rating':
      return value.toFixed(2);
    case 'time':
      return time(value, style.timeZone);
    case 'event':
    case 'alert':
    case 'measure':
      return wordOf(style.cellWords[kind], String(cell));
  }
}

/** Another program's word, which has none here, stands as it is. */
const wordOf = (words: Readonly<Record<string, string>>, word: string) =>
  printable((Object.hasOwn(words, word) ? words[word] : undefined) ?? word);
