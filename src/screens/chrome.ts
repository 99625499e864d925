import { keyName } from '../actions/keys.ts';
import { actionsOn } from '../actions/table.ts';
import { clock, grouped, staleness } from '../components/format.ts';
import type { Glyphs } from '../components/glyphs.ts';
import { fitLine, fitText, type Line, plain, type Span, widthOf } from '../components/text.ts';
import type { Board } from '../domain/board.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import type { Prompt } from '../store/prompt.ts';
import { type ConsoleState, type Link, SCREENS } from '../store/state.ts';
import { firstYes, promptLine } from './prompts.ts';

/** Text at the left and at the right of one row; the left gives way. */
export function spread(left: Line, right: Line, width: number): Line {
  const size = widthOf(plain(right));
  if (size === 0 || size > width - 4) return fitLine(left, width);
  return [...fitLine(left, width - size), ...right];
}

/** How one server is: a mark, and words when something is wrong. */
function linkSpans(
  name: string,
  link: Link,
  detail: { readonly since: boolean; readonly age?: string },
  m: ConsoleMessages,
  g: Glyphs,
): Span[] {
  if (link.state === 'up')
    return [
      { text: `${name} `, dim: true },
      { text: g.up, color: 'green' },
    ];
  const word = link.state === 'down' ? m.status.down : m.status.connecting;
  const since = detail.since ? ` ${m.status.since(clock(link.since))}` : '';
  const color = link.state === 'down' ? 'red' : 'yellow';
  return [{ text: `${name} ${g.down} ${word}${since}${detail.age ?? ''}`, color }];
}

/** What the right of the header tells, from all to the least: the first that fits is shown. */
const HEADER_DETAILS = [
  { since: true, age: true, pace: true, hint: true, cause: true },
  { since: false, age: true, pace: true, hint: true, cause: true },
  { since: false, age: true, pace: false, hint: true, cause: true },
  { since: false, age: false, pace: false, hint: true, cause: true },
  { since: false, age: false, pace: false, hint: false, cause: true },
  { since: false, age: false, pace: false, hint: false, cause: false },
] as const;

type HeaderDetail = (typeof HEADER_DETAILS)[number];

/** The first row: whose room this is, and how its servers are. */
export function header(state: ConsoleState, m: ConsoleMessages, g: Glyphs): Line {
  const name: Span = { text: ' vigie', bold: true };
  const left: Line = [name, { text: state.zone ? `  ${state.zone}` : '' }];
  const room = state.columns - widthOf(name.text) - 1;
  const all = HEADER_DETAILS.map((detail) => statusSpans(state, detail, m, g));
  const fits = (columns: number) => all.find((spans) => widthOf(plain(spans)) <= columns);
  // The zone is told as long as anything else can be told shorter.
  const right = fits(state.columns - widthOf(plain(left)) - 1) ?? fits(room) ?? all.at(-1) ?? [];
  return spread(left, fitLine(right, Math.min(room, widthOf(plain(right)))), state.columns);
}

function statusSpans(
  state: ConsoleState,
  detail: HeaderDetail,
  m: ConsoleMessages,
  g: Glyphs,
): Span[] {
  const { redis, mongo, board } = state;
  const old = staleness(state.now - state.boardAt, m);
  const age = detail.age && board && redis.state === 'down' ? `, ${m.status.dataAge(old)}` : '';
  const since = detail.since && state.columns > 100;
  const gap: Span = { text: '  ' };
  const spans: Span[] = [
    ...linkSpans(m.status.redis, redis, { since: since && redis.state === 'down', age }, m, g),
    gap,
    ...linkSpans(m.status.mongo, mongo, { since: since && mongo.state === 'down' }, m, g),
    gap,
    ...workerSpans(state, detail.hint, m, g),
  ];
  if (redis.state === 'up' && board) spans.push(...syncSpans(state, board, m, gap));
  spans.push(...engineSpans(state, detail.cause, m, gap));
  if (detail.pace && board?.simulator && redis.state === 'up') {
    const { paused, speed } = board.simulator;
    spans.push(gap, {
      text: `${m.status.simulator} ${paused ? m.status.paused : g.times + speed}`,
      dim: !paused,
    });
  }
  return [...spans, { text: ' ' }];
}

