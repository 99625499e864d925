import type { Position } from '../../domain/geo.ts';
import { boundsShown, type Viewport } from '../../domain/viewport.ts';
import { consoleMessages } from '../../i18n/console.ts';
import { findCandidates } from '../../services/board/candidates.ts';
import { driverDistance } from '../../services/board/distance.ts';
import { readExtent } from '../../services/board/extent.ts';
import { readMap } from '../../services/board/map.ts';
import { whereIs } from '../../services/board/where.ts';
import { said } from '../reducers.ts';
import type { Sources } from '../sources.ts';
import type { ConsoleState } from '../state.ts';
import { contentRead, firstBounds, mapFitted, notFollowed } from './change.ts';
import { plannedPairs } from './plans.ts';
import { mapViewport } from './things.ts';

/** So many are listed; Redis is asked for no more. */
const MOST_NEAREST = 20;

/** The same is not read again within this; what keys ask for is new, and read at once. */
const AGAIN_MS = 250;

/** Reads what the map shows now: the part of the world in sight, and what was asked about it. */
export async function readMapScreen({ store, platform }: Sources): Promise<void> {
  const state = store.getState;
  if (state().redis.state !== 'up') return;
  if (!state().map.view) {
    const bounds = firstBounds(await readExtent(platform));
    store.setState((now) => (now.map.view ? {} : mapFitted(now, bounds)));
  }
  const view = mapViewport(state());
  if (!view || isFresh(state(), view)) return;
  const what = wordsOf(state(), view);
  store.setState(({ map }) => ({ map: { ...map, asked: { what, at: Date.now() } } }));
  const { follow } = state().map;
  const at = follow === null ? null : await whereIs(platform, follow);
  // Of a followed driver the part around where he is now.
  const content = await readMap(platform, question(state(), at ? { ...view, centre: at } : view));
  store.setState((now) => contentRead(now, content));
  if (follow !== null && at === null) {
    const { noPosition } = consoleMessages(state().lang).mapScreen.said;
    store.setState((now) => ({ ...notFollowed(now), ...said(noPosition(follow)) }));
  }
  await readAsked({ store, platform });
}

/** All that is asked for, to know it again. */
function wordsOf(state: ConsoleState, view: Viewport): string {
  const { nearest, marks } = state.map;
  return JSON.stringify([question(state, view), nearest?.at, nearest?.radiusM, marks]);
}

function isFresh(state: ConsoleState, view: Viewport): boolean {
  const { asked } = state.map;
  return asked?.what === wordsOf(state, view) && Date.now() - asked.at < AGAIN_MS;
}

/** The drivers nearest to the chosen point, and the distance of two marked ones. */
async function readAsked({ store, platform }: Pick<Sources, 'store' | 'platform'>): Promise<void> {
  const { nearest, marks } = store.getState().map;
  if (nearest) {
    const spot = { id: '', region: '', pickup: nearest.at };
    const list = await findCandidates(platform, spot, nearest.radiusM, MOST_NEAREST);
    store.setState(({ map }) =>
      map.nearest && isSame(map.nearest, nearest)
        ? { map: { ...map, nearest: { ...map.nearest, list } } }
        : {},
    );
  }
  const [a, b] = marks.map(({ thing }) => (thing?.kind === 'driver' ? thing.id : null));
  if (!a || !b) return;
  const marksDistanceM = await driverDistance(platform, a, b);
  store.setState(({ map }) => (map.marks === marks ? { map: { ...map, marksDistanceM } } : {}));
}

const isSame = (
  a: { at: Position; radiusM: number },
  b: { at: Position; radiusM: number },
): boolean => a.at === b.at && a.radiusM === b.radiusM;

/** What is in sight, and who is to be seen wherever he is. */
function question(state: ConsoleState, view: Viewport) {
  const { map } = state;
  const { selected, follow, marks, nearest, content } = map;
  const order = selected?.kind === 'order' ? selected.id : null;
  const carrier = content?.orders.find(({ id }) => id === order)?.driverId ?? null;
  const near = [...(nearest?.list?.eligible ?? []), ...(nearest?.list?.excluded ?? [])];
  const drivers = [
    ...[selected, ...marks.map(({ thing }) => thing)].map((ref) =>
      ref?.kind === 'driver' ? ref.id : null,
    ),
    ...[follow, carrier],
    ...plannedPairs(state).map(({ driver }) => driver),
    ...near.map(({ driverId }) => driverId),
  ];
  return {
    centre: view.centre,
    widthM: view.width * view.metresPerDot,
    heightM: view.height * view.metresPerDot,
    bounds: boundsShown(view),
    drivers: [...new Set(drivers.filter((id) => id !== null))],
    track: follow,
    order,
  };
}
