import { glyphs } from '../../components/glyphs.ts';
import { plannedDriver, planTold } from '../../components/plan.ts';
import type { Order } from '../../domain/order.ts';
import { stands, type Tentative } from '../../domain/planned.ts';
import type { PinMove, PinWish } from '../../domain/undo.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { readWaitingOrders } from '../../services/dispatch/assign-many.ts';
import { givePlanned, movePin, standingPlans } from '../../services/dispatch/plans.ts';
import { answered, pinMoved } from '../../store/acts.ts';
import { isPlanning } from '../../store/plans/state.ts';
import type { Option } from '../../store/prompt.ts';
import { type ConsoleState, serverNow } from '../../store/state.ts';
import type { ActionContext } from '../context.ts';
import { askChoice, showText } from '../prompt.ts';
import { attempt } from '../run.ts';
import { act, type Left } from './act.ts';
import { cannot, parted } from './fit.ts';
import { candidatesRead, isPointed } from './give.ts';
import { aboutOrder, besideIds, driverName, figuresOf, pinWords, whatOf } from './words.ts';

/** Why plans can't be acted on now: nobody plans, or no waiting order is meant. */
export function cannotPlan(state: ConsoleState, m: ConsoleMessages): string | null {
  const { mode } = state.plans;
  const reason = cannot('plan')(state, m);
  if (reason !== null || isPlanning(state)) return reason;
  if (mode === null) return m.engine.disabled.unread;
  return mode.mode === 'off' ? m.engine.disabled.off : m.engine.disabled.noWorker;
}

/**
 * What is to become of the plan of the order under the cursor: given now, pinned, refused. Of several, and
 * of a marked one that the cursor is not on, what would be given is shown first.
 */
export async function askPlan(context: ActionContext, orders: readonly Order[]): Promise<void> {
  const { store, live, m } = context;
  const { fit, left } = parted('plan', orders, m);
  // As they are now: what a person chose a moment ago may not show yet.
  const ids = fit.map(({ id }) => id);
  const read = await readWaitingOrders(live.platform, ids);
  const now = read.filter((each): each is Order => !('refusal' in each));
  const gone = read.flatMap((each, index): Left[] =>
    'refusal' in each
      ? [{ order: ids[index] ?? '', why: m.refusals[each.refusal](each.details) }]
      : [],
  );
  const plans = await standingPlans(live.platform, now);
  const [only] = now;
  const alone = orders.length === 1 && isPointed(context, orders);
  const beside = alone ? await readWaitingOrders(live.platform, togetherOf(plans)) : [];
  // Something else is being typed by now: it is not taken away.
  if (store.getState().prompt !== null) return;
  if (alone && only) {
    const plan = plans.get(only.id) ?? null;
    const others = beside.filter(
      (each): each is Order => !('refusal' in each) && plan !== null && stands(plan, each),
    );
    chooseForOne(context, only, plan, others);
  } else if (alone && gone[0]) {
    const { order, why } = gone[0];
    store.setState((state) => answered(state, aboutOrder(order, why, m), 'error'));
  } else givePlans(context, { orders: now, left: [...gone, ...left], plans, openedBy: 'o' });
}

const togetherOf = (plans: ReadonlyMap<string, Tentative>): string[] =>
  [...plans.values()].flatMap(({ together }) => together);

/** `others`: the orders of the same way that he can still have. */
function chooseForOne(
  context: ActionContext,
  order: Order,
  plan: Tentative | null,
  others: readonly Order[],
): void {
  const { store, m } = context;
  const { options: o } = m.engine;
  const state = store.getState();
  const told = plan ? planTold(plan, serverNow(state), m) : m.engine.noPlan;
  const pinned = order.pinned?.driver ?? null;
  const planned = plan && { id: plan.driver, name: plannedDriver(plan) };
  const meant = planned ?? (pinned === null ? null : { id: pinned, name: pinned });
  const ids = others.map(({ id }) => id).join(' ');
  const options: Option[] = [
    ...(plan ? [{ id: 'commit', label: o.commit(plannedDriver(plan)) }] : []),
    ...(plan && others.length > 0
      ? [{ id: 'together', label: o.commitAll(plannedDriver(plan), ids) }]
      : []),
    ...(planned && planned.id !== pinned ? [{ id: 'pin', label: o.pin(planned.name) }] : []),
    { id: 'another', label: o.pinAnother },
    ...(pinned === null ? [] : [{ id: 'unpin', label: o.unpin(pinned) }]),
    ...(meant ? [{ id: 'refuse', label: o.refuse(meant.name) }] : []),
    ...order.refused.map((id) => ({ id: `allow ${id}`, label: o.allow(id) })),
  ];
  const move = (kind: PinWish['kind'], driver: string, name = driver) =>
    void movePins(context, order, { kind, driver }, name);
  askChoice(context, {
    title: m.engine.choose(order.id, told),
    options,
    submit: (id) => {
      const [what, driver = ''] = id.split(' ');
      if (what === 'another') attempt(context, () => pinAnother(context, order));
      else if (what === 'allow') move('allow', driver);
      else if (what === 'unpin' && pinned !== null) move('unpin', pinned);
      else if (what === 'refuse' && meant) move('refuse', meant.id, meant.name);
      else if (what === 'pin' && planned) move('pin', planned.id, planned.name);
      else if (plan) {
        const all = what === 'together' ? [order, ...others] : [order];
        void commit(
          context,
          all.map((each) => ({ order: each, plan })),
        );
      }
    },
  });
}

