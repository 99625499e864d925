/** What the Alerts screen shows and what is selected there. */
export interface AlertsState {
  /** The id of the selected row. */
  readonly selected: string | null;
  readonly marks: readonly string[];
}

export const initialAlerts: AlertsState = { selected: null, marks: [] };
