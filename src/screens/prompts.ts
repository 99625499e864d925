import type { Glyphs } from '../components/glyphs.ts';
import { panel } from '../components/panel.ts';
import { fitText, type Line, type Span, widthOf } from '../components/text.ts';
import { wrappedWhole } from '../components/wrap.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import {
  type ChoicePrompt,
  type FormPrompt,
  fieldValue,
  optionsOf,
  type Prompt,
  type TextPrompt,
  yesKeysOf,
} from '../store/prompt.ts';
import type { ConsoleState } from '../store/state.ts';
import type { TextField } from '../store/text-field.ts';
import { windowFor } from '../store/window.ts';
import { helpLines } from './help.ts';
import { hiddenWord } from './live/words.ts';

/** A text that is being typed, its cursor inverse; cut at the left, so that the cursor is in sight. */
export function fieldSpans({ before, after }: TextField, width: number): Span[] {
  const letters = Array.from(new Intl.Segmenter().segment(after), ({ segment }) => segment);
  const [under = ' ', ...rest] = letters;
  let shown = before;
  while (widthOf(shown) > width - 2) shown = shown.slice(Math.max(1, shown.length - width + 2));
  const right = fitText(rest.join(''), Math.max(0, width - widthOf(shown) - 2)).trimEnd();
  return [{ text: shown }, { text: under, inverse: true }, { text: right }];
}

/** The key to be told of that says yes to what is open. */
export function firstYes(prompt: Prompt | null, m: ConsoleMessages): string {
  const ask = prompt?.kind === 'text' ? prompt.ask : undefined;
  return yesKeysOf(m.prompt.yesKeys, ask).slice(0, 1);
}

/** What stands on the last row while one line is asked there, or a yes; null otherwise. */
export function promptLine({ prompt, columns }: ConsoleState, m: ConsoleMessages): Line | null {
  const question =
    prompt?.kind === 'confirm'
      ? prompt.text
      : prompt?.kind === 'text'
        ? prompt.ask?.text
        : undefined;
  if (question !== undefined)
    return [
      { text: ` ${question} `, color: 'yellow' },
      { text: m.prompt.yesOrNo(firstYes(prompt, m)), bold: true },
    ];
  if (prompt?.kind !== 'line') return null;
  const title = ` ${prompt.title}${prompt.title === '/' ? '' : ': '}`;
  const room = Math.max(10, columns - widthOf(title) - 12);
  return [{ text: title, bold: true }, ...fieldSpans(prompt.field, room)];
}

const MOST_CHOICE_ROWS = 16;

interface Room {
  readonly width: number;
  readonly height: number;
  readonly m: ConsoleMessages;
  readonly g: Glyphs;
}

/** Rows of the terminal that what is open to be read has. */
export function readingRows(rows: number): number {
  return rows - 6;
}

/** How far a list of `count` rows scrolls; one row then tells how much is out of sight. */
export function scrollOf(count: number, room: number): number {
  return count <= room ? 0 : count - room + 1;
}

/** What is open over the body of a screen, from its lower edge up; null where the body stays whole. */
export function drawer(state: ConsoleState, room: Room): Line[] | null {
  const { prompt } = state;
  switch (prompt?.kind) {
    case 'choice':
      return choice(prompt, room);
    case 'form':
      return form(prompt, room);
    case 'text':
      return reading(prompt, room);
    case 'help': {
      const title = `${room.m.help.title}  ${room.m.help.hint}`;
      const lines = helpLines(state, prompt, room.width - 3);
      const typed: Line = [{ text: '/', dim: true }, ...fieldSpans(prompt.field, room.width - 6)];
      return framed(title, scrolled(lines, prompt.offset, room.height - 3, room.m), room, typed);
    }
    default:
      return null;
  }
}

function framed(title: string, lines: readonly Line[], { width, height, g }: Room, first?: Line) {
  const all = first ? [first, ...lines] : lines;
  return panel({ title, focused: true, lines: all }, width, height, g);
}

