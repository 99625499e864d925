import type { Glyphs } from '../components/glyphs.ts';
import { fitLine, fitText, type Line } from '../components/text.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import type { HelpPrompt, TextPrompt } from '../store/prompt.ts';
import { isTooSmall } from '../store/size.ts';
import type { ConsoleState } from '../store/state.ts';
import { answerLine, footer, header, tabs } from './chrome.ts';
import { helpLines } from './help.ts';
import { drawer, readingLines, readingRows, scrollOf } from './prompts.ts';
import { BODIES, viewOf } from './screens.ts';
import type { View } from './view.ts';

/** The whole terminal as exactly `rows` rows of exactly `columns` columns. Pure. */
export function frame(state: ConsoleState): Line[] {
  const { columns, rows, screen } = state;
  const { m, g, width, height } = viewOf(state);
  if (isTooSmall(columns, rows)) return tooSmall(state, m);
  const body = covered(state, { width, height, m, g }, (view) => BODIES[screen](view));
  return [header(state, m, g), tabs(state, m), ...body, footer(state, m), answerLine(state, m)];
}

/** A body with what is open over it. */
function covered(
  state: ConsoleState,
  room: { width: number; height: number; m: ConsoleMessages; g: Glyphs },
  draw: (view: View) => Line[],
): Line[] {
  const over = drawer(state, room);
  if (over && over.length >= room.height) return over.slice(0, room.height);
  const body = draw({ state, ...room });
  return over ? [...body.slice(0, room.height - over.length), ...over] : body;
}

/** How far what is open to be read can scroll in a terminal of this size. */
export function promptScroll(state: ConsoleState, prompt: HelpPrompt | TextPrompt): number {
  const room = readingRows(state.rows);
  if (prompt.kind === 'text') return scrollOf(readingLines(prompt, state.columns).length, room);
  return scrollOf(helpLines(state, prompt, state.columns - 3).length, room - 1);
}

/** A message in place of a screen that would not fit. */
function tooSmall({ columns, rows }: ConsoleState, m: ConsoleMessages): Line[] {
  const lines: Line[] = [[{ text: fitText(m.tooSmall(columns, rows), columns) }]];
  while (lines.length < rows) lines.push(fitLine([], columns));
  return lines;
}
