import { km } from '../../components/format.ts';
import { glyphs } from '../../components/glyphs.ts';
import type { CandidateList } from '../../domain/board.ts';
import { explain } from '../../domain/explain.ts';
import type { Order } from '../../domain/order.ts';
import { heldToPin, type Planned, planAssignments } from '../../domain/plan.ts';
import { type Candidate, STRATEGIES, type StrategyName } from '../../domain/strategy.ts';
import { candidatesOf } from '../../services/dispatch/candidates.ts';
import { give, giveToBest } from '../../services/dispatch/operations.ts';
import { RedisDown } from '../../services/redis/down.ts';
import { answered, began, settled } from '../../store/acts.ts';
import { ordersCursor } from '../../store/orders/rows.ts';
import { said } from '../../store/reducers.ts';
import type { ActionContext } from '../context.ts';
import { askChoice, showText } from '../prompt.ts';
import { act, type Left } from './act.ts';
import { parted } from './fit.ts';
import {
  assignedWords,
  besideIds,
  driverName,
  excludedWords,
  figuresOf,
  nobodyEnds,
  nobodyWords,
  whatOf,
} from './words.ts';

/**
 * Gives orders to whom a strategy chooses among drivers as they are now: the one under the cursor at
 * once; of several, and of a marked one that the cursor is not on, the plan is shown first.
 */
export async function assignBy(
  context: ActionContext,
  strategy: StrategyName,
  orders: readonly Order[],
): Promise<void> {
  const { fit, left } = parted('assign', orders, context.m);
  if (orders.length === 1 && isPointed(context, orders))
    await giveAway(context, fit, strategy, new Map());
  else await planned(context, { orders: fit, left, strategy });
}

/**
 * Asks who is to have orders, whoever has them now: a driver, or for several the strategy that chooses
 * for each. Says why when nobody can.
 */
export async function chooseDriver(
  context: ActionContext,
  subjects: readonly Order[],
): Promise<void> {
  const { store, m } = context;
  const { fit: orders, left } = parted('reassign', subjects, m);
  const lists = await candidatesRead(context, orders);
  if (lists === null) return;
  const drivers = new Map<string, { driver: Candidate; takes: number }>();
  for (const driver of lists.flatMap(byHandOf)) {
    const known = drivers.get(driver.driverId);
    const nearer = known && known.driver.distanceM <= driver.distanceM ? known.driver : driver;
    drivers.set(driver.driverId, { driver: nearer, takes: (known?.takes ?? 0) + 1 });
  }
  const [only] = orders;
  if (drivers.size === 0 || only === undefined) {
    const excluded = lists[0]?.excluded ?? [];
    const words = nobodyEnds(store.getState(), m, nobodyWords(store.getState(), m, excluded));
    store.setState((state) => answered(state, m.acts.about(whatOf(orders, m), words), 'error'));
    return;
  }
  const alone = orders.length === 1;
  const byHand = [...drivers.values()]
    .toSorted((a, b) => b.takes - a.takes || a.driver.distanceM - b.driver.distanceM)
    .map(({ driver, takes }) => ({
      id: driver.driverId,
      label: driverName(driver),
      hint: `${alone ? '' : `${m.acts.takes(takes, orders.length)}  `}${figuresOf(driver)}`,
    }));
  // No driver's id begins with a star.
  const byStrategy = STRATEGIES.map((name) => ({ id: `*${name}`, label: m.acts.each[name] }));
  const holder = alone ? only.driverId : null;
  const title = holder ? m.acts.chooseFrom(only.id, holder) : m.acts.choose(whatOf(orders, m));
  const out = alone ? excludedWords(m, lists[0]?.excluded ?? []) : '';
  askChoice(context, {
    title: out === '' ? title : `${title}  (${out})`,
    options: alone ? byHand : [...byStrategy, ...byHand],
    submit: (id) => {
      const strategy = STRATEGIES.find((name) => id === `*${name}`);
      const driver = drivers.get(id)?.driver;
      if (strategy) void planned(context, { orders, left, strategy });
      else if (driver && alone && left.length === 0)
        void handOver(context, { orders, driver, lists, left: [] });
      else if (driver) void planned(context, { orders, left, strategy: 'closest', only: driver });
    },
  });
}

/** Whom a person may name: also who was refused for it, which ends the refusal. */
const byHandOf = ({ eligible, excluded }: CandidateList): readonly Candidate[] => [
  ...eligible,
  ...excluded.filter(({ reason }) => reason === 'refused'),
];

/** Whether the cursor is on one of these orders, on a screen where orders are marked. */
export function isPointed({ store }: ActionContext, orders: readonly Order[]): boolean {
  const state = store.getState();
  const pointed = ordersCursor(state).order?.id;
  return state.screen !== 'orders' || orders.some(({ id }) => id === pointed);
}

export interface Wish {
  readonly orders: readonly Order[];
  readonly left: readonly Left[];
  readonly strategy: StrategyName;
  /** What they are called together, where that is not their number. */
  readonly what?: string;
  /** Nobody but this driver. */
  readonly only?: Candidate;
}

