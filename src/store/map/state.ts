/** What the Map screen shows and what is selected there. */
export interface MapState {
  /** The id of the selected row. */
  readonly selected: string | null;
  readonly marks: readonly string[];
}

export const initialMap: MapState = { selected: null, marks: [] };
