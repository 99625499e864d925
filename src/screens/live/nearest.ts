import { age, clock, km, money, signed } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { fitting, orderPlanParts, planCell } from '../../components/plan.ts';
import { type Column, heading, row } from '../../components/table.ts';
import { type Line, widthOf } from '../../components/text.ts';
import type { CandidateList } from '../../domain/board.ts';
import type { Order } from '../../domain/order.ts';
import {
  type Candidate,
  rank,
  STRATEGIES,
  type StrategyName,
  score,
} from '../../domain/strategy.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { isPlanning, planOf } from '../../store/plans/state.ts';
import { type ConsoleState, selectedOrder, serverNow } from '../../store/state.ts';
import { windowFor } from '../../store/window.ts';
import { type Grid, gridFor } from './nearest-grid.ts';
import { hiddenWord, waitWord } from './words.ts';

const KEYS: Readonly<Record<StrategyName, string>> = {
  closest: 'c',
  best_rated: 'r',
  balanced: 'b',
};

/** Columns before the table: who would be chosen by what, and the mark. */
const PREFIX = 5;
/** Rows that a heading and two drivers leave one of. */
const LEAST_WITH_PLAN = 4;

/** Which strategies would choose which driver, by their keys. */
export function choices(candidates: readonly Candidate[]): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const strategy of STRATEGIES) {
    const best = rank(strategy, candidates)[0]?.driverId;
    if (best !== undefined) chosen.set(best, (chosen.get(best) ?? '') + KEYS[strategy]);
  }
  return chosen;
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
  if (!order)
    return [[{ text: state.board ? m.empty.noSelection : waitWord(state, m), dim: true }]];
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
  if (!candidates) return [...lines, [{ text: waitWord(state, m), dim: true }]];
  const marks = markLine(state, m);
  const plan = planLines(state, order, width, height, m);
  const room = height - lines.length - 1 - (marks ? 1 : 0) - plan.length;
  const grid = gridFor(width - PREFIX, m);
  const drivers = driverLines(state, candidates, grid, m, g, room);
  const hidden = candidates.eligible.length + candidates.excluded.length - drivers.rows;
  // Where no row is left to count the rest, the heading does.
  const [first, ...others] = grid.columns;
  const counted = first && { ...first, title: `${first.title} +${hidden}` };
  const titles = counted && !drivers.counted && hidden > 0 ? [counted, ...others] : grid.columns;
  lines.push([{ text: '     ' }, ...heading(titles)], ...drivers.lines);
  if (marks) lines.push(marks);
  return [...lines, ...plan];
}

/** What the dispatch engine would do with the order, and the key for it; a blank row above it where there is room. */
function planLines(
  state: ConsoleState,
  order: Order,
  width: number,
  height: number,
  m: ConsoleMessages,
): Line[] {
  if (!isPlanning(state) || height < LEAST_WITH_PLAN) return [];
  const plan = planOf(state, order);
  const room = width - PREFIX - widthOf(m.plan.heading);
  const words = fitting(orderPlanParts(order, plan, serverNow(state), m), room);
  const line: Line = [
    { text: (state.readonly ? '' : 'o').padEnd(PREFIX), bold: true, color: 'blue' },
    { text: plan || order.pinned ? m.plan.heading : '', dim: true },
    { text: words, dim: plan === null },
  ];
  return height >= 12 ? [[], line] : [line];
}

/** The same in short, beside the panel's title, where the panel has no row for it; else empty. */
export function planInTitle(
  state: ConsoleState,
  title: string,
  { width, height }: { readonly width: number; readonly height: number },
  m: ConsoleMessages,
  g: Glyphs,
): string {
  const order = selectedOrder(state);
  const plan = planOf(state, order);
  if (!order || !plan || height - 2 >= LEAST_WITH_PLAN) return '';
  const key = state.readonly ? '' : 'o ';
  const words = `  ${key}${m.plan.heading}${planCell(plan, serverNow(state), m, g)}`;
  // The frame, and a column of air on each side of the title.
  return widthOf(title) + widthOf(words) <= width - 6 ? words : '';
}

