import type { ScreenStore } from '../screen-store.ts';
import { readOrders } from './read.ts';
import { ordersBack, ordersFollowed } from './reducers.ts';
import { ordersCursor, ordersSubjects } from './rows.ts';

/** Orders, for what works on every screen. */
export const ordersStore: ScreenStore = {
  back: ordersBack,
  subjects: ordersSubjects,
  copied: (state) => ordersCursor(state).order?.id ?? null,
  read: readOrders,
  followed: ordersFollowed,
};
