import { money } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { fitText, type Line } from '../../components/text.ts';
import type { TopDriver } from '../../domain/board.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { type ConsoleState, countsBoard } from '../../store/state.ts';

/** How full his hands are, a dot an order. */
function loadDots({ load, capacity, offDuty }: TopDriver, m: ConsoleMessages, g: Glyphs): string {
  if (offDuty) return m.off;
  if (load === null || capacity === null) return g.dash;
  return g.full.repeat(load) + g.empty.repeat(Math.max(0, capacity - load));
}

const emptyWord = ({ redis }: ConsoleState, m: ConsoleMessages) =>
  redis.state === 'down' ? m.empty.redisDown : m.empty.loading;

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
  if (!board) return [[{ text: emptyWord(state, m), dim: true }]];
  if (board.topDrivers.length === 0) return [[{ text: m.empty.top, dim: true }]];
  const name = Math.max(6, width - 36);
  const rows = board.topDrivers.map(
    (driver, index): Line => [
      { text: fitText(String(index + 1), 2, 'right'), dim: true },
      { text: `  ${fitText(driver.id, 5)}${fitText(driver.name, name)}` },
      { text: fitText(driver.rating.toFixed(2), 5, 'right') },
      { text: `  ${fitText(loadDots(driver, m, g), 6)}`, dim: driver.offDuty },
      { text: fitText(money(driver.revenueCents, g), 12, 'right') },
    ],
  );
  const freshness =
    board.source === 'history'
      ? m.panels.fromHistory
      : board.topDriversTtlMs === null
        ? m.noCache
        : m.cacheLeft(cacheSteps(board.topDriversTtlMs));
  const shown = rows.slice(0, Math.max(1, height - 2));
  return [...shown, ...(height - shown.length >= 2 ? [[]] : []), [{ text: freshness, dim: true }]];
}
