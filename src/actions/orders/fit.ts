import type { Order } from '../../domain/order.ts';
import type { OrderStatus } from '../../domain/status.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { sidePanel, target } from '../../store/panels.ts';
import { subjects } from '../../store/screens.ts';
import type { ConsoleState } from '../../store/state.ts';
import type { Left } from './act.ts';

/** In which status each action has something to do. */
const FIT = {
  assign: ['waiting'],
  plan: ['waiting'],
  reassign: ['waiting', 'assigned', 'pickedUp'],
  takeBack: ['assigned'],
  pickUp: ['assigned'],
  deliver: ['pickedUp'],
  fail: ['assigned', 'pickedUp'],
  cancel: ['waiting', 'assigned', 'pickedUp'],
  correct: ['waiting', 'assigned', 'pickedUp'],
} as const satisfies Readonly<Record<string, readonly OrderStatus[]>>;
export type Act = keyof typeof FIT;

const fits = (act: Act, { status }: Order) => FIT[act].some((each) => each === status);

/** The orders that an action has something to do with, and those that stay as they are. */
export function parted(
  act: Act,
  orders: readonly Order[],
  m: ConsoleMessages,
): { readonly fit: readonly Order[]; readonly left: readonly Left[] } {
  return {
    fit: orders.filter((order) => fits(act, order)),
    left: orders
      .filter((order) => !fits(act, order))
      .map(({ id, status }) => ({ order: id, why: m.acts.stays(m.ordersScreen.status[status]) })),
  };
}

/** Why an action can't be done now: Redis is away, nothing is selected, an answer is awaited. */
export function cannot(act: Act) {
  return (state: ConsoleState, m: ConsoleMessages): string | null => {
    if (state.redis.state !== 'up') return m.disabled.redisDown;
    const orders = subjects(state);
    const [first] = orders;
    if (first === undefined) {
      // The cursor of a side panel is on something else: what it is on is meant, and nothing else.
      const beside = state.screen === 'live' && sidePanel(state) !== null;
      const on = beside ? target(state) : null;
      if (on?.kind === 'order') return m.acts.elsewhere(on.id);
      return beside ? m.acts.notAnOrder : m.disabled.noOrder;
    }
    // Pressed twice in haste, a key must not fire twice.
    const awaited = orders.find(({ id }) => state.acting.includes(id));
    if (awaited) return m.disabled.acting(awaited.id);
    if (act === 'correct' && orders.length > 1) return m.acts.oneOnly;
    if (orders.some((order) => fits(act, order))) return null;
    return m.acts.unfit(first.id, m.ordersScreen.status[first.status], m.acts.needs[act]);
  };
}
