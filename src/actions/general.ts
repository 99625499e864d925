import { parseFilter } from '../domain/filter.ts';
import { filtered, openScreen, stepBack } from '../store/navigate.ts';
import { said } from '../store/reducers.ts';
import { SCREEN_STORES } from '../store/screens.ts';
import { SCREENS, type ScreenName } from '../store/state.ts';
import { fieldOf } from '../store/text-field.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { askLine, openPrompt } from './prompt.ts';
import { runReport } from './report.ts';
import { suspendAction } from './suspend.ts';
import { themeAction } from './theme.ts';
import { switchZone } from './zone.ts';

/** Screens that have something to filter. */
const FILTERED: readonly ScreenName[] = ['orders', 'drivers', 'map', 'alerts', 'health'];

function show(context: ActionContext, screen: ScreenName): void {
  const { store, live } = context;
  // What was said of another screen has been read.
  store.setState({ ...openScreen(screen), ...said('') });
  live.refresh();
  if (screen === 'reports' && !store.getState().report.running) void runReport(context);
}

function askFilter(context: ActionContext): void {
  const { store, live, m } = context;
  const { screen, filters } = store.getState();
  const set = (text: string) => {
    store.setState((state) => filtered(state, text));
    live.refresh();
  };
  askLine(context, {
    title: '/',
    value: filters[screen] ?? '',
    changed: set,
    submit: (text) => {
      set(text);
      const { error } = parseFilter(text);
      store.setState(said(error ? m.said.noRegex(text) : text ? m.said.filtered(text) : ''));
    },
  });
}

const screenActions = SCREENS.map(
  (screen, index): Action => ({
    id: `screen.${screen}`,
    title: (m) => m.screens[screen],
    keys: [String(index + 1)],
    group: 'view',
    run: (context) => show(context, screen),
  }),
);

/** What works on every screen. */
export const generalActions: readonly Action[] = [
  ...screenActions,
  {
    id: 'filter',
    title: (m) => m.actions.filter,
    short: (m) => m.footer.filter,
    keys: ['/'],
    group: 'view',
    screens: ['live', ...FILTERED],
    disabled: ({ screen }, m) => (screen === 'live' ? m.liveScreen.filterElsewhere : null),
    footer: 20,
    run: askFilter,
  },
  themeAction,
  {
    id: 'copy',
    title: (m) => m.actions.copy,
    short: (m) => m.footer.copy,
    keys: ['y'],
    group: 'general',
    disabled: (state, m) =>
      SCREEN_STORES[state.screen].copied(state) === null ? m.disabled.nothingToCopy : null,
    run: ({ store, copy, m }) => {
      const state = store.getState();
      const text = SCREEN_STORES[state.screen].copied(state);
      if (text === null) return;
      copy(text);
      store.setState(said(m.said.copied(text)));
    },
  },
  {
    id: 'startWorker',
    title: (m) => m.actions.startWorker,
    keys: ['W'],
    group: 'general',
    writes: true,
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
    title: (m) => m.actions.nextZone,
    keys: ['z'],
    group: 'general',
    // Not when Redis is down: in a Cluster another zone may well be up.
    disabled: ({ acting: [order] }, m) => (order === undefined ? null : m.disabled.acting(order)),
    run: switchZone,
  },
  {
    id: 'help',
    title: (m) => m.actions.help,
    keys: ['?'],
    group: 'general',
    footer: 22,
    run: (context) => openPrompt(context, { kind: 'help', field: fieldOf(''), offset: 0 }),
  },
  {
    id: 'back',
    title: (m) => m.actions.back,
    keys: ['esc'],
    group: 'general',
    run: ({ store, live }) => {
      store.setState(stepBack);
      live.refresh();
    },
  },
  {
    id: 'redraw',
    title: (m) => m.reader.again,
    keys: ['ctrl-l'],
    group: 'general',
    run: ({ redraw }) => redraw(),
  },
  suspendAction,
  {
    id: 'quit',
    title: (m) => m.actions.quit,
    keys: ['q', 'ctrl-c'],
    group: 'general',
    footer: 23,
    run: ({ quit }) => quit(),
  },
];
