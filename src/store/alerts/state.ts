import type { Alert, AlertState } from '../../domain/alert.ts';

/** The lists of the screen, in their order: a tab each. */
export const ALERT_TABS = [
  'open',
  'acknowledged',
  'muted',
  'resolved',
] as const satisfies readonly AlertState[];
export type AlertTab = (typeof ALERT_TABS)[number];

/** What the Alerts screen shows and what is selected there. */
export interface AlertsState {
  readonly tab: AlertTab;
  /** The row id of the selected row, and its place: where to go on when it leaves. */
  readonly selected: string | null;
  readonly index: number;
  /** First row on screen. */
  readonly offset: number;
  /** Row ids. */
  readonly marks: readonly string[];
  /** All that are not resolved, and the newest resolved ones; null until they were read. */
  readonly live: readonly Alert[] | null;
  readonly resolved: readonly Alert[] | null;
  /** Whether the terminal rings for a new critical alert. */
  readonly bell: boolean;
  /** How often it has rung. */
  readonly rung: number;
}

export const initialAlerts: AlertsState = {
  ...{ tab: 'open', selected: null, index: 0, offset: 0, marks: [] },
  ...{ live: null, resolved: null, bell: false, rung: 0 },
};
