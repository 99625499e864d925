import { glyphs } from '../components/glyphs.ts';
import type { Line } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import type { ConsoleState, ScreenName } from '../store/state.ts';
import { alertsBody } from './alerts/body.ts';
import { alertRows } from './alerts/layout.ts';
import { driversBody } from './drivers/body.ts';
import { driversRows } from './drivers/layout.ts';
import { healthBody, healthScroll } from './health/body.ts';
import { FOOTER_ROWS, headerRows, liveListRows } from './layout.ts';
import { liveBody } from './live/frame.ts';
import { mapBody } from './map/body.ts';
import { ordersBody } from './orders/body.ts';
import { ordersRows } from './orders/layout.ts';
import { reportsBody } from './reports/body.ts';
import { reportRoom } from './reports/layout.ts';
import { reportColumnEnd } from './reports/parts.ts';
import type { View } from './view.ts';

/** The body of each screen: exactly `height` rows of exactly `width` columns. */
export const BODIES: Readonly<Record<ScreenName, (view: View) => Line[]>> = {
  live: liveBody,
  orders: ordersBody,
  drivers: driversBody,
  map: mapBody,
  alerts: alertsBody,
  // Uncovered, it is drawn with Ink's own boxes, for the sake of its table: see Reports.tsx.
  reports: reportsBody,
  health: healthBody,
};

/** Header, tabs, keys and answer around the body of a screen. */
const AROUND = 4;

/** The room of a screen's body in a terminal, and what it is drawn with. */
export function viewOf(state: ConsoleState): View {
  const { columns, rows, lang, ascii } = state;
  const drawnWith = { m: consoleMessages(lang), g: glyphs(ascii) };
  return { state, ...drawnWith, width: columns, height: rows - AROUND };
}

/** How many rows of its list a screen shows at once: what a page is. */
export function listRows(state: ConsoleState): number {
  const { columns, rows, focus } = state;
  const byScreen: Partial<Record<ScreenName, () => number>> = {
    live: () => liveListRows(columns, rows, focus),
    reports: () => reportRoom(state).shown,
    orders: () => ordersRows(rows),
    drivers: () => driversRows(rows),
    alerts: () => alertRows(columns, rows - headerRows(columns, rows) - FOOTER_ROWS),
  };
  return byScreen[state.screen]?.() ?? Math.max(1, rows - 8);
}

/** How far what has the focus can scroll on a screen whose panels scroll. */
export function scrollEnd(state: ConsoleState): number {
  if (state.screen === 'reports') return reportColumnEnd(viewOf(state));
  return state.screen === 'health' ? healthScroll(viewOf(state)) : 0;
}
