import { age } from '../../components/format.ts';
import { type Glyphs, sparkline } from '../../components/glyphs.ts';
import {
  type Color,
  fitText,
  type Line,
  plain,
  type Span,
  widthOf,
} from '../../components/text.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../domain/status.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { cursorRow } from '../../store/panels.ts';
import { isPlanning } from '../../store/plans/state.ts';
import { type ConsoleState, countsBoard, serverNow } from '../../store/state.ts';
import { listLines } from './rows.ts';
import { waitWord } from './words.ts';

export const STATUS_COLORS: Readonly<Record<OrderStatus, Color | undefined>> = {
  waiting: 'yellow',
  assigned: 'blue',
  pickedUp: 'cyan',
  delivered: 'green',
  cancelled: undefined,
};

const HISTORY = 12;
/** The widest name of a status, in both languages. */
const NAME = 10;

/** The panel of counts: each status with its short history, then drivers and what is late. */
export function orderLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  height = Number.POSITIVE_INFINITY,
): Line[] {
  const { samples, focus } = state;
  const board = countsBoard(state);
  if (!board) return [[{ text: waitWord(state, m), dim: true }]];
  const lines = ORDER_STATUSES.map((status): Line => {
    const color = STATUS_COLORS[status];
    const look = color ? { color } : { dim: true };
    const values = samples.map((sample) => sample[status]);
    const extra: Span[] = [];
    if (status === 'waiting' && board.oldestWaitingAt !== null) {
      extra.push({
        text: `   ${m.orders.oldest(age(serverNow(state) - board.oldestWaitingAt, m))}`,
      });
    }
    if (status === 'assigned' && isPlanning(state))
      extra.push({ text: `   ${m.plan.total(state.plans.total)}`, dim: state.plans.total === 0 });
    return [
      { text: fitText(m.statuses[status], NAME), ...look },
      { text: fitText(String(board.counts[status]), 6, 'right') },
      { text: `  ${sparkline(values, HISTORY, g)}`, ...look },
      ...extra,
    ];
  });
  const cursor = focus === 'orders' ? cursorRow(state, 'orders') : null;
  const list = (rows: readonly Line[]) => listLines({ rows, cursor, height }, m, g);
  if (board.source === 'history') return list(lines);
  const { total, free, busy, offDuty } = board.drivers;
  const median =
    board.medianWaitingAt === null ? g.dash : age(serverNow(state) - board.medianWaitingAt, m);
  return list([
    ...lines,
    [],
    [
      { text: fitText(m.orders.drivers, NAME) },
      { text: fitText(String(total), 6, 'right') },
      { text: `  ${m.orders.driverCounts(free, busy, offDuty)}` },
    ],
    [
      { text: fitText(m.orders.late, NAME), ...(board.late > 0 ? { color: 'red' as const } : {}) },
      { text: fitText(String(board.late), 6, 'right') },
      { text: `  ${m.orders.atRisk} ${board.atRisk}   ${m.orders.medianWait} ${median}` },
    ],
  ]);
}

/** The same in one row, where there is one column: whole figures, the most urgent if not all fit. */
export function countsLine(state: ConsoleState, m: ConsoleMessages, g: Glyphs): Line {
  const { samples, columns } = state;
  const board = countsBoard(state);
  if (!board) return [{ text: ` ${waitWord(state, m)}`, dim: true }];
  const history = board.source === 'history';
  const { free, total } = board.drivers;
  const spark = sparkline(
    samples.map(({ waiting }) => waiting),
    6,
    g,
  );
  const part = (status: OrderStatus): Line => {
    const color = STATUS_COLORS[status];
    return [
      { text: ` ${m.statuses[status]}`, ...(color ? { color } : {}) },
      { text: ` ${board.counts[status]} ` },
    ];
  };
  // As they stand in the row, and what is left out first where room is short.
  const parts: readonly { readonly spans: Line; readonly last: number }[] = [
    { spans: part('waiting'), last: 0 },
    { spans: [{ text: `${spark} `, color: 'yellow' }], last: 8 },
    ...(isPlanning(state)
      ? [{ spans: [{ text: ` ${m.plan.total(state.plans.total)} `, dim: true }], last: 6 }]
      : []),
    { spans: part('assigned'), last: 4 },
    { spans: part('pickedUp'), last: 5 },
    { spans: part('delivered'), last: 7 },
    ...(history
      ? [{ spans: [{ text: ` ${m.panels.fromHistory}`, dim: true }], last: 1 }]
      : [
          {
            spans: [
              {
                text: ` ${m.orders.late} ${board.late} `,
                ...(board.late > 0 ? { color: 'red' as const } : {}),
              },
            ],
            last: 2,
          },
          { spans: [{ text: ` ${m.orders.freeOf(free, total)}` }], last: 3 },
        ]),
  ];
  let room = columns;
  const kept = new Set(
    [...parts]
      .sort((a, b) => a.last - b.last)
      .filter(({ spans }) => {
        const size = widthOf(plain(spans));
        if (size > room) return false;
        room -= size;
        return true;
      }),
  );
  return parts.filter((each) => kept.has(each)).flatMap(({ spans }) => spans);
}