/** How far the dispatch engine goes, and why it turned itself down. */
function engineSpans(
  { plans: { mode }, redis, board }: ConsoleState,
  withCause: boolean,
  m: ConsoleMessages,
  gap: Span,
): Span[] {
  if (mode === null || redis.state !== 'up') return [];
  const word = m.plan.engine[mode.mode];
  if (mode.cause !== null) {
    const cause = withCause ? `: ${m.plan.causes[mode.cause]}` : ' !';
    return [gap, { text: `${word}${cause}`, color: 'yellow' }];
  }
  const works = mode.mode === 'automatic' && (board?.workers ?? 0) > 0;
  return [gap, { text: word, dim: !works }];
}

/** A backlog of this many events is told also where there is little room. */
const LARGE_LAG = 1_000;
/** A failure is told while there is something behind it, and a minute after. */
const FAILURE_MS = 60_000;

/** How far MongoDB is behind, how fast it catches up, and why it does not. */
function syncSpans(
  { columns, now, mongo }: ConsoleState,
  { lag, sync }: Board,
  m: ConsoleMessages,
  gap: Span,
): Span[] {
  if (columns <= 100 && lag < LARGE_LAG) return [];
  const rate = lag > 0 && columns > 100 ? ` ${m.status.perSecond(Math.round(sync.perSecond))}` : '';
  const behind: Span = {
    text: `${m.status.lag(grouped(String(lag), m))}${rate}`,
    ...(lag >= LARGE_LAG ? { color: 'yellow' } : { dim: lag === 0 }),
  };
  const { lastError } = sync;
  // That MongoDB is away is told beside its name already.
  const failing = lag > 0 && mongo.state === 'up' && columns > 100;
  if (!failing || lastError === null || now - lastError.at > FAILURE_MS) return [gap, behind];
  return [gap, behind, gap, { text: fitText(lastError.message, 30).trimEnd(), color: 'red' }];
}

function workerSpans(
  { board, redis }: ConsoleState,
  hint: boolean,
  m: ConsoleMessages,
  g: Glyphs,
): Span[] {
  if (redis.state !== 'up' || !board)
    return [{ text: `${m.status.worker} ${m.status.unknown}`, dim: true }];
  if (board.workers > 0)
    return [
      { text: `${m.status.worker} `, dim: true },
      { text: g.up, color: 'green' },
    ];
  const word = hint ? m.status.noWorker : m.status.none;
  return [{ text: `${m.status.worker} ${g.down} ${word}`, color: 'yellow' }];
}

/** How tabs are written, from the most room to the least: the first way in which all fit is taken. */
const TAB_WAYS = [
  { words: 'screens', air: true },
  { words: 'screens', air: false },
  { words: 'tabs', air: true },
  { words: 'tabs', air: false },
] as const;
type TabWay = (typeof TAB_WAYS)[number];

/** More open alerts than this are not told apart beside a tab. */
const MOST_ALERTS = 99;

/**
 * The tabs, each as wide when it is open as when it is not: they do not jump. Without air the brackets of
 * the open one stand in the only blank between two.
 */
function tabSpans(
  { screen, board }: ConsoleState,
  { words, air }: TabWay,
  m: ConsoleMessages,
): Span[] {
  const alerts = board?.alertsOpen ?? 0;
  const spans = SCREENS.flatMap((name, index): Span[] => {
    const many = alerts > MOST_ALERTS ? `${MOST_ALERTS}+` : String(alerts);
    // Without air it would stand like the number of the next tab.
    const count = name === 'alerts' && alerts > 0 ? (air ? ` ${many}` : ` (${many})`) : '';
    const text = `${index + 1} ${m[words][name]}${count}`;
    const before = screen === name ? '[' : SCREENS[index - 1] === screen && !air ? ']' : ' ';
    const after = !air ? '' : screen === name ? ']' : ' ';
    const look = count ? ({ color: 'yellow' } as const) : { dim: true };
    return [
      { text: `${air ? ' ' : ''}${before}`, bold: before !== ' ' },
      { text: `${text}${after}`, ...(screen === name ? { bold: true } : look) },
    ];
  });
  return air ? spans : [...spans, { text: screen === SCREENS.at(-1) ? ']' : ' ', bold: true }];
}

