import { STRATEGIES } from '../../domain/strategy.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { standingPlans, waitingOrders } from '../../services/dispatch/plans.ts';
import { isPlanning } from '../../store/plans/state.ts';
import { said, waitingTotal } from '../../store/reducers.ts';
import type { ConsoleState } from '../../store/state.ts';
import type { ActionContext } from '../context.ts';
import { askChoice } from '../prompt.ts';
import { attempt } from '../run.ts';
import { planned } from './give.ts';
import { givePlans } from './plan.ts';

/** More are not looked through at one key: who waits longest comes first. */
const MOST = 200;

/** Why nothing can be done with all that wait. */
export function noneWaits(state: ConsoleState, m: ConsoleMessages): string | null {
  if (state.redis.state !== 'up') return m.disabled.redisDown;
  const [awaited] = state.acting;
  if (awaited !== undefined) return m.disabled.acting(awaited);
  return waitingTotal(state) > 0 ? null : m.engine.disabled.noneWaits;
}

/** Asks how all orders that wait are given away: by a strategy or as planned; the outcome is shown first. */
export function askAllWaiting(context: ActionContext): void {
  const { store, m } = context;
  const state = store.getState();
  const total = waitingTotal(state);
  const what = m.engine.allWaiting(Math.min(total, MOST), total);
  // No strategy is called so.
  const asPlanned = isPlanning(state) ? [{ id: 'plan', label: m.engine.each }] : [];
  const strategies = STRATEGIES.map((id) => ({ id, label: m.acts.each[id] }));
  askChoice(context, {
    title: m.engine.how(what),
    options: [...asPlanned, ...strategies],
    submit: (id) => attempt(context, () => giveAll(context, id)),
  });
}

async function giveAll(context: ActionContext, how: string): Promise<void> {
  const { store, live, m } = context;
  store.setState(said(m.acts.doing.planning(m.acts.orders(waitingTotal(store.getState())))));
  const { orders, total } = await waitingOrders(live.platform, MOST);
  const what = m.engine.allWaiting(orders.length, total);
  const strategy = STRATEGIES.find((name) => name === how);
  if (strategy) return await planned(context, { orders, left: [], strategy, what });
  const plans = await standingPlans(live.platform, orders);
  // Something else is being typed by now: it is not taken away.
  if (store.getState().prompt === null) givePlans(context, { orders, left: [], plans, what });
}
