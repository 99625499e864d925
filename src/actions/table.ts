import type { ConsoleMessages } from '../i18n/console.ts';
import { focusMoved, marked, moved, said, waitingTotal } from '../store/reducers.ts';
import {
  type ConsoleState,
  pointedDriver,
  type ScreenName,
  selectedOrder,
} from '../store/state.ts';
import { assignBy, undoLast } from './assign.ts';
import type { ActionContext } from './context.ts';
import { nextPeriod, runReport } from './report.ts';
import { paceSimulator, pauseSimulator, stepSimulator } from './simulator.ts';
import { switchZone } from './zone.ts';

export type Group = 'move' | 'assign' | 'view' | 'simulator' | 'general';

/** One thing a key does. Handling, help, footer and docs all read this table. */
export interface Action {
  readonly id: keyof ConsoleMessages['actions'];
  readonly keys: readonly string[];
  readonly group: Group;
  /** On which screens; everywhere when absent. */
  readonly screen?: ScreenName;
  /** Whether the footer shows it, and how soon: lower first. */
  readonly footer?: number;
  /** Why it can't be done now, in words; null when it can. */
  readonly disabled?: (state: ConsoleState, m: ConsoleMessages) => string | null;
  readonly run: (context: ActionContext) => void | Promise<void>;
}

const RADII_M = [1_000, 2_000, 5_000, 10_000, 20_000];

const move =
  (by: (context: ActionContext) => number) =>
  (context: ActionContext): void => {
    const { store, live, rows } = context;
    const { selectedIndex } = store.getState();
    store.setState((state) => moved(state, by(context), rows()));
    // The nearest drivers are now those of another order.
    if (store.getState().selectedIndex !== selectedIndex) live.refresh();
  };

function cannotAssign(state: ConsoleState, m: ConsoleMessages): string | null {
  if (state.redis.state !== 'up') return m.disabled.redisDown;
  // Pressed twice in haste, the key must not take the next order too.
  if (state.assigning !== null) return m.disabled.assigning(state.assigning);
  return selectedOrder(state) ? null : m.disabled.noOrder;
}

function noSimulator({ board, redis }: ConsoleState, m: ConsoleMessages): string | null {
  if (redis.state !== 'up') return m.disabled.redisDown;
  return board?.simulator ? null : m.disabled.noSimulator;
}

function changeRadius({ store, live, m }: ActionContext, by: 1 | -1): void {
  const at = RADII_M.indexOf(store.getState().radiusM);
  const radiusM = RADII_M[at + by];
  if (radiusM === undefined) return;
  store.setState({ radiusM, ...said(m.said.radius(String(radiusM / 1000))) });
  live.refresh();
}

const STRATEGY_KEYS = { closest: 'c', best_rated: 'r', balanced: 'b' } as const;

