import { panel } from '../components/panel.ts';
import type { Line } from '../components/text.ts';
import type { ConsoleState, ScreenName } from '../store/state.ts';
import { alertsBody } from './alerts/body.ts';
import { alertRows } from './alerts/layout.ts';
import { driversBody } from './drivers/body.ts';
import { driversRows } from './drivers/layout.ts';
import { FOOTER_ROWS, headerRows, liveWaitingRows } from './layout.ts';
import { liveBody } from './live/frame.ts';
import { mapBody } from './map/body.ts';
import { ordersBody } from './orders/body.ts';
import { ordersRows } from './orders/layout.ts';
import type { View } from './view.ts';

const empty = ({ state, m, g, width, height }: View) =>
  panel({ title: m.screens[state.screen], lines: [] }, width, height, g);

/** The body of each screen: exactly `height` rows of exactly `width` columns. */
export const BODIES: Readonly<Record<ScreenName, (view: View) => Line[]>> = {
  live: liveBody,
  orders: ordersBody,
  drivers: driversBody,
  map: mapBody,
  alerts: alertsBody,
  // Drawn by Ink's own boxes, for the sake of its table: see Reports.tsx.
  reports: empty,
  health: empty,
};

/** How many rows of its list a screen shows at once: what a page is. */
export function listRows(state: ConsoleState): number {
  const { columns, rows } = state;
  const byScreen: Partial<Record<ScreenName, () => number>> = {
    live: () => liveWaitingRows(columns, rows),
    orders: () => ordersRows(rows),
    drivers: () => driversRows(rows),
    alerts: () => alertRows(columns, rows - headerRows(columns, rows) - FOOTER_ROWS),
  };
  return byScreen[state.screen]?.() ?? Math.max(1, rows - 8);
}
