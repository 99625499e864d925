import { age, clock, km, money, signed } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { type Column, heading, row } from '../../components/table.ts';
import type { Line } from '../../components/text.ts';
import type { CandidateList } from '../../domain/board.ts';
import {
  type Candidate,
  rank,
  STRATEGIES,
  type StrategyName,
  score,
} from '../../domain/strategy.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { type ConsoleState, selectedOrder, serverNow } from '../../store/state.ts';

const KEYS: Readonly<Record<StrategyName, string>> = {
  closest: 'c',
  best_rated: 'r',
  balanced: 'b',
};

/** Columns before the table: who would be chosen by what, and the mark. */
const PREFIX = 5;

/** Which strategies would choose which driver. */
function choices(candidates: readonly Candidate[]): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const strategy of STRATEGIES) {
    const best = rank(strategy, candidates)[0]?.driverId;
    if (best !== undefined) chosen.set(best, (chosen.get(best) ?? '') + KEYS[strategy]);
  }
  return chosen;
}

function columnsFor(width: number, m: ConsoleMessages): Column[] {
  const fixed = [5, 6, 4, 7, 5, 8];
  const driver = Math.max(10, Math.min(24, width - fixed.reduce((sum, each) => sum + each + 2, 0)));
  const [distance = 0, rating = 0, load = 0, closest = 0, rated = 0, balanced = 0] = fixed;
  return [
    { title: m.columns.driver, width: driver },
    { title: m.columns.km, width: distance, align: 'right' },
    { title: m.columns.rating, width: rating, align: 'right' },
    { title: m.columns.load, width: load, align: 'right' },
    { title: m.columns.closest, width: closest, align: 'right' },
    { title: m.columns.bestRated, width: rated, align: 'right' },
    { title: m.columns.balanced, width: balanced, align: 'right' },
  ];
}

/** The drivers near the selected order, what each strategy makes of them, and who is out and why. */
export function nearestLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const order = selectedOrder(state);
  if (!order) return [[{ text: state.board ? m.empty.noSelection : m.empty.loading, dim: true }]];
  const lines: Line[] = [];
  if (height >= 9) {
    const now = serverNow(state);
    const left = (order.dueAt ?? now) - now;
    const words = left < 0 ? m.late(age(-left, m)) : m.inTime(age(left, m));
    const promise = order.dueAt === null ? '' : `   ${m.promised(clock(order.dueAt), words)}`;
    const route = order.origin
      ? `${order.origin} ${g.arrow} ${order.destination}`
      : order.destination;
    lines.push([{ text: `${order.id}  ${route}   ${money(order.amountCents, g)}${promise}` }], []);
  }
  const { candidates } = state;
  if (!order.pickup) return [...lines, [{ text: m.unknownPickup, dim: true }]];
  if (!candidates) return [...lines, [{ text: m.empty.loading, dim: true }]];
  const marks = markLine(state, m);
  const room = height - lines.length - 1 - (marks ? 1 : 0);
  lines.push([{ text: '     ' }, ...heading(columnsFor(width - PREFIX, m))]);
  lines.push(...driverLines(state, candidates, m, g, width, room));
  if (marks) lines.push(marks);
  return lines;
}

function driverLines(
  state: ConsoleState,
  { eligible, excluded, radiusM }: CandidateList,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  room: number,
): Line[] {
  const columns = columnsFor(width - PREFIX, m);
  const chosen = choices(eligible);
  const rows = [
    ...eligible.map((driver): Line => {
      const scores = STRATEGIES.map((strategy) => signed(score(strategy, driver), g));
      const load = `${driver.load}/${driver.capacity}`;
      return driverRow(
        state,
        driver,
        columns,
        [load, ...scores],
        chosen.get(driver.driverId) ?? '',
        g,
        false,
      );
    }),
    ...excluded.map((driver): Line => {
      const load = `${driver.load}/${driver.capacity}`;
      const line = driverRow(state, driver, columns.slice(0, 4), [load], '', g, true);
      return [...line, { text: `  ${m.excluded[driver.reason]}`, dim: true }];
    }),
  ];
  const none: Line[] =
    eligible.length === 0
      ? [[{ text: `     ${m.noneWithin(String(radiusM / 1000))}`, color: 'yellow' }]]
      : [];
  const size = Math.max(1, room - none.length);
  const overflow = rows.length > size ? 1 : 0;
  const offset = Math.max(
    0,
    Math.min(state.nearestIndex - (size - overflow) + 1, rows.length - size + overflow),
  );
  const shown = rows.slice(offset, offset + size - overflow);
  const below = rows.length - offset - shown.length;
  const more: Line[] =
    overflow && below > 0 ? [[{ text: `     ${m.more(below)}`, dim: true }]] : [];
  return [...none, ...shown, ...more];
}

function driverRow(
  state: ConsoleState,
  driver: Candidate,
  columns: readonly Column[],
  rest: readonly string[],
  strategies: string,
  g: Glyphs,
  dim: boolean,
): Line {
  const all = [...(state.candidates?.eligible ?? []), ...(state.candidates?.excluded ?? [])];
  const here = state.focus === 'nearest' && all[state.nearestIndex]?.driverId === driver.driverId;
  const style = { ...(here ? { inverse: true } : {}), ...(dim ? { dim: true } : {}) };
  const mark = state.marks.includes(driver.driverId) ? '*' : here ? g.cursor : ' ';
  const cells = [
    `${driver.driverId} ${driver.name}`,
    km(driver.distanceM),
    driver.rating.toFixed(2),
    ...rest,
  ];
  return [
    { text: strategies.padEnd(3), bold: true, color: 'blue' },
    { text: `${mark} `, ...style },
    ...row(columns, cells, style),
  ];
}

/** The distance between two marked drivers, or what is missing for it. */
function markLine(
  { marks: [a, b], marksDistanceM }: ConsoleState,
  m: ConsoleMessages,
): Line | null {
  if (a === undefined) return null;
  if (b === undefined) return [{ text: m.markAnother(a), dim: true }];
  return [{ text: m.distanceBetween(a, b, marksDistanceM === null ? '…' : km(marksDistanceM)) }];
}
