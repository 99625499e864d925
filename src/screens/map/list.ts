import { km } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { fitLine, type Line, type Span, widthOf } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { LOOKS, marksDistance } from '../../store/map/things.ts';
import type { ConsoleState } from '../../store/state.ts';
import { detailLines } from './details.ts';
import { markOf } from './marks.ts';
import { nearestRows, nearRows } from './rows.ts';

const GAP = '  ';
/** Room for two columns of things. */
const TWO_COLUMNS = 70;
/** With fewer rows what is known of the selected thing is one line. */
const FEW_ROWS = 12;

/** What the list beside or below the map says. */
export function listTitle({ map: { nearest } }: ConsoleState, m: ConsoleMessages): string {
  return nearest ? m.mapScreen.nearest(String(nearest.radiusM / 1000)) : m.mapScreen.near;
}

/**
 * What is near the cursor, or the drivers that were looked for; what is known of the selected thing,
 * the distance between marks, and the legend. What does not fit is counted.
 */
export function listLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const isLow = height < FEW_ROWS;
  const legend = legendLines(m, g, width).slice(0, isLow ? 1 : height);
  const known = [...detailLines(state, m, g), ...noteLines(state, m)];
  const below = (isLow ? oneLine(known) : known).slice(0, Math.max(0, height - legend.length - 1));
  const room = Math.max(1, height - legend.length - below.length);
  const columns = width >= TWO_COLUMNS ? 2 : 1;
  const rowWidth = Math.floor((width - GAP.length * (columns - 1)) / columns);
  const rowsOf = state.map.nearest ? nearestRows : nearRows;
  const list = folded(rowsOf(state, m, g, rowWidth), columns, rowWidth, room, m);
  while (list.length < room) list.push([]);
  return [...list, ...below, ...legend].slice(0, height);
}

/** Rows side by side; the last place counts what does not fit. */
function folded(
  rows: readonly Line[],
  columns: number,
  width: number,
  room: number,
  m: ConsoleMessages,
): Line[] {
  const places = columns * room;
  const more = rows.length - (places - 1);
  const counted: Line = [{ text: `   ${m.mapScreen.moreBelow(more)}`, dim: true }];
  const shown = rows.length > places ? [...rows.slice(0, places - 1), counted] : rows;
  return Array.from({ length: Math.ceil(shown.length / columns) }, (_, at) =>
    shown
      .slice(at * columns, (at + 1) * columns)
      .flatMap((row, i) => (i === 0 ? fitLine(row, width) : [{ text: GAP }, ...row])),
  );
}

/** Lines as one. */
function oneLine(lines: readonly Line[]): Line[] {
  if (lines.length === 0) return [];
  return [lines.flatMap((line, i) => (i === 0 ? line : [{ text: GAP }, ...line]))];
}

/** The marks' distance, and what the shades mean. */
function noteLines(state: ConsoleState, m: ConsoleMessages): Line[] {
  const { marks, content } = state.map;
  const metres = marksDistance(state);
  const drivers = (content?.crowds ?? []).reduce((sum, { count }) => sum + count, 0);
  return [
    ...(metres !== null ? [[{ text: m.mapScreen.markTwo(km(metres)), bold: true }]] : []),
    ...(marks.length === 1 ? [[{ text: m.mapScreen.markOne, dim: true }]] : []),
    ...(drivers > 0
      ? [[{ text: m.mapScreen.crowd(String(drivers)) }], [{ text: m.mapScreen.crowded, dim: true }]]
      : []),
  ];
}

/** Every mark and its word, in as few lines as the width allows. */
function legendLines(m: ConsoleMessages, g: Glyphs, width: number): Line[] {
  const lines: Span[][] = [];
  let left = 0;
  for (const look of LOOKS.filter((each) => each !== 'offDuty')) {
    const { mark, ...ink } = markOf(look, g);
    const word = ` ${m.mapScreen.looks[look]}`;
    const size = widthOf(mark) + widthOf(word) + GAP.length;
    if (size > left) lines.push([]);
    else lines.at(-1)?.push({ text: GAP });
    left = (size > left ? width + GAP.length : left) - size;
    lines.at(-1)?.push({ text: mark, ...ink }, { text: word, dim: true });
  }
  return lines;
}
