import { type Alert, isOver, MANY, ruleOf } from '../domain/alert.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import {
  alertMarked,
  alertSelected,
  alertSubjects,
  selectedAlert,
  selectedAlertIndex,
  shownAlerts,
  tabMoved,
} from '../store/alerts/rows.ts';
import { goTo } from '../store/navigate.ts';
import { cursorRow } from '../store/panels.ts';
import { said } from '../store/reducers.ts';
import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import { acknowledge, askMute, closeLost } from './answer-alerts.ts';
import type { ActionContext } from './context.ts';
import { type Move, moveActions, movedIndex } from './move.ts';

function move({ store, rows }: ActionContext, where: Move): void {
  const state = store.getState();
  const shown = shownAlerts(state);
  const index = movedIndex(selectedAlertIndex(state, shown), shown.length, rows(), where);
  store.setState(alertSelected(state, index, rows()));
}

function changeTab({ store, live }: ActionContext, by: 1 | -1): void {
  store.setState((state) => tabMoved(state, by));
  live.refresh();
}

/**
 * What `a` acts on: here what is chosen; on Live what the cursor is on in the panel of alerts, from
 * elsewhere the first there that nobody has.
 */
function toAcknowledge(state: ConsoleState): readonly Alert[] {
  if (state.screen === 'alerts') return alertSubjects(state);
  const alerts = state.board?.alerts ?? [];
  const chosen =
    state.focus === 'alerts'
      ? alerts[cursorRow(state, 'alerts')]
      : alerts.find((alert) => alert.state === 'open');
  return chosen ? [chosen] : [];
}

/** Why chosen alerts can't be answered. */
function cannotAnswer(state: ConsoleState, m: ConsoleMessages): string | null {
  const words = m.alertsScreen.disabled;
  if (state.redis.state !== 'up') return m.disabled.needsRedis;
  if (state.screen === 'live') return toAcknowledge(state).length > 0 ? null : words.noneOpen;
  const chosen = alertSubjects(state);
  if (chosen.length === 0) return words.none;
  return chosen.every((alert) => alert.state === 'resolved') ? words.over : null;
}

function cannotAcknowledge(state: ConsoleState, m: ConsoleMessages): string | null {
  const chosen = toAcknowledge(state);
  const words = m.alertsScreen.disabled;
  const all = (what: Alert['state']) => chosen.every((alert) => alert.state === what);
  const reason = cannotAnswer(state, m);
  if (reason !== null) return reason;
  if (all('acknowledged')) return words.acknowledged;
  return all('muted') ? words.muted : null;
}

/** Goes to the driver or the order that the alert is about; to their list where it is about many. */
function jump({ store, live }: ActionContext): void {
  const state = store.getState();
  const alert = selectedAlert(state);
  const about = alert && ruleOf(alert.kind)?.about;
  if (!alert || !about || about === 'platform') return;
  const selected = alert.subject === MANY ? {} : { selected: alert.subject };
  const change =
    about === 'driver'
      ? goTo(state, 'drivers', { drivers: { ...state.drivers, ...selected } })
      : goTo(state, 'orders', { orders: { ...state.orders, ...selected } });
  store.setState(change);
  live.refresh();
}

const on = { group: 'alerts', screens: ['alerts'] } as const;

/** What works on the Alerts screen; `a` on Live too, the bell everywhere. */
export const alertsActions: readonly Action[] = [
  {
    id: 'alerts.acknowledge',
    title: (m) => m.alertsScreen.actions.acknowledge,
    keys: ['a'],
    group: 'alerts',
    screens: ['live', 'alerts'],
    writes: true,
    footer: 5,
    disabled: cannotAcknowledge,
    run: (context) => acknowledge(context, toAcknowledge(context.store.getState())),
  },
  {
    id: 'alerts.mute',
    title: (m) => m.alertsScreen.actions.mute,
    short: (m) => m.alertsScreen.footer.mute,
    keys: ['m'],
    ...on,
    writes: true,
    footer: 6,
    disabled: cannotAnswer,
    run: (context) => askMute(context, alertSubjects(context.store.getState())),
  },
  {
    id: 'alerts.resolve',
    title: (m) => m.alertsScreen.actions.resolve,
    keys: ['R'],
    ...on,
    writes: true,
    disabled: (state, m) =>
      cannotAnswer(state, m) ??
      (alertSubjects(state).every(({ kind }) => isOver(kind))
        ? null
        : m.alertsScreen.disabled.byItself),
    run: (context) => closeLost(context, alertSubjects(context.store.getState())),
  },
  {
    id: 'alerts.open',
    title: (m) => m.alertsScreen.actions.open,
    short: (m) => m.alertsScreen.footer.open,
    keys: ['enter'],
    ...on,
    footer: 8,
    disabled: (state, m) => {
      const alert = selectedAlert(state);
      if (!alert) return m.alertsScreen.disabled.none;
      const platform = ruleOf(alert.kind)?.about === 'platform';
      return platform ? m.alertsScreen.disabled.nowhere : null;
    },
    run: jump,
  },
  {
    id: 'alerts.mark',
    title: (m) => m.alertsScreen.actions.mark,
    short: (m) => m.alertsScreen.footer.mark,
    keys: ['space'],
    ...on,
    footer: 9,
    disabled: (state, m) => (selectedAlert(state) ? null : m.alertsScreen.disabled.none),
    run: ({ store, m }) => {
      const alert = selectedAlert(store.getState());
      if (!alert) return;
      store.setState((state) => alertMarked(state, alert));
      store.setState(said(m.said.marked(store.getState().alerts.marks.length)));
    },
  },
  ...moveActions('alerts', move),
  {
    id: 'alerts.nextTab',
    title: (m) => m.alertsScreen.actions.nextTab,
    short: (m) => m.alertsScreen.footer.tab,
    keys: ['tab'],
    ...on,
    footer: 10,
    run: (context) => changeTab(context, 1),
  },
  {
    id: 'alerts.previousTab',
    title: (m) => m.alertsScreen.actions.previousTab,
    keys: ['shift-tab'],
    ...on,
    run: (context) => changeTab(context, -1),
  },
  {
    id: 'alerts.bell',
    title: (m) => m.alertsScreen.actions.bell,
    // The bell's own key: Ctrl-G is its character.
    keys: ['ctrl-g'],
    group: 'alerts',
    run: ({ store, m }) => {
      const bell = !store.getState().alerts.bell;
      const { bellOn, bellOff } = m.alertsScreen.said;
      store.setState(({ alerts }) => ({
        alerts: { ...alerts, bell },
        ...said(bell ? bellOn : bellOff),
      }));
    },
  },
];
