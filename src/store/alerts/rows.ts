import { type Alert, alertId, holderOf } from '../../domain/alert.ts';
import { parseFilter } from '../../domain/filter.ts';
import { consoleMessages } from '../../i18n/console.ts';
import type { ConsoleState } from '../state.ts';
import { windowFor } from '../window.ts';
import { ALERT_TABS, type AlertsState, type AlertTab } from './state.ts';

type Change = Partial<ConsoleState>;

/** What names a row: the same cause may have had several lives. */
export const rowId = (alert: Alert) => `${alertId(alert)} ${alert.openedAt}`;

/** The alerts of one list, without the filter; null until they were read. */
export function tabAlerts({ alerts, board }: ConsoleState, tab: AlertTab): readonly Alert[] | null {
  if (tab === 'resolved') return alerts.resolved;
  // The board knows the first of them before the screen was ever shown; of muted ones it knows none.
  const known = alerts.live ?? (tab === 'muted' ? null : (board?.alerts ?? null));
  const mine = known?.filter(({ state }) => state === tab) ?? null;
  return mine && tab === 'muted' ? [...mine].sort((a, b) => endOf(a) - endOf(b)) : mine;
}

const endOf = (alert: Alert) => holderOf(alert)?.until ?? 0;

/** The alerts of the list on screen that the filter lets through. */
export function shownAlerts(state: ConsoleState): readonly Alert[] {
  const { alerts, filters, lang } = state;
  const all = tabAlerts(state, alerts.tab) ?? [];
  if (!filters.alerts) return all;
  const { alert: sentence } = consoleMessages(lang);
  const { test } = parseFilter(filters.alerts);
  return all.filter((each) => test([alertId(each), sentence(each), holderOf(each)?.by].join(' ')));
}

/** The place of the selected row; where its alert has left, of the one that took its place; -1: none. */
export function selectedAlertIndex({ alerts }: ConsoleState, shown: readonly Alert[]): number {
  const found = shown.findIndex((each) => rowId(each) === alerts.selected);
  return found >= 0 ? found : Math.min(alerts.index, shown.length - 1);
}

/** The selected alert. */
export function selectedAlert(state: ConsoleState): Alert | null {
  const shown = shownAlerts(state);
  return shown[selectedAlertIndex(state, shown)] ?? null;
}

/** What a key acts on: the marked ones that are on screen, else the selected one. */
export function alertSubjects(state: ConsoleState): readonly Alert[] {
  const marked = shownAlerts(state).filter((each) => state.alerts.marks.includes(rowId(each)));
  if (marked.length > 0) return marked;
  const selected = selectedAlert(state);
  return selected ? [selected] : [];
}

const change = ({ alerts }: ConsoleState, more: Partial<AlertsState>): Change => ({
  alerts: { ...alerts, ...more },
});

/** Selects the row at a place; `rows` is how many fit. */
export function alertSelected(state: ConsoleState, index: number, rows: number): Change {
  const shown = shownAlerts(state);
  const alert = shown[index];
  if (!alert) return change(state, { selected: null, index: 0, offset: 0 });
  const offset = windowFor(index, shown.length, rows, state.alerts.offset);
  return change(state, { selected: rowId(alert), index, offset });
}

/** The next list, or the one before. */
export function tabMoved(state: ConsoleState, by: 1 | -1): Change {
  const at = ALERT_TABS.indexOf(state.alerts.tab);
  const tab = ALERT_TABS[(at + by + ALERT_TABS.length) % ALERT_TABS.length] ?? 'open';
  return change(state, { tab, selected: null, index: 0, offset: 0, marks: [] });
}

/** Marks a row, or unmarks it. */
export function alertMarked(state: ConsoleState, alert: Alert): Change {
  const { marks } = state.alerts;
  const id = rowId(alert);
  return change(state, {
    marks: marks.includes(id) ? marks.filter((each) => each !== id) : [...marks, id],
  });
}

/** What was read. The selection stays with its alert; what has left is marked no more. */
export function alertsRead(
  state: ConsoleState,
  read: Partial<Pick<AlertsState, 'live' | 'resolved'>>,
): Change {
  const next = { ...state, alerts: { ...state.alerts, ...read } };
  const shown = shownAlerts(next);
  const index = Math.max(0, selectedAlertIndex(next, shown));
  const here = new Set(tabAlerts(next, next.alerts.tab)?.map(rowId));
  const alert = shown[index];
  return change(next, {
    index,
    selected: alert ? rowId(alert) : next.alerts.selected,
    marks: next.alerts.marks.filter((id) => here.has(id)),
  });
}

/** What was answered is marked no more. */
export function alertsAnswered(state: ConsoleState, answered: readonly Alert[]): Change {
  const done = new Set(answered.map(rowId));
  return change(state, { marks: state.alerts.marks.filter((id) => !done.has(id)) });
}

/** One step back on the screen; null where nothing is open. */
export function alertsBack(state: ConsoleState): Change | null {
  return state.alerts.marks.length > 0 ? change(state, { marks: [] }) : null;
}
