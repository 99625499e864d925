import type { Line } from '../../components/text.ts';
import { asciiLine, plain } from '../../components/text.ts';
import type { Alert } from '../../domain/alert.ts';
import { type ConsoleMessages, consoleMessages } from '../../i18n/console.ts';
import { optionsOf } from '../../store/prompt.ts';
import type { ConsoleState } from '../../store/state.ts';
import { frame } from '../frame.ts';
import { firstYes } from '../prompts.ts';
import { boxesOf } from './boxes.ts';

/** The size that screens are laid out for before they are read: wide enough that little is cut. */
export const READ_SIZE = { columns: 240, rows: 60 } as const;

/** Frames, bars and dots: pictures that say nothing aloud. */
const PICTURES = /[\u2500-\u259f\u2800-\u28ff]+/g;

/** A row of a screen as a sentence: cells with commas between, marks in words. */
function sentence(text: string, { reader }: ConsoleMessages): string {
  return (
    text
      .replace(/[●○]{2,}/g, (dots) => `${dots.split('●').length - 1} ${reader.of} ${dots.length}`)
      .replace(PICTURES, '  ')
      .replaceAll('●', reader.up)
      .replaceAll('○', reader.down)
      .replaceAll('▸', ' ')
      .replaceAll('−', '-')
      // How a figure moved; what the marks mean is not told to who hears it.
      .replace(/(\d|%|pt) ▲/g, `$1 ${reader.better}`)
      .replace(/(\d|%|pt) ▼/g, `$1 ${reader.worse}`)
      .replace(/[▲▼] (?=\p{L})/gu, '')
      // At the beginning of a cell it is whom the engine plans.
      .replace(/(^\s*|\s{2})→ /g, `$1${reader.planned} `)
      .replace(/ → /g, ` ${reader.to} `)
      .replace(/^\s*!! /, `${reader.critical}  `)
      .replace(/^\s*! /, `${reader.warning}  `)
      .replace(/(\d\d:\d\d) !!(?=\s|$)/g, `$1 ${reader.late}`)
      .replace(/(\d\d:\d\d) !(?=\s|$)/g, `$1 ${reader.soon}`)
      .replace(/ !!(?=\s|$)/g, `  ${reader.critical}`)
      .replace(/ !(?=\s|$)/g, `  ${reader.warning}`)
      .replace(/(?<=\s)–(?=\s|$)/g, reader.none)
      .trim()
      .split(/\s{2,}/)
      .join(', ')
  );
}

/** What a terminal without Unicode can say of it. */
function sayable(lines: readonly string[], { ascii }: ConsoleState): string[] {
  const all = lines.filter((line) => line !== '');
  return ascii ? all.map((text) => plain(asciiLine([{ text }]))) : all;
}

function drawn(state: ConsoleState): Line[] {
  return frame({ ...state, ...READ_SIZE, ascii: false });
}

/** The whole screen, line by line: whose room it is, each panel with its rows, the keys, the last answer. Pure. */
export function wholeScreen(state: ConsoleState): string[] {
  const m = consoleMessages(state.lang);
  const { boxes, others } = boxesOf(drawn(state));
  const panels = boxes.flatMap(({ title, rows }) => {
    const words = rows.map((row) => sentence(row, m)).filter(Boolean);
    return [`${sentence(title, m)}:`, ...words];
  });
  const around = others.map((line) => sentence(line, m));
  return sayable([...around.slice(0, -2), ...panels, ...around.slice(-2)], state);
}

/** The panel that Tab has come to, as Live draws it: its title stands out. */
function focusedPanel(state: ConsoleState, m: ConsoleMessages): string[] {
  const lines = drawn(state);
  const bold = lines.flatMap((line) => line.filter((span) => span.bold).map(({ text }) => text));
  const { boxes } = boxesOf(lines);
  const box = boxes.find(({ title }) => title !== '' && bold.includes(title));
  return box ? [`${sentence(box.title, m)}:`, ...box.rows.map((row) => sentence(row, m))] : [];
}

/** The row under the cursor: what is inverse. */
function cursorRow(state: ConsoleState, m: ConsoleMessages): string {
  const rows = drawn(state).map((line) => line.filter((span) => span.inverse));
  const row = rows.find((spans) => spans.length > 0) ?? [];
  return sentence(plain(row), m);
}

/** A line of what is open to be read: there an arrow says to whom, and the cursor's mark who was chosen. */
function spokenLine(line: string, m: ConsoleMessages): string {
  const marked = line.replace(/^[▸>] /, `${m.reader.chosen}  `);
  return sentence(marked.replace(/(^\s*|\s{2})→ /g, `$1${m.reader.to} `), m);
}