/** Pins a driver of one's choice: also one who is full now and may be free in time, or was refused. */
async function pinAnother(context: ActionContext, order: Order): Promise<void> {
  const { m } = context;
  const [list] = (await candidatesRead(context, [order])) ?? [];
  if (!list) return;
  const later = list.excluded.filter(({ reason }) => reason === 'full' || reason === 'refused');
  const drivers = [...list.eligible, ...later].toSorted((a, b) => a.distanceM - b.distanceM);
  askChoice(context, {
    title: m.engine.pinWhom(order.id),
    options: drivers.map((driver) => ({
      id: driver.driverId,
      label: driverName(driver),
      hint: figuresOf(driver),
    })),
    submit: (id) => {
      const driver = drivers.find(({ driverId }) => driverId === id);
      if (driver) void movePins(context, order, { kind: 'pin', driver: id }, driverName(driver));
    },
  });
}

/** Changes what the engine may do with an order; `u` takes it back. */
async function movePins(
  context: ActionContext,
  order: Order,
  wish: PinWish,
  name: string,
): Promise<void> {
  const { store, live, m } = context;
  const { operator } = store.getState();
  const words = pinWords(wish, name, m);
  const [result] = await act(context, {
    doing: wish.kind === 'refuse' ? m.engine.doing.refuse : m.engine.doing.pin,
    jobs: [{ order: order.id, run: () => movePin(live.platform, order, wish, operator) }],
    told: () => [words, words],
    undoable: true,
  });
  if (result?.answer.is !== 'done') return;
  const { id, pinned, refused, version: before } = order;
  const { version } = result.answer;
  const move: PinMove = { order: id, ...wish, was: { pinned, refused }, before, version };
  store.setState((state) => pinMoved(state, move));
}

export interface Given {
  readonly orders: readonly Order[];
  readonly left: readonly Left[];
  readonly plans: ReadonlyMap<string, Tentative>;
  /** What they are called together, where that is not their number. */
  readonly what?: string;
  /** The key that asked, where a hasty second press must not answer. */
  readonly openedBy?: string;
}

/** Shows what would be given as planned, and asks. */
export function givePlans(context: ActionContext, given: Given): void {
  const { orders, left, plans, what, openedBy = '' } = given;
  const { store, m } = context;
  const state = store.getState();
  const { arrow } = glyphs(state.ascii);
  const goes = orders.flatMap((order): Goes[] => {
    const plan = plans.get(order.id);
    return plan ? [{ order, plan }] : [];
  });
  const without = orders
    .filter(({ id }) => !plans.has(id))
    .map(({ id }): Left => ({ order: id, why: m.engine.unplanned }));
  const stay = [...without, ...left];
  const now = serverNow(state);
  const lines = besideIds([
    ...goes.map(({ plan }) => [plan.order, `${arrow} ${planTold(plan, now, m)}`] as const),
    ...stay.map(({ order, why }) => [order, why] as const),
  ]);
  const title = m.acts.plan(what ?? whatOf(orders, m), m.engine.asPlanned);
  if (goes.length === 0) {
    showText(context, { title, lines });
    return;
  }
  const yes = () => void commit(context, goes, stay);
  const text = m.acts.ask.give(goes.length, orders.length + left.length);
  showText(context, { title, lines, ask: { text, openedBy, yes } });
}

/** An order as it was read, and what the engine would do with it. */
interface Goes {
  readonly order: Order;
  readonly plan: Tentative;
}

/** Gives orders as it was shown, whatever the engine thinks of by now. */
function commit(context: ActionContext, goes: readonly Goes[], left: readonly Left[] = []) {
  const { store, live, m } = context;
  const { operator } = store.getState();
  return act(context, {
    doing: m.engine.doing.commit,
    left,
    jobs: goes.map(({ order, plan: { driver } }) => ({
      order: order.id,
      run: () => givePlanned(live.platform, { order, driver }, operator),
    })),
    told: (_, id) => {
      const plan = goes.find(({ order }) => order.id === id)?.plan;
      const words = m.engine.done.given(plan ? plannedDriver(plan) : '');
      return [words, words];
    },
  });
}
