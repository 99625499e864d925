import { glyphs } from '../../components/glyphs.ts';
import { plannedDriver, planTold } from '../../components/plan.ts';
import type { Order } from '../../domain/order.ts';
import type { Tentative } from '../../domain/planned.ts';
import type { PinMove } from '../../domain/undo.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { givePlanned, movePin } from '../../services/dispatch/plans.ts';
import { readTentative } from '../../services/planner/read.ts';
import { pinsMoved } from '../../store/acts.ts';
import { isPlanning } from '../../store/plans/state.ts';
import type { Option } from '../../store/prompt.ts';
import { type ConsoleState, serverNow } from '../../store/state.ts';
import type { ActionContext } from '../context.ts';
import { askChoice, showText } from '../prompt.ts';
import { attempt } from '../run.ts';
import { act, type Left } from './act.ts';
import { cannot, parted } from './fit.ts';
import { candidatesRead, isPointed } from './give.ts';
import { besideIds, driverName, figuresOf, pinWords, whatOf } from './words.ts';

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
  const plans = await readTentative(
    live.platform,
    fit.map(({ id }) => id),
  );
  // Something else is being typed by now: it is not taken away.
  if (store.getState().prompt !== null) return;
  const [only] = fit;
  if (only && orders.length === 1 && isPointed(context, orders))
    chooseForOne(context, only, plans.get(only.id) ?? null);
  else givePlans(context, { orders: fit, left, plans });
}

function chooseForOne(context: ActionContext, order: Order, plan: Tentative | null): void {
  const { store, m } = context;
  const { options: o } = m.engine;
  const state = store.getState();
  const told = plan ? planTold(plan, serverNow(state), m) : m.engine.noPlan;
  const pinned = order.pinned?.driver ?? null;
  const planned = plan && { id: plan.driver, name: plannedDriver(plan) };
  const meant = planned ?? (pinned === null ? null : { id: pinned, name: pinned });
  const options: Option[] = [
    ...(plan ? [{ id: 'commit', label: o.commit(plannedDriver(plan)) }] : []),
    ...(plan && plan.together.length > 0
      ? [{ id: 'together', label: o.commitAll(plannedDriver(plan), plan.together.join(' ')) }]
      : []),
    ...(planned && planned.id !== pinned ? [{ id: 'pin', label: o.pin(planned.name) }] : []),
    { id: 'another', label: o.pinAnother },
    ...(pinned === null ? [] : [{ id: 'unpin', label: o.unpin(pinned) }]),
    ...(meant ? [{ id: 'refuse', label: o.refuse(meant.name) }] : []),
    ...order.refused.map((id) => ({ id: `allow ${id}`, label: o.allow(id) })),
  ];
  const move = (kind: PinMove['kind'], driver: string, name = driver) =>
    void movePins(context, { order: order.id, kind, driver, pinned }, name);
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
      else if (plan) void commit(context, what === 'together' ? [plan, ...others(plan)] : [plan]);
    },
  });
}

/** The plans of the orders of the same way: the same driver's. */
const others = (plan: Tentative): Tentative[] =>
  plan.together.map((order) => ({ ...plan, order, together: [] }));

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
      const pinned = order.pinned?.driver ?? null;
      if (!driver) return;
      const pin: PinMove = { order: order.id, kind: 'pin', driver: id, pinned };
      void movePins(context, pin, driverName(driver));
    },
  });
}

/** Changes what the engine may do with an order; `u` takes it back. */
async function movePins(context: ActionContext, pin: PinMove, name: string): Promise<void> {
  const { store, live, m } = context;
  const { operator } = store.getState();
  const words = pinWords(pin, name, m);
  const results = await act(context, {
    doing: pin.kind === 'refuse' ? m.engine.doing.refuse : m.engine.doing.pin,
    jobs: [{ order: pin.order, run: () => movePin(live.platform, pin, operator) }],
    told: () => [words, words],
    undoable: true,
  });
  store.setState((state) => pinsMoved(state, [pin], results));
}

export interface Given {
  readonly orders: readonly Order[];
  readonly left: readonly Left[];
  readonly plans: ReadonlyMap<string, Tentative>;
  /** What they are called together, where that is not their number. */
  readonly what?: string;
}

/** Shows what would be given as planned, and asks. */
export function givePlans(context: ActionContext, { orders, left, plans, what }: Given): void {
  const { store, m } = context;
  const state = store.getState();
  const { arrow } = glyphs(state.ascii);
  const goes = orders.flatMap(({ id }) => plans.get(id) ?? []);
  const without = orders
    .filter(({ id }) => !plans.has(id))
    .map(({ id }): Left => ({ order: id, why: m.engine.unplanned }));
  const stay = [...without, ...left];
  const now = serverNow(state);
  const lines = besideIds([
    ...goes.map((plan) => [plan.order, `${arrow} ${planTold(plan, now, m)}`] as const),
    ...stay.map(({ order, why }) => [order, why] as const),
  ]);
  const title = m.acts.plan(what ?? whatOf(orders, m), m.engine.asPlanned);
  if (goes.length === 0) {
    showText(context, { title, lines });
    return;
  }
  const text = m.acts.ask.give(goes.length, orders.length + left.length);
  showText(context, { title, lines, ask: { text, yes: () => void commit(context, goes, stay) } });
}

/** Gives orders as it was shown, whatever the engine thinks of by now. */
function commit(context: ActionContext, plans: readonly Tentative[], left: readonly Left[] = []) {
  const { store, live, m } = context;
  const { operator } = store.getState();
  return act(context, {
    doing: m.engine.doing.commit,
    left,
    jobs: plans.map((plan) => ({
      order: plan.order,
      run: () => givePlanned(live.platform, plan, operator),
    })),
    told: (_, order) => {
      const plan = plans.find((each) => each.order === order);
      const words = m.engine.done.given(plan ? plannedDriver(plan) : '');
      return [words, words];
    },
  });
}
