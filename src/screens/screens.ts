import type { Glyphs } from '../components/glyphs.ts';
import { panel } from '../components/panel.ts';
import type { Line } from '../components/text.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import type { ConsoleState, ScreenName } from '../store/state.ts';
import { liveWaitingRows } from './layout.ts';
import { liveBody } from './live/frame.ts';

/** What a screen is drawn from, and the room that its body has. */
export interface View {
  readonly state: ConsoleState;
  readonly m: ConsoleMessages;
  readonly g: Glyphs;
  readonly width: number;
  readonly height: number;
}

const empty = ({ state, m, g, width, height }: View) =>
  panel({ title: m.screens[state.screen], lines: [] }, width, height, g);

/** The body of each screen: exactly `height` rows of exactly `width` columns. */
export const BODIES: Readonly<Record<ScreenName, (view: View) => Line[]>> = {
  live: liveBody,
  orders: empty,
  drivers: empty,
  map: empty,
  alerts: empty,
  // Drawn by Ink's own boxes, for the sake of its table: see Reports.tsx.
  reports: empty,
  health: empty,
};

/** How many rows of its list a screen shows at once: what a page is. */
export function listRows(state: ConsoleState): number {
  const { columns, rows } = state;
  const byScreen: Partial<Record<ScreenName, () => number>> = {
    live: () => liveWaitingRows(columns, rows),
  };
  return byScreen[state.screen]?.() ?? Math.max(1, rows - 8);
}
