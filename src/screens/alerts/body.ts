import { staleness } from '../../components/format.ts';
import { beside, panel } from '../../components/panel.ts';
import type { Line } from '../../components/text.ts';
import { alertId } from '../../domain/alert.ts';
import { selectedAlert } from '../../store/alerts/rows.ts';
import type { View } from '../view.ts';
import { detailLines } from './detail.ts';
import { alertRows, alertsLayout } from './layout.ts';
import { listLines } from './list.ts';

/** The title of the list: what is filtered, whether the bell is on, how old it is where Redis is away. */
function listTitle({ state, m }: View): string {
  const { filters, alerts, redis, now, boardAt } = state;
  const live = alerts.tab !== 'resolved' && alerts.live !== null;
  return [
    m.screens.alerts,
    filters.alerts ? `/${filters.alerts}` : '',
    alerts.bell ? m.alertsScreen.bell : '',
    redis.state === 'down' && live ? m.panels.old(staleness(now - boardAt, m)) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The Alerts screen: the lists, and beside or below them the selected alert's life. */
export function alertsBody(view: View): Line[] {
  const { state, width, height, g } = view;
  const layout = alertsLayout(width, height);
  const { list, detail } = layout;
  const lines = listLines(view, list.width - 4, alertRows(width, height));
  const left = panel({ title: listTitle(view), focused: true, lines }, list.width, list.height, g);
  if (!detail) return left;
  const alert = selectedAlert(state);
  const title = alert ? alertId(alert) : view.m.screens.alerts;
  const about = detailLines(view, alert, detail.width - 4);
  const right = panel({ title, lines: about }, detail.width, detail.height, g);
  return layout.beside ? beside(left, right) : [...left, ...right];
}
