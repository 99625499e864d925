/** What the Drivers screen shows and what is selected there. */
export interface DriversState {
  /** The id of the selected row. */
  readonly selected: string | null;
  readonly marks: readonly string[];
}

export const initialDrivers: DriversState = { selected: null, marks: [] };
