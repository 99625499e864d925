import { inHand } from '../../services/dispatch/reassign-all.ts';
import { RedisDown } from '../../services/redis/down.ts';
import { answered } from '../../store/acts.ts';
import { chosenDrivers } from '../../store/drivers/view.ts';
import type { ActionContext } from '../context.ts';
import { planned } from '../orders/give.ts';
import { nameOf } from './bulk.ts';

/**
 * Shows to whom each order that a driver carries would go by `balanced`, and asks; then each order has
 * its own result, and one undo takes all of it back.
 */
export async function reassignAllOf(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const [driver] = chosenDrivers(store.getState());
  if (!driver) return;
  const t = m.driversScreen;
  try {
    const orders = await inHand(live.platform, driver.id);
    if (orders.length === 0) {
      const text = t.disabled.carriesNothing(nameOf(driver));
      store.setState((state) => answered(state, text));
      return;
    }
    const what = t.ask.allOf(nameOf(driver), orders.length);
    await planned(context, { orders, left: [], strategy: 'balanced', what });
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    store.setState((state) => answered(state, t.disabled.redisDown, 'error'));
  }
}