export const ACTIONS: readonly Action[] = [
  ...(['closest', 'best_rated', 'balanced'] as const).map(
    (strategy, index): Action => ({
      id: strategy,
      keys: [STRATEGY_KEYS[strategy]],
      group: 'assign',
      screen: 'live',
      footer: index + 1,
      disabled: cannotAssign,
      run: (context) => assignBy(context, strategy),
    }),
  ),
  {
    id: 'undo',
    keys: ['u'],
    group: 'assign',
    screen: 'live',
    footer: 4,
    disabled: ({ undo, redis }, m) =>
      redis.state !== 'up'
        ? m.disabled.redisDown
        : undo.length > 0
          ? null
          : m.disabled.nothingToUndo,
    run: undoLast,
  },
  {
    id: 'mark',
    keys: ['space'],
    group: 'assign',
    screen: 'live',
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
    keys: ['+', '='],
    group: 'assign',
    screen: 'live',
    disabled: ({ radiusM }, m) => (radiusM === RADII_M.at(-1) ? m.disabled.widest : null),
    run: (context) => changeRadius(context, 1),
  },
  {
    id: 'narrower',
    keys: ['-'],
    group: 'assign',
    screen: 'live',
    disabled: ({ radiusM }, m) => (radiusM === RADII_M[0] ? m.disabled.narrowest : null),
    run: (context) => changeRadius(context, -1),
  },
  { id: 'down', keys: ['j', 'down'], group: 'move', screen: 'live', run: move(() => 1) },
  { id: 'up', keys: ['k', 'up'], group: 'move', screen: 'live', run: move(() => -1) },
  {
    id: 'pageDown',
    keys: ['pagedown', 'ctrl-d'],
    group: 'move',
    screen: 'live',
    run: move(({ rows }) => rows()),
  },
  {
    id: 'pageUp',
    keys: ['pageup', 'ctrl-u'],
    group: 'move',
    screen: 'live',
    run: move(({ rows }) => -rows()),
  },
  {
    id: 'first',
    keys: ['g', 'home'],
    group: 'move',
    screen: 'live',
    run: move(({ store }) => -waitingTotal(store.getState()) - 100),
  },
  {
    id: 'last',
    keys: ['G', 'end'],
    group: 'move',
    screen: 'live',
    run: move(({ store }) => waitingTotal(store.getState()) + 100),
  },
  {
    id: 'nextPanel',
    keys: ['tab'],
    group: 'move',
    screen: 'live',
    run: ({ store }) => store.setState((state) => focusMoved(state, 1)),
  },
  {
    id: 'previousPanel',
    keys: ['shift-tab'],
    group: 'move',
    screen: 'live',
    run: ({ store }) => store.setState((state) => focusMoved(state, -1)),
  },
  {
    id: 'live',
    keys: ['1'],
    group: 'view',
    footer: 6,
    run: ({ store }) => store.setState({ screen: 'live' }),
  },
  {
    id: 'reports',
    keys: ['6'],
    group: 'view',
    footer: 6,
    run: (context) => {
      const { running } = context.store.getState().report;
      context.store.setState({ screen: 'reports' });
      return running ? undefined : runReport(context);
    },
  },
  { id: 'period', keys: ['p'], group: 'view', screen: 'reports', footer: 1, run: nextPeriod },
  {
    id: 'runAgain',
    keys: ['n'],
    group: 'view',
    screen: 'reports',
    footer: 2,
    disabled: ({ report }, m) => (report.running ? m.disabled.running : null),
    run: runReport,
  },
  {
    id: 'pause',
    keys: ['p'],
    group: 'simulator',
    screen: 'live',
    footer: 8,
    disabled: noSimulator,
    run: pauseSimulator,
  },
  {
    id: 'step',
    keys: ['s'],
    group: 'simulator',
    screen: 'live',
    disabled: noSimulator,
    run: stepSimulator,
  },
  {
    id: 'faster',
    keys: ['>'],
    group: 'simulator',
    screen: 'live',
    disabled: noSimulator,
    run: (context) => paceSimulator(context, 2),
  },
  {
    id: 'slower',
    keys: ['<'],
    group: 'simulator',
    screen: 'live',
    disabled: noSimulator,
    run: (context) => paceSimulator(context, 0.5),
  },
  {
    id: 'startWorker',
    keys: ['W'],
    group: 'general',
    disabled: ({ board, redis }, m) =>
      redis.state !== 'up'
        ? m.disabled.redisDown
        : (board?.workers ?? 0) > 0
          ? m.disabled.worker
          : null,
    run: ({ store, startWorker, m }) => {
      startWorker();
      store.setState(said(m.said.workerStarted));
    },
  },
  {
    id: 'nextZone',
    keys: ['z'],
    group: 'general',
    // Not when Redis is down: in a Cluster another zone may well be up.
    disabled: ({ assigning }, m) => (assigning === null ? null : m.disabled.assigning(assigning)),
    run: switchZone,
  },
  {
    id: 'help',
    keys: ['?'],
    group: 'general',
    footer: 9,
    run: ({ store }) => store.setState(({ help }) => ({ help: { open: !help.open, offset: 0 } })),
  },
  {
    id: 'back',
    keys: ['esc'],
    group: 'general',
    run: ({ store }) =>
      store.setState((state) =>
        state.screen === 'reports'
          ? { screen: 'live' }
          : { focus: 'waiting', marks: [], marksDistanceM: null },
      ),
  },
  {
    id: 'suspend',
    keys: ['ctrl-z'],
    group: 'general',
    run: async ({ store, suspend, live, m }) => {
      if (await suspend()) live.refresh();
      else store.setState(said(m.said.noShell));
    },
  },
  { id: 'quit', keys: ['q', 'ctrl-c'], group: 'general', footer: 10, run: ({ quit }) => quit() },
];

/** The actions that exist on a screen. */
export function actionsOn(screen: ScreenName): Action[] {
  return ACTIONS.filter((action) => action.screen === undefined || action.screen === screen);
}
