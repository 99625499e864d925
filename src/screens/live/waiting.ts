import { age, clock } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { type Column, heading, row } from '../../components/table.ts';
import type { Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { sidePanel } from '../../store/panels.ts';
import { waitingTotal } from '../../store/reducers.ts';
import { type ConsoleState, serverNow } from '../../store/state.ts';
import { windowFor } from '../../store/window.ts';
import { hiddenWord, waitWord } from './words.ts';

/** The promised time, with a mark when it is near (`!`) or gone (`!!`). */
export function dueCell(dueAt: number | null, now: number, g: Glyphs) {
  if (dueAt === null) return { text: g.dash };
  const left = dueAt - now;
  if (left < 0) return { text: `${clock(dueAt)} !!`, color: 'red' as const };
  if (left < 10 * 60_000) return { text: `${clock(dueAt)} !`, color: 'yellow' as const };
  return { text: clock(dueAt) };
}

function columnsFor(width: number, m: ConsoleMessages, g: Glyphs): Column[] {
  const order = width > 70 ? 9 : 7;
  const flexible = width - order - 6 - 8 - 2 * 4;
  const client = Math.max(8, Math.floor(flexible * 0.42));
  return [
    { title: m.columns.order, width: order },
    { title: m.columns.client, width: client },
    { title: m.columns.route.replace('-', g.arrow), width: Math.max(8, flexible - client) },
    { title: m.columns.age, width: 6, align: 'right' },
    { title: m.columns.due, width: 8 },
  ];
}

/** The orders that wait, longest first, as many as fit; the rest is counted. */
export function waitingLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const { board, selected, selectedIndex, waitingOffset, focus } = state;
  if (!board) return [[{ text: waitWord(state, m), dim: true }]];
  const total = waitingTotal(state);
  if (total === 0) return [[{ text: m.empty.waiting, dim: true }]];
  const columns = columnsFor(width - 2, m, g);
  const room = Math.max(1, total > height - 1 ? height - 2 : height - 1);
  const now = serverNow(state);
  const offset = windowFor(selectedIndex, total, room, waitingOffset);
  const shown = board.waiting.slice(
    offset - board.waitingOffset,
    offset - board.waitingOffset + room,
  );
  const lines = shown.map((order): Line => {
    const here = order.id === selected;
    const style = here && focus === 'waiting' ? { inverse: true } : {};
    const route = order.origin
      ? `${order.origin} ${g.arrow} ${order.destination}`
      : order.destination;
    const since = order.createdAt === null ? g.dash : age(now - order.createdAt, m);
    const cells = [
      order.id,
      order.client || g.dash,
      route || g.dash,
      since,
      dueCell(order.dueAt, now, g),
    ];
    // One cursor at a time: in a side panel it means what it is on there.
    const cursor = here && sidePanel(state) === null;
    return [{ text: cursor ? `${g.cursor} ` : '  ', ...style }, ...row(columns, cells, style)];
  });
  const hidden = hiddenWord(offset, total - offset - shown.length, m);
  return [
    [{ text: '  ' }, ...heading(columns)],
    ...lines,
    ...(hidden ? [[{ text: `  ${hidden}`, dim: true }]] : []),
  ];
}
