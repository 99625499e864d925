import { age } from '../../components/format.ts';
import { type Glyphs, sparkline } from '../../components/glyphs.ts';
import { type Color, fitText, type Line, type Span } from '../../components/text.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../domain/status.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { type ConsoleState, countsBoard, serverNow } from '../../store/state.ts';

export const STATUS_COLORS: Readonly<Record<OrderStatus, Color | undefined>> = {
  waiting: 'yellow',
  assigned: 'blue',
  pickedUp: 'cyan',
  delivered: 'green',
  cancelled: undefined,
};

const HISTORY = 12;

/** The panel of counts: each status with its short history, then drivers and what is late. */
export function orderLines(state: ConsoleState, m: ConsoleMessages, g: Glyphs): Line[] {
  const { samples } = state;
  const board = countsBoard(state);
  if (!board) return [[{ text: m.empty.loading, dim: true }]];
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
    return [
      { text: fitText(m.statuses[status], 11), ...look },
      { text: fitText(String(board.counts[status]), 6, 'right') },
      { text: `  ${sparkline(values, HISTORY, g)}`, ...look },
      ...extra,
    ];
  });
  if (board.source === 'history') return lines;
  const { total, free, busy, offDuty } = board.drivers;
  const median =
    board.medianWaitingAt === null ? g.dash : age(serverNow(state) - board.medianWaitingAt, m);
  return [
    ...lines,
    [],
    [
      { text: fitText(m.orders.drivers, 11) },
      { text: fitText(String(total), 6, 'right') },
      { text: `  ${m.orders.driverCounts(free, busy, offDuty)}` },
    ],
    [
      { text: fitText(m.orders.late, 11), ...(board.late > 0 ? { color: 'red' as const } : {}) },
      { text: fitText(String(board.late), 6, 'right') },
      { text: `  ${m.orders.atRisk} ${board.atRisk}   ${m.orders.medianWait} ${median}` },
    ],
  ];
}

/** The same in one row, where there is one column. */
export function countsLine(state: ConsoleState, m: ConsoleMessages, g: Glyphs): Line {
  const { samples } = state;
  const board = countsBoard(state);
  if (!board) return [{ text: ` ${m.empty.loading}`, dim: true }];
  const spark = sparkline(
    samples.map(({ waiting }) => waiting),
    6,
    g,
  );
  const part = (status: OrderStatus): Span[] => {
    const color = STATUS_COLORS[status];
    return [
      { text: ` ${m.statuses[status]}`, ...(color ? { color } : {}) },
      { text: ` ${board.counts[status]} ` },
    ];
  };
  const rest: Span[] =
    board.source === 'history'
      ? [{ text: ` ${m.panels.fromHistory}`, dim: true }]
      : [
          { text: ` ${m.orders.late} ${board.late} `, ...(board.late > 0 ? { color: 'red' } : {}) },
          { text: ` ${m.orders.freeOf(board.drivers.free, board.drivers.total)}` },
        ];
  return [
    ...part('waiting'),
    { text: `${spark} `, color: 'yellow' },
    ...(['assigned', 'pickedUp', 'delivered'] as const).flatMap(part),
    ...rest,
  ];
}
