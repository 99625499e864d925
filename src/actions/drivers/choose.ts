import { ROSTER_COLUMNS } from '../../domain/roster.ts';
import { readPlaces } from '../../services/board/places.ts';
import { answered } from '../../store/acts.ts';
import { placeChosen, rosterSorted } from '../../store/drivers/reducers.ts';
import type { DistancePlace } from '../../store/drivers/state.ts';
import { said } from '../../store/reducers.ts';
import { SCREEN_STORES } from '../../store/screens.ts';
import type { ConsoleState } from '../../store/state.ts';
import type { ActionContext } from '../context.ts';
import { askChoice } from '../prompt.ts';

/** Asks by which column to sort: the present one first, and choosing it again reverses. */
export function askSort(context: ActionContext): void {
  const { store, live, m } = context;
  const { sort, place } = store.getState().drivers;
  const t = m.driversScreen;
  const columns = ROSTER_COLUMNS.filter((column) => column !== 'distance' || place !== null);
  const first = columns.filter((column) => column === sort.column);
  const options = [...first, ...columns.filter((column) => column !== sort.column)].map((id) => ({
    ...{ id, label: t.columns[id] },
    ...(id === sort.column ? { hint: t.ask.currentSort } : {}),
  }));
  askChoice(context, {
    title: t.ask.sort,
    options,
    submit: (id) => {
      const column = columns.find((each) => each === id);
      if (!column) return;
      store.setState((state) => rosterSorted(state, column));
      store.setState(said(t.said.sorted(t.columns[column])));
      live.refresh();
    },
  });
}

/** The pick-up of the order that is selected on Orders, or else on Live. */
function selectedPickup(state: ConsoleState, m: ActionContext['m']): DistancePlace[] {
  for (const screen of ['orders', 'live'] as const) {
    const [order] = SCREEN_STORES[screen].subjects(state);
    if (order?.pickup)
      return [{ name: m.driversScreen.ask.pickup(order.id), position: order.pickup }];
  }
  return [];
}

/** Asks from where distances are measured: the selected order's pick-up, or a named place. */
export async function askPlace(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const t = m.driversScreen;
  const named = await readPlaces(live.platform);
  // Something else is being typed by now: it is not taken away.
  if (store.getState().prompt !== null) return;
  const places = [...selectedPickup(store.getState(), m), ...named];
  if (places.length === 0) {
    store.setState((state) => answered(state, t.said.noPlaces));
    return;
  }
  askChoice(context, {
    title: t.ask.place,
    options: places.map(({ name }, index) => ({ id: String(index), label: name })),
    submit: (id) => {
      const place = places[Number(id)];
      if (!place) return;
      store.setState((state) => placeChosen(state, place));
      store.setState(said(t.said.place(place.name)));
      live.refresh();
    },
  });
}