/** Shows what would be done with several orders, and asks. */
export async function planned(context: ActionContext, wish: Wish): Promise<void> {
  const { orders, left, strategy, only, what } = wish;
  const { store, m } = context;
  const lists = await candidatesRead(context, orders);
  if (lists === null) return;
  const his = ({ driverId }: Candidate) => only === undefined || driverId === only.driverId;
  const asked = new Map(orders.map((order) => [order.id, order]));
  const heldOf = (list: CandidateList) => heldToPin(list, asked.get(list.orderId) ?? NO_PIN);
  const plan = planAssignments(
    strategy,
    lists.map((list) => (only ? { ...list, eligible: byHandOf(list).filter(his) } : heldOf(list))),
  );
  const chosen = new Map(plan.flatMap((each) => (each.driver ? [[each.order, each]] : [])));
  const without = plan
    .filter(({ driver }) => driver === null)
    .map((each) => {
      const order = only ? undefined : asked.get(each.order);
      return { order: each.order, why: whyNobody(context, each, order?.pinned ?? null) };
    });
  const goes = orders.filter(({ id }) => chosen.has(id));
  const { arrow } = glyphs(store.getState().ascii);
  const stay = [...without, ...left];
  const lines = besideIds([
    ...plan.flatMap(({ order, driver }) =>
      driver
        ? [[order, `${arrow} ${driverName(driver)}  ${km(driver.distanceM)} km`] as const]
        : [],
    ),
    ...stay.map(({ order, why }) => [order, why] as const),
  ]);
  const how = only ? driverName(only) : m.actions[strategy];
  const title = m.acts.plan(what ?? whatOf(orders, m), how);
  if (goes.length === 0) {
    showText(context, { title, lines });
    return;
  }
  const yes = () =>
    void (only
      ? handOver(context, { orders: goes, driver: only, lists, left: stay })
      : giveAway(context, goes, strategy, chosen, stay));
  const text = m.acts.ask.give(goes.length, orders.length + left.length);
  showText(context, { title, lines, ask: { text, yes } });
}

const NO_PIN = { pinned: null };

function whyNobody(
  { store, m }: ActionContext,
  { order, crowded, excluded }: Planned,
  pinned: Order['pinned'],
): string {
  if (pinned) return m.refusals.pinned({ order, ...pinned });
  return crowded ? m.acts.crowded : nobodyWords(store.getState(), m, excluded);
}

function giveAway(
  context: ActionContext,
  orders: readonly Order[],
  strategy: StrategyName,
  chosen: ReadonlyMap<string, Planned>,
  left: readonly Left[] = [],
) {
  const { store, live, m } = context;
  const { operator, radiusM } = store.getState();
  return act(context, {
    doing: m.acts.doing.assign(m.actions[strategy]),
    left,
    jobs: orders.map((order) => ({
      order: order.id,
      run: () => {
        const wish = { order, planned: chosen.get(order.id) ?? null };
        return giveToBest(live.platform, wish, { strategy, radiusM }, operator);
      },
    })),
    told: (done) => assignedWords(store.getState(), m, strategy, done),
  });
}

/** Gives orders to the driver whom a person named; beside whom is kept as the reason. */
function handOver(
  context: ActionContext,
  wish: {
    readonly orders: readonly Order[];
    readonly driver: Candidate;
    readonly lists: readonly CandidateList[];
    readonly left: readonly Left[];
  },
) {
  const { store, live, m } = context;
  const { orders, driver, lists, left } = wish;
  const by = { by: store.getState().operator };
  const seen = new Map(lists.map((list) => [list.orderId, list]));
  const why = ({ id }: Order) => {
    const list = seen.get(id);
    return list ? explain('person', list, { at: Date.now(), chosen: driver.driverId }) : null;
  };
  return act(context, {
    doing: m.acts.doing.reassign,
    left,
    jobs: orders.map((order) => ({
      order: order.id,
      run: () => give(live.platform, { order, driver, why: why(order) }, by),
    })),
    told: ({ move }) => {
      const words = move?.from
        ? m.acts.done.moved(driverName(driver), move.from)
        : m.acts.done.assigned(driverName(driver), '');
      return [words, words];
    },
  });
}

/** Reads who could take orders; null, and why on the last line, when that can't be asked now. */
export async function candidatesRead(
  context: ActionContext,
  orders: readonly Order[],
): Promise<readonly CandidateList[] | null> {
  const { store, live, m } = context;
  const ids = orders.map(({ id }) => id);
  const planning = m.acts.doing.planning(whatOf(orders, m));
  store.setState((state) => ({ ...began(state, ids), ...said(planning) }));
  try {
    const lists = await candidatesOf(live.platform, orders, store.getState().radiusM);
    // Something else is being typed by now: it is not taken away.
    if (store.getState().prompt !== null) {
      const words = m.acts.about(whatOf(orders, m), m.acts.interrupted);
      store.setState((state) => answered(state, words));
      return null;
    }
    store.setState(({ message }) => (message.text === planning ? said('') : {}));
    return lists;
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    store.setState((state) => answered(state, m.disabled.redisDown, 'error'));
    return null;
  } finally {
    store.setState((state) => settled(state, ids));
  }
}
