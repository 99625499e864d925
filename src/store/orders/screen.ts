import type { ScreenStore } from '../screen-store.ts';
import { readOrders } from './read.ts';
import { ordersBack, ordersFollowed } from './reducers.ts';
import { ordersCursor, ordersSubjects } from './rows.ts';

/** Orders, for what works on every screen. */
export const ordersStore: ScreenStore = {
  back: ordersBack,
  subjects: ordersSubjects,
  order: (state) => ordersCursor(state).order?.id ?? null,
  copied: (state) => ordersCursor(state).order?.id ?? null,
  planned: (state) => {
    const { rows, index, order } = ordersCursor(state);
    // Whatever the window, the cursor is in it.
    const from = Math.max(0, Math.min(index, state.orders.offset) - 1);
    const shown = [...rows.slice(from, from + state.rows), ...(order ? [order] : [])];
    return [...new Set(shown.filter(({ status }) => status === 'waiting').map(({ id }) => id))];
  },
  read: readOrders,
  followed: ordersFollowed,
};