/** What is asked: the question, and where there is a list, its chosen row. */
function question({ prompt }: ConsoleState, m: ConsoleMessages): string[] {
  switch (prompt?.kind) {
    case 'line':
      return [prompt.title];
    case 'confirm':
      return [`${prompt.text} ${m.prompt.yesOrNo(firstYes(prompt, m))}`];
    case 'choice': {
      const options = optionsOf(prompt);
      const { label = m.prompt.noMatch, hint = '' } = options[prompt.index] ?? {};
      return [`${prompt.title}: ${label}${hint ? `, ${hint}` : ''}`];
    }
    case 'form': {
      const { label = '', hint = '', error = null } = prompt.fields[prompt.index] ?? {};
      return [`${prompt.title}: ${label}${error || hint ? `, ${error ?? hint}` : ''}`];
    }
    case 'text':
      return [`${prompt.title}:`, ...prompt.lines.map((line) => spokenLine(line, m))];
    default:
      return [];
  }
}

const keyOf = ({ kind, subject }: Alert) => `${kind}:${subject}`;

/** Alerts that are new, and those that are no more. */
function alertNews(before: ConsoleState, after: ConsoleState, m: ConsoleMessages): string[] {
  const [old, now] = [before.board?.alerts, after.board?.alerts];
  if (!old || !now || old === now) return [];
  const had = new Set(old.map(keyOf));
  const has = new Set(now.map(keyOf));
  return [
    ...now.filter((each) => !had.has(keyOf(each))).map((each) => m.reader.alert(m.alert(each))),
    ...old.filter((each) => !has.has(keyOf(each))).map((each) => m.reader.resolved(m.alert(each))),
  ];
}

/** Servers that went or came back. */
function serverNews(before: ConsoleState, after: ConsoleState, m: ConsoleMessages): string[] {
  return (['redis', 'mongo'] as const).flatMap((name) => {
    const { state } = after[name];
    if (state === before[name].state || state === 'connecting') return [];
    return [m.reader.is(m.status[name], state === 'up' ? m.reader.up : m.reader.down)];
  });
}

/** How far the engine goes now, when somebody set that, or it turned itself down. */
function engineNews({ plans: before }: ConsoleState, { plans }: ConsoleState, m: ConsoleMessages) {
  const [was, now] = [before.mode, plans.mode];
  if (was === null || now === null || (was.mode === now.mode && was.cause === now.cause)) return [];
  const cause = now.cause === null ? '' : `: ${m.plan.causes[now.cause]}`;
  return [`${m.plan.engine[now.mode]}${cause}`];
}

/** The panel that Tab has come to, on whatever screen. */
const focusOf = ({ focus, health, report }: ConsoleState) =>
  [focus, health.focus, report.focus].join();

/** Whether what the screen was waiting for has come. */
function wasRead(before: ConsoleState, after: ConsoleState): boolean {
  if (after.screen === 'health') return before.health.read === null && after.health.read !== null;
  if (after.screen === 'reports') return before.report.running && !after.report.running;
  return before.board === null && after.board !== null;
}

/**
 * What is to be said after each change: a new screen whole, the panel or row that a key went to, a question, an
 * answer, an alert, a server, the engine's mode. Counts and rows that move by themselves are not told. States come in their order:
 * each is drawn once.
 */
export function narrator(first: ConsoleState): (after: ConsoleState) => string[] {
  const m = consoleMessages(first.lang);
  let before = first;
  let row = cursorRow(first, m);
  let asked = question(first, m);
  return (after) => {
    const now = { row: cursorRow(after, m), asked: question(after, m) };
    const help = after.prompt?.kind === 'help' && before.prompt?.kind !== 'help';
    const opened = after.screen !== before.screen || help || wasRead(before, after);
    const words: string[] = [];
    if (opened) words.push(...wholeScreen(after));
    else if (now.asked.join() !== asked.join()) words.push(...now.asked);
    else if (focusOf(after) !== focusOf(before)) words.push(...focusedPanel(after, m));
    // A row that changes by itself is not told: only one that a key went to.
    else if (after.prompt === null && nameOf(now.row) !== nameOf(row)) words.push(now.row);
    const { message } = after;
    if (message !== before.message && message.text !== '' && !opened)
      words.push(message.kind === 'error' ? m.reader.error(message.text) : message.text);
    words.push(...alertNews(before, after, m), ...serverNews(before, after, m));
    words.push(...engineNews(before, after, m));
    before = after;
    ({ row, asked } = now);
    return sayable(words, after);
  };
}

/** What names a row: its first cell. */
function nameOf(row: string): string {
  return row.split(', ', 1)[0] ?? '';
}
