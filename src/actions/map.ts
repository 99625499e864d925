import { km } from '../components/format.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import {
  cursorMoved,
  cycle,
  cycled,
  mapMoved,
  mapZoomed,
  selected,
  spotMarked,
} from '../store/map/change.ts';
import { allThings, marksDistance } from '../store/map/things.ts';
import { goTo } from '../store/navigate.ts';
import { said } from '../store/reducers.ts';
import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { changeRadius, fitMap, followDriver, noRadius, searchNearest } from './map-asks.ts';
import { askChoice } from './prompt.ts';

type Words = ConsoleMessages['mapScreen'];
type Key = keyof Words['keys'];

const notRead = ({ map }: ConsoleState, m: ConsoleMessages): string | null =>
  map.view ? null : m.mapScreen.disabled.notRead;

/** An action of the map; none of them works before the map knows where it is. */
function mapAction(
  id: Key,
  keys: readonly string[],
  run: Action['run'],
  more: Partial<Action> & { readonly why?: Action['disabled'] } = {},
): Action {
  const { why, ...rest } = more;
  return {
    id: `map.${id}`,
    title: (m) => m.mapScreen.keys[id],
    keys,
    group: 'map',
    screens: ['map'],
    disabled: (state, m) => notRead(state, m) ?? why?.(state, m) ?? null,
    run,
    ...rest,
  };
}

/** A change of the map, which then reads what came into sight. */
const change =
  (next: (state: ConsoleState) => Partial<ConsoleState>) =>
  ({ store, live }: ActionContext): void => {
    store.setState(next);
    live.refresh();
  };

/** Why the zoom is at its end; null when it is not. */
const zoomEnd =
  (steps: number, word: 'closest' | 'widest') =>
  (state: ConsoleState, m: ConsoleMessages): string | null =>
    mapZoomed(state, steps).map?.view?.metresPerDot === state.map.view?.metresPerDot
      ? m.mapScreen.disabled[word]
      : null;

const nothing = (state: ConsoleState, m: ConsoleMessages): string | null =>
  cycle(state).length > 0 ? null : m.mapScreen.disabled.nothing;

function markSpot({ store, live, m }: ActionContext): void {
  const before = store.getState().map.marks.length;
  store.setState(spotMarked);
  const state = store.getState();
  const { marks, selected: thing, cursor } = state.map;
  const metres = marksDistance(state);
  const { marked, unmarked, distance } = m.mapScreen.said;
  const spot = thing?.id ?? `${cursor.lat.toFixed(4)}, ${cursor.lon.toFixed(4)}`;
  const fewer = marks.length < before;
  store.setState(said(fewer ? unmarked : metres === null ? marked(spot) : distance(km(metres))));
  live.refresh();
}

function openSelected({ store, live }: ActionContext): void {
  store.setState((state) => {
    const ref = state.map.selected;
    if (ref?.kind === 'driver') {
      return goTo(state, 'drivers', { drivers: { ...state.drivers, selected: ref.id } });
    }
    if (ref?.kind === 'order') {
      return goTo(state, 'orders', { orders: { ...state.orders, selected: ref.id } });
    }
    return {};
  });
  live.refresh();
}

/** Goes to something that was read, wherever it is. */
function find(context: ActionContext): void {
  const { store, live, m } = context;
  const things = allThings(store.getState());
  askChoice(context, {
    title: m.mapScreen.ask.find,
    options: things.map(({ kind, id, name, look }) => ({
      id: `${kind}:${id}`,
      label: kind === 'place' || name === '' ? id : `${id} ${name}`,
      hint: m.mapScreen.looks[look],
    })),
    submit: (chosen) => {
      const thing = things.find(({ kind, id }) => `${kind}:${id}` === chosen);
      if (thing) store.setState((state) => selected(state, thing));
      live.refresh();
    },
  });
}

/** What works on the Map alone. */
export const mapActions: readonly Action[] = [
  mapAction(
    'zoomIn',
    ['+', '='],
    change((state) => mapZoomed(state, 1)),
    {
      why: zoomEnd(1, 'closest'),
      short: (m) => m.mapScreen.short.zoom,
      footer: 1,
    },
  ),
  mapAction(
    'zoomOut',
    ['-'],
    change((state) => mapZoomed(state, -1)),
    {
      why: zoomEnd(-1, 'widest'),
    },
  ),
  mapAction('fit', ['e'], fitMap, { short: (m) => m.mapScreen.short.fit, footer: 2 }),
  mapAction('nearest', ['n'], searchNearest, {
    short: (m) => m.mapScreen.short.nearest,
    footer: 3,
  }),
  mapAction('widen', [']'], (context) => changeRadius(context, 1), { why: noRadius(1) }),
  mapAction('narrow', ['['], (context) => changeRadius(context, -1), { why: noRadius(-1) }),
  mapAction('follow', ['f'], followDriver, {
    short: (m) => m.mapScreen.short.follow,
    footer: 4,
  }),
  mapAction('mark', ['space'], markSpot, { short: (m) => m.mapScreen.short.mark, footer: 5 }),
  mapAction(
    'next',
    ['tab'],
    change((state) => cycled(state, 1)),
    {
      why: nothing,
      short: (m) => m.mapScreen.short.next,
      footer: 6,
    },
  ),
  mapAction(
    'previous',
    ['shift-tab'],
    change((state) => cycled(state, -1)),
    { why: nothing },
  ),
  mapAction('open', ['enter'], openSelected, {
    why: ({ map }, m) =>
      map.selected === null || map.selected.kind === 'place' ? m.mapScreen.disabled.openWhat : null,
    short: (m) => m.mapScreen.short.open,
    footer: 7,
  }),
  mapAction('find', ['g'], find),
  mapAction(
    'left',
    ['h', 'left'],
    change((state) => cursorMoved(state, -1, 0)),
  ),
  mapAction(
    'down',
    ['j', 'down'],
    change((state) => cursorMoved(state, 0, 1)),
  ),
  mapAction(
    'up',
    ['k', 'up'],
    change((state) => cursorMoved(state, 0, -1)),
  ),
  mapAction(
    'right',
    ['l', 'right'],
    change((state) => cursorMoved(state, 1, 0)),
  ),
  mapAction(
    'panLeft',
    ['shift-left'],
    change((state) => mapMoved(state, -1, 0)),
  ),
  mapAction(
    'panDown',
    ['shift-down', 'pagedown'],
    change((state) => mapMoved(state, 0, 1)),
  ),
  mapAction(
    'panUp',
    ['shift-up', 'pageup'],
    change((state) => mapMoved(state, 0, -1)),
  ),
  mapAction(
    'panRight',
    ['shift-right'],
    change((state) => mapMoved(state, 1, 0)),
  ),
];
