import type { ConsoleMessages } from '../i18n/console.ts';
import {
  cursorMoved,
  detailOpened,
  driverMarked,
  onlyCycled,
  rowSelected,
} from '../store/drivers/reducers.ts';
import {
  chosenDrivers,
  detailRows,
  pointedRow,
  rosterView,
  selectedDriver,
} from '../store/drivers/view.ts';
import { goTo } from '../store/navigate.ts';
import { said } from '../store/reducers.ts';
import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { nameOf } from './drivers/bulk.ts';
import { askPlace, askSort } from './drivers/choose.ts';
import { toggleDuty } from './drivers/duty.ts';
import { reassignAllOf } from './drivers/reassign.ts';
import { askRegions } from './drivers/regions.ts';
import { type Move, moveActions, movedIndex } from './move.ts';

function move(context: ActionContext, where: Move): void {
  const { store, live, rows } = context;
  const state = store.getState();
  const page = rows();
  if (state.drivers.open) {
    const { length } = detailRows(state);
    const at = Math.min(state.drivers.cursor, length - 1);
    store.setState((now) => cursorMoved(now, movedIndex(at, length, page, where)));
    return;
  }
  const { row, count } = rosterView(state, page);
  if (count === 0) return;
  store.setState((now) => rowSelected(now, movedIndex(row, count, page, where), page));
  // Other rows, and another driver's detail.
  live.refresh();
}

const noDriver = (state: ConsoleState, m: ConsoleMessages) =>
  selectedDriver(state) ? null : m.driversScreen.disabled.noDriver;

function cannotWrite(state: ConsoleState, m: ConsoleMessages): string | null {
  const t = m.driversScreen.disabled;
  if (state.redis.state !== 'up') return t.redisDown;
  if (state.drivers.working) return t.busy;
  return chosenDrivers(state).length > 0 ? null : t.noDriver;
}

function cannotReassign(state: ConsoleState, m: ConsoleMessages): string | null {
  const t = m.driversScreen.disabled;
  const [driver, another] = chosenDrivers(state);
  if (another) return t.oneOnly;
  if (state.redis.state === 'up' && driver?.load === 0) return t.carriesNothing(nameOf(driver));
  return cannotWrite(state, m);
}

/** Opens the driver; there, the order under the cursor. */
function open({ store, live }: ActionContext): void {
  const state = store.getState();
  const row = pointedRow(state);
  if (row) {
    const orders = { ...state.orders, selected: row.order };
    store.setState((now) => goTo(now, 'orders', { orders }));
  } else store.setState((now) => detailOpened(now, true));
  live.refresh();
}

/** What its actions have in common. */
const here = { group: 'drivers', screens: ['drivers'] } as const;

/** What works on the Drivers screen. */
export const driversActions: readonly Action[] = [
  {
    id: 'drivers.open',
    title: (m) => m.driversScreen.actions.open,
    short: (m) => m.driversScreen.footer.open,
    keys: ['enter'],
    ...here,
    footer: 6,
    disabled: (state, m) =>
      state.drivers.open && !pointedRow(state)
        ? m.driversScreen.disabled.noRow
        : noDriver(state, m),
    run: open,
  },
  {
    id: 'drivers.duty',
    title: (m) => m.driversScreen.actions.duty,
    short: (m) => m.driversScreen.footer.duty,
    keys: ['d'],
    ...here,
    writes: true,
    footer: 1,
    disabled: cannotWrite,
    run: toggleDuty,
  },
  {
    id: 'drivers.reassignAll',
    title: (m) => m.driversScreen.actions.reassignAll,
    short: (m) => m.driversScreen.footer.reassignAll,
    keys: ['R'],
    ...here,
    writes: true,
    footer: 2,
    disabled: cannotReassign,
    run: reassignAllOf,
  },
  {
    id: 'drivers.regions',
    title: (m) => m.driversScreen.actions.regions,
    short: (m) => m.driversScreen.footer.regions,
    keys: ['e'],
    ...here,
    writes: true,
    footer: 3,
    disabled: cannotWrite,
    run: askRegions,
  },
  {
    id: 'drivers.sort',
    title: (m) => m.driversScreen.actions.sort,
    short: (m) => m.driversScreen.footer.sort,
    keys: ['s'],
    ...here,
    footer: 7,
    disabled: ({ drivers }, m) =>
      drivers.only === 'silent' ? m.driversScreen.disabled.silentOrder : null,
    run: askSort,
  },
  {
    id: 'drivers.only',
    title: (m) => m.driversScreen.actions.only,
    short: (m) => m.driversScreen.footer.only,
    keys: ['f'],
    ...here,
    footer: 8,
    run: ({ store, live, m }) => {
      store.setState(onlyCycled);
      const t = m.driversScreen;
      store.setState(({ drivers }) => said(t.said.only(t.only[drivers.only])));
      live.refresh();
    },
  },
  {
    id: 'drivers.place',
    title: (m) => m.driversScreen.actions.place,
    short: (m) => m.driversScreen.footer.place,
    keys: ['@'],
    ...here,
    footer: 9,
    disabled: ({ redis }, m) => (redis.state === 'up' ? null : m.driversScreen.empty.down),
    run: askPlace,
  },
  {
    id: 'drivers.mark',
    title: (m) => m.driversScreen.actions.mark,
    short: (m) => m.driversScreen.footer.mark,
    keys: ['space'],
    ...here,
    footer: 5,
    disabled: noDriver,
    run: (context) => {
      const { store, m } = context;
      const driver = selectedDriver(store.getState());
      if (!driver) return;
      store.setState((state) => driverMarked(state, driver.id));
      store.setState(({ drivers }) => said(m.driversScreen.said.marks(drivers.marks.length)));
      if (!store.getState().drivers.open) move(context, 'down');
    },
  },
  {
    id: 'drivers.panel',
    title: (m) => m.driversScreen.actions.panel,
    keys: ['tab', 'shift-tab'],
    ...here,
    disabled: noDriver,
    run: ({ store, live }) => {
      store.setState((state) => detailOpened(state, !state.drivers.open));
      live.refresh();
    },
  },
  ...moveActions('drivers', move),
];
