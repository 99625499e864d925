import { wholeMoney } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { fitText, type Line } from '../../components/text.ts';
import type { TopDriver } from '../../domain/board.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { cursorRow } from '../../store/panels.ts';
import { type ConsoleState, countsBoard } from '../../store/state.ts';
import { listLines, MARK } from './rows.ts';
import { waitWord } from './words.ts';

/** The load's column: as many dots as it has room for. */
const DOTS = 5;
/** Below this width the load gives way to the name. */
const WITH_LOAD = 36;
/** Rank, id, rating, revenue and the gaps. */
const FIXED = 22;

/** How full his hands are, a dot an order. */
function loadDots({ load, capacity, offDuty }: TopDriver, m: ConsoleMessages, g: Glyphs): string {
  if (offDuty) return m.off;
  if (load === null || capacity === null) return g.dash;
  if (capacity > DOTS) return `${load}/${capacity}`;
  return g.full.repeat(load) + g.empty.repeat(Math.max(0, capacity - load));
}

/** The time left of a cache, in steps of fifteen seconds. */
function cacheSteps(ms: number): string {
  return ms > 15_000 ? '15-30 s' : '0-15 s';
}

/** The leaderboard, and how fresh it is. */
export function topLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const board = countsBoard(state);
  if (!board) return [[{ text: waitWord(state, m), dim: true }]];
  if (board.topDrivers.length === 0) return [[{ text: m.empty.top, dim: true }]];
  const cursor = state.focus === 'top' ? cursorRow(state, 'top') : null;
  const room = cursor === null ? width : width - MARK;
  const load = room >= WITH_LOAD ? DOTS + 2 : 0;
  const name = Math.max(4, room - FIXED - load);
  const rows = board.topDrivers.map(
    (driver, index): Line => [
      { text: `${fitText(String(index + 1), 2, 'right')} `, dim: true },
      { text: `${fitText(driver.id, 5)} ${fitText(driver.name, name)}` },
      { text: fitText(driver.rating.toFixed(2), 5, 'right') },
      { text: fitText(`  ${loadDots(driver, m, g)}`, load), dim: driver.offDuty },
      { text: fitText(wholeMoney(driver.revenueCents, g), 8, 'right') },
    ],
  );
  const freshness =
    board.source === 'history'
      ? m.panels.fromHistory
      : board.topDriversTtlMs === null
        ? m.noCache
        : m.cacheLeft(cacheSteps(board.topDriversTtlMs));
  const note: Line = [{ text: freshness, dim: true }];
  const list = (rest: number) => listLines({ rows, cursor, height: rest }, m, g);
  // In a low panel the drivers come first.
  if (height < 5) return list(height);
  return [...list(height - 1), ...(height - rows.length >= 2 ? [[]] : []), note];
}
