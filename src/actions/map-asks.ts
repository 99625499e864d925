import type { Position } from '../domain/geo.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import { readExtent } from '../services/board/extent.ts';
import { whereIs } from '../services/board/where.ts';
import { RedisDown } from '../services/redis/down.ts';
import {
  firstBounds,
  followed,
  mapFitted,
  nearestAsked,
  notFollowed,
  wholeBounds,
} from '../store/map/change.ts';
import { allThings, isSpot } from '../store/map/things.ts';
import { said } from '../store/reducers.ts';
import type { ConsoleState } from '../store/state.ts';
import type { ActionContext } from './context.ts';
import { failureWords } from './failure.ts';
import { askChoice, askLine } from './prompt.ts';

/** How far nearest drivers are looked for. */
const RADII_M = [500, 1_000, 2_000, 5_000, 10_000, 20_000];
const FIRST_RADIUS_M = 2_000;

const failed = ({ store, m }: ActionContext, error: unknown): void => {
  // It was only to be looked up.
  const words = error instanceof RedisDown ? m.disabled.needsRedis : failureWords(error, m);
  store.setState(said(words, 'error'));
};

/** Shows everything; when that is what shows, the zone. */
export async function fitMap(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const { follow } = store.getState().map;
  let extent: Position[];
  try {
    extent = await readExtent(live.platform);
  } catch (error) {
    failed(context, error);
    return;
  }
  store.setState((state) => {
    // Whom one follows since then is looked at, not everything.
    if (state.map.follow !== follow) return {};
    const everything = mapFitted(state, wholeBounds(state, extent));
    const isThere = JSON.stringify(everything.map?.view) === JSON.stringify(state.map.view);
    return isThere
      ? { ...mapFitted(state, firstBounds(extent)), ...said(m.mapScreen.said.zone) }
      : { ...everything, ...said(m.mapScreen.said.everything) };
  });
  live.refresh();
}

/** The driver under the cursor, or who has the order there. */
function driverHere({ map: { selected, content } }: ConsoleState): string | null {
  if (selected?.kind === 'driver') return selected.id;
  const order = content?.orders.find(({ id }) => selected?.kind === 'order' && id === selected.id);
  return order?.driverId ?? null;
}

/** Follows the driver under the cursor, else one that is chosen; whoever is followed no longer. */
export function followDriver(context: ActionContext): void {
  const { store, m } = context;
  const state = store.getState();
  const { follow } = state.map;
  const here = driverHere(state);
  if (follow !== null && (here === null || here === follow)) {
    store.setState((now) => ({ ...notFollowed(now), ...said(m.mapScreen.said.notFollowed) }));
    return;
  }
  if (here !== null) {
    void startFollowing(context, here);
    return;
  }
  const submit = (id: string) => void startFollowing(context, id.trim());
  const options = allThings(state).flatMap(({ kind, id, name, look }) =>
    kind === 'driver' ? [{ id, label: `${id} ${name}`, hint: m.mapScreen.looks[look] }] : [],
  );
  // Of so many that they are only counted, or of none in sight, one is named.
  if (options.length > 0) askChoice(context, { title: m.mapScreen.ask.follow, options, submit });
  else askLine(context, { title: m.mapScreen.ask.followId, submit });
}

async function startFollowing(context: ActionContext, id: string): Promise<void> {
  const { store, live, m } = context;
  try {
    const at = await whereIs(live.platform, id);
    store.setState((state) =>
      at
        ? { ...followed(state, id, at), ...said(m.mapScreen.said.followed(id)) }
        : { message: { kind: 'error', text: m.mapScreen.said.noPosition(id) } },
    );
    live.refresh();
  } catch (error) {
    failed(context, error);
  }
}

/** Looks for the drivers nearest to the cursor; asked again at the same spot, no longer. */
export function searchNearest({ store, live, m }: ActionContext): void {
  store.setState((state) => {
    const { nearest, cursor } = state.map;
    if (nearest && isSpot(nearest.at, cursor)) return nearestAsked(state, null);
    const radiusM = nearest?.radiusM ?? FIRST_RADIUS_M;
    return {
      ...nearestAsked(state, { at: cursor, radiusM, list: null }),
      ...said(m.mapScreen.said.within(String(radiusM / 1000))),
    };
  });
  live.refresh();
}

function nextRadius({ map }: ConsoleState, by: 1 | -1): number | null {
  if (!map.nearest) return null;
  return RADII_M[RADII_M.indexOf(map.nearest.radiusM) + by] ?? null;
}

/** Why the radius can't change so; null when it can. */
export const noRadius =
  (by: 1 | -1) =>
  (state: ConsoleState, { mapScreen: { disabled } }: ConsoleMessages): string | null => {
    if (!state.map.nearest) return disabled.noSearch;
    if (nextRadius(state, by) !== null) return null;
    return by === 1 ? disabled.widestRadius : disabled.narrowestRadius;
  };

/** The next wider or narrower radius. */
export function changeRadius({ store, live, m }: ActionContext, by: 1 | -1): void {
  const radiusM = nextRadius(store.getState(), by);
  if (radiusM === null) return;
  store.setState((state) => ({
    ...nearestAsked(state, state.map.nearest && { ...state.map.nearest, radiusM, list: null }),
    ...said(m.mapScreen.said.within(String(radiusM / 1000))),
  }));
  live.refresh();
}
