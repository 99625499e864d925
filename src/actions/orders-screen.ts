import { SORT_COLUMNS, type SortColumn } from '../domain/order-sort.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import {
  orderMarked,
  orderOpened,
  ordersMoved,
  readingResumed,
  readingStopped,
  scopeCycled,
  sortedBy,
} from '../store/orders/reducers.ts';
import { ordersCursor } from '../store/orders/rows.ts';
import { said } from '../store/reducers.ts';
import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { type Move, moveActions } from './move.ts';
import { askChoice } from './prompt.ts';

function move(context: ActionContext, where: Move): void {
  const { store, live, rows } = context;
  const before = store.getState();
  const all = ordersCursor(before).rows.length + 1;
  const page = rows();
  const by = { down: 1, up: -1, pageDown: page, pageUp: -page, first: -all, last: all }[where];
  store.setState((state) => ordersMoved(state, by, page));
  // The detail is now another order's.
  if (store.getState().orders.selected !== before.orders.selected) live.refresh();
}

const noOrder = (state: ConsoleState, m: ConsoleMessages) =>
  ordersCursor(state).order ? null : m.ordersScreen.disabled.empty;

function chooseSort(context: ActionContext): void {
  const { store, m } = context;
  const t = m.ordersScreen;
  const options = SORT_COLUMNS.map((id) => ({ id, label: t.sorts[id] }));
  askChoice(context, {
    title: t.actions.sortTitle,
    options,
    submit: (id) => {
      const column = SORT_COLUMNS.find((each): each is SortColumn => each === id);
      if (!column) return;
      store.setState((state) => sortedBy(state, column));
      store.setState(said(t.said.sorted(t.sorts[column])));
    },
  });
}

/** What most of its actions have in common. */
const here = { group: 'view', screens: ['orders'] } as const;

/** What works on the list of orders; what changes orders is elsewhere. */
export const ordersScreenActions: readonly Action[] = [
  {
    id: 'orders.open',
    title: (m) => m.ordersScreen.actions.openTitle,
    short: (m) => m.ordersScreen.short.open,
    keys: ['enter', 'tab'],
    ...here,
    footer: 14,
    disabled: noOrder,
    run: ({ store, live }) => {
      store.setState((state) =>
        state.orders.open
          ? { orders: { ...state.orders, open: false, detailOffset: 0 } }
          : orderOpened(state),
      );
      live.refresh();
    },
  },
  {
    id: 'orders.mark',
    title: (m) => m.ordersScreen.actions.mark,
    short: (m) => m.ordersScreen.short.mark,
    keys: ['space'],
    group: 'dispatch',
    screens: ['orders'],
    footer: 11,
    disabled: noOrder,
    run: ({ store, live, m, rows }) => {
      store.setState((state) => orderMarked(state, rows()));
      store.setState(said(m.ordersScreen.marked(store.getState().orders.marks.length)));
      live.refresh();
    },
  },
  {
    id: 'orders.sort',
    title: (m) => m.ordersScreen.actions.sort,
    short: (m) => m.ordersScreen.short.sort,
    keys: ['s'],
    ...here,
    footer: 12,
    run: chooseSort,
  },
  {
    id: 'orders.scope',
    title: (m) => m.ordersScreen.actions.scope,
    short: (m) => m.ordersScreen.short.scope,
    keys: ['f'],
    ...here,
    footer: 13,
    run: ({ store, live, m }) => {
      store.setState(scopeCycled);
      const { scope } = store.getState().orders;
      store.setState(said(m.ordersScreen.said.scope(m.ordersScreen.scopes[scope])));
      live.refresh();
    },
  },
  {
    id: 'orders.read',
    title: (m) => m.ordersScreen.actions.read,
    short: (m) => m.ordersScreen.short.read,
    keys: ['n'],
    ...here,
    disabled: ({ orders, redis }, m) =>
      redis.state !== 'up'
        ? m.empty.redisDown
        : orders.reading
          ? m.ordersScreen.disabled.reading
          : null,
    run: ({ store, live, m }) => {
      store.setState(readingResumed);
      store.setState(said(m.ordersScreen.said.reading));
      live.refresh();
    },
  },
  {
    id: 'orders.stop',
    title: (m) => m.ordersScreen.actions.stop,
    keys: [],
    ...here,
    disabled: ({ orders }, m) => (orders.reading ? null : m.ordersScreen.disabled.notReading),
    run: ({ store, m }) => {
      store.setState(readingStopped);
      store.setState(said(m.ordersScreen.said.stopping));
    },
  },
  {
    id: 'orders.unmark',
    title: (m) => m.ordersScreen.actions.unmark,
    keys: [],
    group: 'dispatch',
    screens: ['orders'],
    disabled: ({ orders }, m) =>
      orders.marks.length > 0 ? null : m.ordersScreen.disabled.notMarked,
    run: ({ store }) => store.setState(({ orders }) => ({ orders: { ...orders, marks: [] } })),
  },
  ...moveActions('orders', move),
];
