import { age, clock } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { planCell } from '../../components/plan.ts';
import { type Cell, type Column, heading, row } from '../../components/table.ts';
import { type Line, widthOf } from '../../components/text.ts';
import type { Order } from '../../domain/order.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { sidePanel } from '../../store/panels.ts';
import { isPlanning, planOf } from '../../store/plans/state.ts';
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

/** The planned driver and when he must leave; the driver alone where room is short. */
const PLAN = 13;
const SHORT_PLAN = 6;
/** From these widths on a row has room for the one and for the other. */
const WITH_PLAN = 72;
const WITH_SHORT_PLAN = 60;

function planWidth(width: number): number {
  return width >= WITH_PLAN ? PLAN : width >= WITH_SHORT_PLAN ? SHORT_PLAN : 0;
}

function columnsFor(width: number, plan: number, m: ConsoleMessages, g: Glyphs): Column[] {
  const order = width > 70 ? (plan === 0 ? 9 : 8) : 7;
  const flexible = width - order - 6 - 8 - 2 * 4 - (plan > 0 ? plan + 2 : 0);
  const client = Math.max(8, Math.floor(flexible * 0.42));
  return [
    { title: m.columns.order, width: order },
    { title: m.columns.client, width: client },
    { title: m.columns.route.replace('-', g.arrow), width: Math.max(8, flexible - client) },
    { title: m.columns.age, width: 6, align: 'right' },
    { title: m.columns.due, width: 8 },
    ...(plan > 0 ? [{ title: m.plan.column, width: plan }] : []),
  ];
}

/** Who is planned for an order: it may change until it is committed, and so it is dim. */
function tentativeCell(
  state: ConsoleState,
  order: Order,
  width: number,
  m: ConsoleMessages,
  g: Glyphs,
): Cell {
  const plan = planOf(state, order);
  if (plan === null) return '';
  const text = planCell(plan, serverNow(state), m, g);
  return { text: widthOf(text) <= width ? text : `${g.arrow} ${plan.driver}`, dim: true };
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
  const plan = isPlanning(state) ? planWidth(width - 2) : 0;
  const columns = columnsFor(width - 2, plan, m, g);
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
      tentativeCell(state, order, plan, m, g),
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
