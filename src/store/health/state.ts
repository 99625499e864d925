/** What the Health screen shows and what is selected there. */
export interface HealthState {
  /** The id of the selected row. */
  readonly selected: string | null;
  readonly marks: readonly string[];
}

export const initialHealth: HealthState = { selected: null, marks: [] };