function scrolled(
  lines: readonly Line[],
  offset: number,
  room: number,
  m: ConsoleMessages,
): Line[] {
  const most = scrollOf(lines.length, room);
  const from = Math.min(offset, most);
  const shown = lines.slice(from, from + (most > 0 ? room - 1 : room));
  const hidden = hiddenWord(from, lines.length - from - shown.length, m);
  return hidden ? [...shown, [{ text: hidden, dim: true }]] : shown;
}

function choice(prompt: ChoicePrompt, room: Room): Line[] {
  const { m, g, width } = room;
  const options = optionsOf(prompt);
  // As high as the whole list asks for, so that it does not jump while one types; the board stays in sight.
  const height = Math.min(room.height, prompt.options.length + 4, MOST_CHOICE_ROWS);
  const rows = Math.max(1, height - 4);
  const offset = windowFor(prompt.index, options.length, rows, 0);
  const lines = options.slice(offset, offset + rows).map(({ label, hint = '' }, i): Line => {
    const here = offset + i === prompt.index;
    const style = here ? { inverse: true } : {};
    const right = Math.min(widthOf(hint), Math.floor((width - 6) / 2));
    return [
      { text: here ? `${g.cursor} ` : '  ', ...style },
      { text: fitText(label, width - 7 - right), ...style },
      { text: ` ${fitText(hint, right, 'right')}`, ...(here ? style : { dim: true }) },
    ];
  });
  const typed: Line = [{ text: '> ', dim: true }, ...fieldSpans(prompt.field, width - 8)];
  const none: Line[] = options.length === 0 ? [[{ text: m.prompt.noMatch, dim: true }]] : [];
  const hidden = hiddenWord(offset, options.length - offset - lines.length, m);
  const rest: Line[] = hidden ? [[{ text: hidden, dim: true }]] : [];
  return framed(prompt.title, [...lines, ...none, ...rest], { ...room, height }, typed);
}

function form(prompt: FormPrompt, room: Room): Line[] {
  const { m, g, width } = room;
  const label = Math.max(...prompt.fields.map((field) => widthOf(field.label))) + 2;
  const space = width - label - 6;
  const lines = prompt.fields.flatMap((field, index): Line[] => {
    const here = index === prompt.index;
    const chosen = field.options?.find(({ id }) => id === fieldValue(field))?.label;
    const typed = field.field.before + field.field.after;
    const note = field.error ?? (chosen && chosen !== typed ? `${g.arrow} ${chosen}` : field.hint);
    const color = field.error ? ({ color: 'red' } as const) : ({ dim: true } as const);
    const box = Math.min(Math.floor(space * 0.6), 48);
    const text: Line = here ? fieldSpans(field.field, box) : [{ text: fitText(typed, box) }];
    const used = text.reduce((sum, span) => sum + widthOf(span.text), 0);
    return [
      [
        { text: here ? `${g.cursor} ` : '  ' },
        { text: fitText(field.label, label), bold: here },
        ...text,
        { text: ' '.repeat(Math.max(1, box - used + 1)) },
        { text: fitText(note, Math.max(0, space - box - 1)).trimEnd(), ...color },
      ],
    ];
  });
  const wrong: Line[] = prompt.error ? [[{ text: prompt.error, color: 'red' }]] : [];
  const busy: Line[] = prompt.busy ? [[{ text: m.prompt.sending, color: 'yellow' }]] : [];
  const rows = room.height - 2 - wrong.length - busy.length;
  const offset = windowFor(prompt.index, lines.length, Math.max(1, rows), 0);
  const height = Math.min(room.height, lines.length + 4);
  const shown = [...lines.slice(offset, offset + rows), ...wrong, ...busy];
  return framed(prompt.title, shown, { ...room, height });
}

/** What is open to be read as rows of a terminal of this width: nothing of it is cut. */
export function readingLines({ lines }: TextPrompt, columns: number): Line[] {
  return lines.flatMap((line) => wrappedWhole(line, columns - 3)).map((text): Line => [{ text }]);
}

function reading(prompt: TextPrompt, room: Room): Line[] {
  const lines = readingLines(prompt, room.width);
  const height = Math.min(room.height, lines.length + 2);
  const shown = scrolled(lines, prompt.offset, room.height - 2, room.m);
  return framed(prompt.title, shown, { ...room, height: Math.max(3, height) });
}