/** The second row: the screens, the open one in brackets; how many alerts are open is told with theirs. */
export function tabs(state: ConsoleState, m: ConsoleMessages): Line {
  const all = TAB_WAYS.map((way) => tabSpans(state, way, m));
  // The same way however many alerts are open.
  const widest = state.board && { ...state.board, alertsOpen: MOST_ALERTS + 1 };
  const fits = (way: TabWay) =>
    widthOf(plain(tabSpans({ ...state, board: widest }, way, m))) <= state.columns;
  return fitLine(all[TAB_WAYS.findIndex(fits)] ?? all.at(-1) ?? [], state.columns);
}

/** Which keys an open prompt takes. */
function keysOfPrompt(prompt: Prompt): keyof ConsoleMessages['prompt']['keys'] {
  if (prompt.kind !== 'text') return prompt.kind;
  if (prompt.ask) return 'review';
  if (prompt.copied !== undefined) return 'copied';
  if (prompt.stop) return 'running';
  return prompt.read ? 'notes' : 'text';
}

/** What can be typed into an open prompt, where that is a language of its own, and the keys it takes. */
function promptWords(
  { screen, columns }: ConsoleState,
  prompt: Prompt,
  m: ConsoleMessages,
): string {
  const keys = m.prompt.keys[keysOfPrompt(prompt)].replace('{yes}', firstYes(prompt, m));
  const isFilter = prompt.kind === 'line' && prompt.title === '/';
  if (!isFilter || screen !== 'orders') return keys;
  const both = `${m.ordersScreen.filterBy}   ${keys}`;
  return widthOf(both) < columns ? both : m.ordersScreen.filterBy;
}

/** The last row but one: the keys that work here and now. */
export function footer(state: ConsoleState, m: ConsoleMessages): Line {
  if (state.prompt)
    return fitLine([{ text: ` ${promptWords(state, state.prompt, m)}`, dim: true }], state.columns);
  const entries = actionsOn(state)
    .filter((action) => action.footer !== undefined && !action.disabled?.(state, m))
    .sort((a, b) => (a.footer ?? 0) - (b.footer ?? 0))
    .map((action): { id: string; line: Line } => {
      const line = [
        { text: ` ${keyName(action.keys[0] ?? '', m)} `, bold: true },
        { text: `${(action.short ?? action.title)(m, state)} `, dim: true },
      ];
      return { id: action.id, line };
    });
  // Whole entries or none: half a word helps nobody. The way to all keys always has its place.
  const [help] = entries.filter(({ id }) => id === 'help');
  let left = state.columns - (help ? widthOf(plain(help.line)) : 0);
  const fitting = entries.filter((entry) => {
    if (entry === help) return true;
    const width = widthOf(plain(entry.line));
    if (width > left) return false;
    left -= width;
    return true;
  });
  return fitLine(
    fitting.flatMap(({ line }) => line),
    state.columns,
  );
}

/** A longer name would leave no room for the answer. */
const MAX_OPERATOR = 20;

/** The last row: the answer to the last key, and who and when. */
export function answerLine(state: ConsoleState, m: ConsoleMessages): Line {
  const operator = fitText(state.operator, Math.min(MAX_OPERATOR, widthOf(state.operator)));
  const who = state.columns > 100 ? `${operator}  ${state.lang}  ` : '';
  const typing = promptLine(state, m);
  const right: Line = [{ text: ` ${who}${clock(Math.max(state.now, 0))} `, dim: true }];
  const color = state.message.kind === 'error' ? ({ color: 'red' } as const) : {};
  const text = state.message.text || (state.redis.state === 'down' ? m.empty.redisDown : '');
  return spread(typing ?? [{ text: ` ${text}`, ...color }], right, state.columns);
}
