import type { Position } from '../domain/geo.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import { whereIs } from '../services/board/where.ts';
import { answered } from '../store/acts.ts';
import { selectedDriver } from '../store/drivers/view.ts';
import { spotShown } from '../store/map/change.ts';
import type { ThingRef } from '../store/map/state.ts';
import { orderSpot } from '../store/map/things.ts';
import { goTo } from '../store/navigate.ts';
import { target } from '../store/panels.ts';
import { subjects } from '../store/screens.ts';
import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';

/** What is selected here: an order and its place, or a driver, whose place is Redis' to tell. */
function selectedHere(state: ConsoleState): { ref: ThingRef; at: Position | null } | null {
  const [order] = subjects(state);
  if (order) return { ref: { kind: 'order', id: order.id }, at: orderSpot(order) };
  const on = state.screen === 'live' ? target(state) : null;
  if (on?.kind === 'driver') return { ref: { kind: 'driver', id: on.id }, at: null };
  const driver = state.screen === 'drivers' ? selectedDriver(state) : null;
  return driver && { ref: { kind: 'driver', id: driver.id }, at: null };
}

function noSpot(state: ConsoleState, m: ConsoleMessages): string | null {
  if (state.redis.state !== 'up') return m.disabled.redisDown;
  const here = selectedHere(state);
  if (!here) return m.mapScreen.disabled.nothingSelected;
  return here.at || here.ref.kind === 'driver' ? null : m.mapScreen.said.noSpot(here.ref.id);
}

async function show({ store, live, m }: ActionContext): Promise<void> {
  const here = selectedHere(store.getState());
  if (!here) return;
  const { ref } = here;
  try {
    const at = here.at ?? (await whereIs(live.platform, ref.id));
    store.setState((state) =>
      at
        ? goTo(state, 'map', spotShown(state, ref, at))
        : answered(state, m.mapScreen.said.noPosition(ref.id)),
    );
    live.refresh();
  } catch {
    store.setState((state) => answered(state, m.disabled.redisDown, 'error'));
  }
}

/** From a list to the map: Esc comes back. */
export const onMapAction: Action = {
  id: 'onMap',
  title: (m) => m.mapScreen.keys.onMap,
  short: (m) => m.mapScreen.short.onMap,
  keys: ['v'],
  group: 'view',
  screens: ['live', 'orders', 'drivers'],
  footer: 18,
  disabled: noSpot,
  run: show,
};