/** Lines of a list, how many of them are drivers, and whether one of them counts the rest. */
interface Shown {
  readonly lines: readonly Line[];
  readonly rows: number;
  readonly counted: boolean;
}

interface DriverLine {
  readonly line: Line;
  /** Some strategy would choose this driver. */
  readonly chosen: boolean;
}

function driverLines(
  state: ConsoleState,
  { eligible, excluded, radiusM }: CandidateList,
  { columns, strategies }: Grid,
  m: ConsoleMessages,
  g: Glyphs,
  room: number,
): Shown {
  const by = choices(eligible);
  const loadOf = ({ load, capacity }: Candidate) => `${load}/${capacity}`;
  const rows: DriverLine[] = [
    ...eligible.map((driver) => {
      const scores = strategies.map((strategy) => signed(score(strategy, driver), g));
      const keys = by.get(driver.driverId) ?? '';
      const cells = [loadOf(driver), ...scores];
      return {
        line: driverRow(state, driver, columns, cells, keys, g, false),
        chosen: keys !== '',
      };
    }),
    ...excluded.map((driver) => {
      const line = driverRow(state, driver, columns.slice(0, 4), [loadOf(driver)], '', g, true);
      const reason = { text: `  ${m.excluded[driver.reason]}`, dim: true };
      return { line: [...line, reason], chosen: false };
    }),
  ];
  const none: Line[] =
    eligible.length === 0
      ? [[{ text: `     ${m.noneWithin(String(radiusM / 1000))}`, color: 'yellow' }]]
      : [];
  const size = Math.max(1, room - none.length);
  const shown =
    state.focus === 'nearest'
      ? aroundCursor(rows, size, state.nearestIndex, m)
      : choicesFirst(rows, size, m);
  return { ...shown, lines: [...none, ...shown.lines] };
}

const note = (text: string): Line => [{ text: `     ${text}`, dim: true }];

/** While the cursor is in the list: the rows around it, and how many are out of sight. */
function aroundCursor(
  rows: readonly DriverLine[],
  size: number,
  cursor: number,
  m: ConsoleMessages,
): Shown {
  const room = rows.length > size ? Math.max(1, size - 1) : size;
  const offset = windowFor(cursor, rows.length, room, 0);
  const shown = rows.slice(offset, offset + room).map(({ line }) => line);
  const hidden = hiddenWord(offset, rows.length - offset - shown.length, m);
  const counted = hidden !== '' && size > 1;
  return { lines: counted ? [...shown, note(hidden)] : shown, rows: shown.length, counted };
}

/** Else whom a key would choose is always in sight, then the nearest; the order stays by distance. */
function choicesFirst(rows: readonly DriverLine[], size: number, m: ConsoleMessages): Shown {
  const chosen = rows.filter((each) => each.chosen);
  // With room for the choices alone, they are worth more than a row that counts the rest.
  const room = rows.length <= size ? size : Math.max(Math.min(chosen.length, size), size - 1);
  const kept = new Set([...chosen, ...rows.filter((each) => !each.chosen)].slice(0, room));
  const shown = rows.filter((each) => kept.has(each)).map(({ line }) => line);
  const hidden = rows.length - shown.length;
  const counted = hidden > 0 && shown.length < size;
  const lines = counted ? [...shown, note(m.moreDrivers(hidden))] : shown;
  return { lines, rows: shown.length, counted };
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
  const mark = state.marks.includes(driver.driverId) ? '*' : ' ';
  const cells = [
    `${driver.driverId} ${driver.name}`,
    km(driver.distanceM),
    driver.rating.toFixed(2),
    ...rest,
  ];
  return [
    { text: strategies.padEnd(3), bold: true, color: 'blue' },
    { text: `${here ? g.cursor : ' '}${mark}`, ...style },
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
