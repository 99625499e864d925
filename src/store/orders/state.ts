/** What the Orders screen shows and what is selected there. */
export interface OrdersState {
  /** The id of the selected row. */
  readonly selected: string | null;
  readonly marks: readonly string[];
}

export const initialOrders: OrdersState = { selected: null, marks: [] };
