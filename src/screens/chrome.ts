import { actionsOn } from '../actions/table.ts';
import { clock, staleness } from '../components/format.ts';
import type { Glyphs } from '../components/glyphs.ts';
import { fitLine, type Line, plain, type Span, widthOf } from '../components/text.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import type { ConsoleState, Link } from '../store/state.ts';

/** Text at the left and at the right of one row; the left gives way. */
export function spread(left: Line, right: Line, width: number): Line {
  const size = widthOf(plain(right));
  if (size === 0 || size >= width - 4) return fitLine(left, width);
  return [...fitLine(left, width - size), ...right];
}

/** How one server is: a mark, and words when something is wrong. */
function linkSpans(
  name: string,
  link: Link,
  detail: string,
  m: ConsoleMessages,
  g: Glyphs,
): Span[] {
  if (link.state === 'up')
    return [
      { text: `${name} `, dim: true },
      { text: g.up, color: 'green' },
    ];
  const word = link.state === 'down' ? m.status.down : m.status.connecting;
  const color = link.state === 'down' ? 'red' : 'yellow';
  return [{ text: `${name} ${g.down} ${word}${detail}`, color }];
}

/** The first row: whose room this is, and how its servers are. */
export function header(state: ConsoleState, m: ConsoleMessages, g: Glyphs): Line {
  const { redis, mongo, board } = state;
  const old = staleness(state.now - state.boardAt, m);
  const age = board && redis.state === 'down' ? `, ${m.status.dataAge(old)}` : '';
  const gap: Span = { text: '  ' };
  const right: Span[] = [
    ...linkSpans(m.status.redis, redis, age, m, g),
    gap,
    ...linkSpans(m.status.mongo, mongo, '', m, g),
    gap,
    ...workerSpans(state, m, g),
  ];
  if (state.columns > 100 && redis.state === 'up' && board) {
    right.push(gap, { text: m.status.lag(board.lag), dim: board.lag === 0 });
  }
  if (board?.simulator && redis.state === 'up') {
    const { paused, speed } = board.simulator;
    right.push(gap, {
      text: `${m.status.simulator} ${paused ? m.status.paused : g.times + speed}`,
      dim: !paused,
    });
  }
  right.push({ text: ' ' });
  const left: Line = [
    { text: ' vigie', bold: true },
    { text: state.zone ? `  ${state.zone}` : '' },
  ];
  return spread(left, right, state.columns);
}

function workerSpans({ board, redis }: ConsoleState, m: ConsoleMessages, g: Glyphs): Span[] {
  if (redis.state !== 'up' || !board)
    return [{ text: `${m.status.worker} ${m.status.unknown}`, dim: true }];
  if (board.workers > 0)
    return [
      { text: `${m.status.worker} `, dim: true },
      { text: g.up, color: 'green' },
    ];
  return [{ text: `${m.status.worker} ${g.down} ${m.status.noWorker}`, color: 'yellow' }];
}

/** The second row: the screens, the open one in brackets. */
export function tabs({ screen, columns }: ConsoleState, m: ConsoleMessages): Line {
  const names = [
    ['1', 'live', m.screens.live],
    ['6', 'reports', m.screens.reports],
  ] as const;
  const spans = names.map(
    ([key, name, title]): Span =>
      name === screen
        ? { text: ` [${key} ${title}] `, bold: true }
        : { text: `  ${key} ${title}  `, dim: true },
  );
  return fitLine(spans, columns);
}

const KEY_NAMES: Readonly<Record<string, string>> = { space: 'space', esc: 'Esc', tab: 'Tab' };

/** The last row but one: the keys that work here and now. */
export function footer(state: ConsoleState, m: ConsoleMessages): Line {
  const entries = actionsOn(state.screen)
    .filter((action) => action.footer !== undefined && !action.disabled?.(state, m))
    .sort((a, b) => (a.footer ?? 0) - (b.footer ?? 0))
    .map(({ id, keys: [key = ''] }): Line => {
      const short = m.footer[id as keyof typeof m.footer] ?? m.actions[id];
      return [
        { text: ` ${KEY_NAMES[key] ?? key} `, bold: true },
        { text: `${short} `, dim: true },
      ];
    });
  // Whole entries or none: half a word helps nobody.
  let left = state.columns;
  const fitting = entries.filter((entry) => {
    const width = widthOf(plain(entry));
    if (width > left) return false;
    left -= width;
    return true;
  });
  return fitLine(fitting.flat(), state.columns);
}

/** The last row: the answer to the last key, and who and when. */
export function answerLine(state: ConsoleState, m: ConsoleMessages): Line {
  const who = state.columns > 100 ? `${state.operator}  ${state.lang}  ` : '';
  const right: Line = [{ text: `${who}${clock(Math.max(state.now, 0))} `, dim: true }];
  const color = state.message.kind === 'error' ? ({ color: 'red' } as const) : {};
  const text = state.message.text || (state.redis.state === 'down' ? m.empty.redisDown : '');
  return spread([{ text: ` ${text}`, ...color }], right, state.columns);
}
