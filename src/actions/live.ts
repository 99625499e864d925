import { goTo } from '../store/navigate.ts';
import { nextFocus, target } from '../store/panels.ts';
import { marked, moved, said, waitingTotal } from '../store/reducers.ts';
import { pointedDriver } from '../store/state.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { type Move, moveActions } from './move.ts';

const RADII_M = [1_000, 2_000, 5_000, 10_000, 20_000];

function move(context: ActionContext, where: Move): void {
  const { store, live, rows } = context;
  const { selectedIndex } = store.getState();
  // Farther than any list is long.
  const all = waitingTotal(store.getState()) + 1_000;
  const by = {
    ...{ down: 1, up: -1, first: -all, last: all },
    ...{ pageDown: rows(), pageUp: -rows() },
  }[where];
  store.setState((state) => moved(state, by, rows()));
  // The nearest drivers are now those of another order.
  if (store.getState().selectedIndex !== selectedIndex) live.refresh();
}

function moveFocus({ store, live }: ActionContext, by: 1 | -1): void {
  store.setState((state) => ({ focus: nextFocus(state, by) }));
  // What has no place of its own is read when it is shown.
  if (store.getState().focus === 'late') live.refresh();
}

function changeRadius({ store, live, m }: ActionContext, by: 1 | -1): void {
  const at = RADII_M.indexOf(store.getState().radiusM);
  const radiusM = RADII_M[at + by];
  if (radiusM === undefined) return;
  store.setState({ radiusM, ...said(m.said.radius(String(radiusM / 1000))) });
  live.refresh();
}

/** Opens what the cursor is on: the order or driver on its own screen; an alert about neither among the alerts. */
function open({ store, live, m }: ActionContext): void {
  const state = store.getState();
  const { focus, orders, drivers } = state;
  const on = target(state);
  if (on?.kind === 'order')
    store.setState(goTo(state, 'orders', { orders: { ...orders, selected: on.id } }));
  else if (on) store.setState(goTo(state, 'drivers', { drivers: { ...drivers, selected: on.id } }));
  else if (focus === 'alerts') store.setState(goTo(state, 'alerts'));
  else store.setState(said(m.liveScreen.nothingToOpen));
  live.refresh();
}

/** What works on Live alone. */
export const liveActions: readonly Action[] = [
  {
    id: 'mark',
    title: (m) => m.actions.mark,
    short: (m) => m.footer.mark,
    keys: ['space'],
    group: 'dispatch',
    screens: ['live'],
    footer: 7,
    disabled: (state, m) =>
      state.focus === 'nearest' && pointedDriver(state) ? null : m.disabled.noDriver,
    run: ({ store, live, m }) => {
      const driver = pointedDriver(store.getState());
      if (!driver) return;
      store.setState((state) => marked(state, driver));
      store.setState(said(m.said.marked(store.getState().marks.length)));
      live.refresh();
    },
  },
  {
    id: 'wider',
    title: (m) => m.actions.wider,
    keys: ['+', '='],
    group: 'dispatch',
    screens: ['live', 'orders', 'drivers'],
    disabled: ({ radiusM }, m) => (radiusM === RADII_M.at(-1) ? m.disabled.widest : null),
    run: (context) => changeRadius(context, 1),
  },
  {
    id: 'narrower',
    title: (m) => m.actions.narrower,
    keys: ['-'],
    group: 'dispatch',
    screens: ['live', 'orders', 'drivers'],
    disabled: ({ radiusM }, m) => (radiusM === RADII_M[0] ? m.disabled.narrowest : null),
    run: (context) => changeRadius(context, -1),
  },
  ...moveActions('live', move),
  {
    id: 'live.open',
    title: (m) => m.liveScreen.open,
    keys: ['enter'],
    group: 'view',
    screens: ['live'],
    footer: 9,
    run: open,
  },
  {
    id: 'nextPanel',
    title: (m) => m.actions.nextPanel,
    keys: ['tab'],
    group: 'move',
    screens: ['live'],
    short: (m) => m.liveScreen.panels,
    footer: 8,
    run: (context) => moveFocus(context, 1),
  },
  {
    id: 'previousPanel',
    title: (m) => m.actions.previousPanel,
    keys: ['shift-tab'],
    group: 'move',
    screens: ['live'],
    run: (context) => moveFocus(context, -1),
  },
];
