import { ALERT_RULES, type Alert, type AlertKind, type AlertStep } from '../../src/domain/alert.ts';
import { type AlertsState, initialAlerts } from '../../src/store/alerts/state.ts';
import { NOW } from './board.ts';

const MINUTE = 60_000;
const step = (
  what: AlertStep['what'],
  minutesAgo: number,
  by = 'worker',
  until?: number,
): AlertStep => ({
  ...{ what, at: NOW - minutesAgo * MINUTE, by },
  ...(until === undefined ? {} : { until: NOW + until * MINUTE }),
});

/** An alert that opened so many minutes ago. */
export function anAlert(
  kind: AlertKind,
  subject: string,
  minutesAgo: number,
  more: Partial<Alert> = {},
): Alert {
  return {
    ...{ kind, subject, severity: ALERT_RULES[kind].severity, state: 'open' },
    openedAt: NOW - minutesAgo * MINUTE,
    ...{ details: {}, life: [step('opened', minutesAgo)] },
    ...more,
  };
}

const due = (minutes: number) => String(NOW + minutes * MINUTE);

/** What a dispatcher meets in an evening: an escalated one, an attack in a name, too many to tell. */
export const EVENING: readonly Alert[] = [
  anAlert('out_of_zone', 'd6', 7, {
    details: { driver: 'd6', name: 'Léa', distance_m: '6210' },
    life: [step('opened', 7), step('escalated', 2)],
  }),
  anAlert('order_late', 'c1042', 6, {
    details: { client: 'Amélie Roux', due_at: due(-7), driver: '', driver_name: '' },
  }),
  anAlert('order_late', '+', 3, { details: { count: '12' } }),
  anAlert('position_silent', 'd12', 8, {
    details: { driver: 'd12', name: 'evil\u001b[2Jname', since: due(-13) },
  }),
  anAlert('order_at_risk', 'c1047', 2, {
    details: { client: '山田太郎', due_at: due(6), driver: 'd2', driver_name: 'Bob' },
  }),
  anAlert('store_unsafe', 'appendfsync', 90, { details: { value: 'everysec' } }),
  anAlert('events_lost', 'epoch1', 125, {
    state: 'acknowledged',
    details: { from_seq: '12', to_seq: '40', orders: 'c1 c2', more: '3' },
    life: [step('opened', 125), step('acknowledged', 123.5, 'desk2')],
  }),
  anAlert('order_unassigned', 'c1051', 15, {
    state: 'muted',
    details: { client: 'Jules Petit', since: due(-25), due_at: due(15) },
    life: [step('opened', 15), step('muted', 14, 'desk1', 46)],
  }),
];

export const OVER: readonly Alert[] = [
  anAlert('store_down', 'mongodb', 60, {
    state: 'resolved',
    details: { since: due(-60) },
    life: [step('opened', 60), step('acknowledged', 58, 'desk2'), step('resolved', 50)],
  }),
  anAlert('out_of_zone', 'd6', 200, {
    state: 'resolved',
    details: { driver: 'd6', name: 'Léa', distance_m: '5400' },
    life: [step('opened', 200), step('resolved', 190)],
  }),
];

/** The Alerts screen in the middle of that evening. */
export function alertsState(more: Partial<AlertsState> = {}): AlertsState {
  return { ...initialAlerts, live: EVENING, resolved: OVER, ...more };
}
