import { age } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { type Column, heading, row } from '../../components/table.ts';
import type { Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { cursorRow } from '../../store/panels.ts';
import { planOf } from '../../store/plans/state.ts';
import { type ConsoleState, serverNow } from '../../store/state.ts';
import { STATUS_COLORS } from './orders.ts';
import { listLines, MARK } from './rows.ts';
import { dueCell } from './waiting.ts';
import { waitWord } from './words.ts';

/** From these widths on there is room for who has it, and for how many minutes. */
const WITH_DRIVER = 52;
const WITH_MINUTES = 60;

type LateColumn = Column & {
  readonly key: 'order' | 'client' | 'status' | 'driver' | 'late' | 'due';
};

function columnsFor(width: number, m: ConsoleMessages): LateColumn[] {
  const fixed: LateColumn[] = [
    { key: 'order', title: m.columns.order, width: 7 },
    { key: 'status', title: m.liveScreen.status, width: 10 },
    ...(width >= WITH_DRIVER
      ? [{ key: 'driver' as const, title: m.liveScreen.driver, width: 7 }]
      : []),
    ...(width >= WITH_MINUTES
      ? [{ key: 'late' as const, title: m.orders.late, width: 9, align: 'right' as const }]
      : []),
    { key: 'due', title: m.columns.due, width: 8 },
  ];
  const client = Math.max(8, width - fixed.reduce((sum, each) => sum + each.width + 2, 0));
  const [order, ...rest] = fixed;
  const wide = { key: 'client' as const, title: m.columns.client, width: client };
  return order ? [order, wide, ...rest] : [];
}

/** The open orders beyond their promised time or near it, the latest first; the rest is counted. */
export function lateLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const { board } = state;
  if (!board) return [[{ text: waitWord(state, m), dim: true }]];
  if (board.late + board.atRisk === 0) return [[{ text: m.liveScreen.noneLate, dim: true }]];
  const columns = columnsFor(width - MARK, m);
  const now = serverNow(state);
  const rows = board.urgent.map((order) => {
    const left = (order.dueAt ?? now) - now;
    const plan = planOf(state, order);
    const color = STATUS_COLORS[order.status];
    const status = { text: m.statuses[order.status], ...(color ? { color } : {}) };
    const minutes = age(Math.abs(left), m);
    const sign = left < 0 ? '+' : g.minus;
    const cells = {
      ...{ order: order.id, client: order.client || g.dash, status },
      driver: order.driverId ?? (plan ? { text: `${g.arrow} ${plan.driver}`, dim: true } : g.dash),
      late: minutes === m.now ? minutes : `${sign}${minutes}`,
      due: dueCell(order.dueAt, now, g),
    };
    return row(
      columns,
      columns.map(({ key }) => cells[key]),
    );
  });
  const cursor = state.focus === 'late' ? cursorRow(state, 'late') : null;
  const total = Math.max(rows.length, board.late + board.atRisk);
  return [
    [{ text: ' '.repeat(MARK) }, ...heading(columns)],
    ...listLines({ rows, total, cursor, marked: true, height: height - 1 }, m, g),
  ];
}
