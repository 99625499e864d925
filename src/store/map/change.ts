import type { Position } from '../../domain/geo.ts';
import type { MapContent } from '../../domain/map.ts';
import {
  type Bounds,
  boundsOf,
  circleBounds,
  fitted,
  panned,
  project,
  unproject,
  type Viewport,
  zoomed,
} from '../../domain/viewport.ts';
import { PARIS, type Zone } from '../../domain/zone.ts';
import type { ConsoleState } from '../state.ts';
import { DOTS, mapDots } from './rooms.ts';
import type { MapState, Nearest, ThingRef } from './state.ts';
import {
  isShown,
  isSpot,
  isThing,
  mapViewport,
  shownThings,
  type Thing,
  thingOf,
} from './things.ts';

type Change = Partial<ConsoleState>;

const changed = ({ map }: ConsoleState, change: Partial<MapState>): Change => ({
  map: { ...map, ...change },
});

/** Metres a dot where some streets are to be seen. */
const NEAR_BY = 15;
/** Dots around what is shown whole: marks at the edge stay in sight. */
const MARGIN = 3;

/** Into the middle of the first or last of so many dots, where it lies outside. */
const inside = (dot: number, size: number) => Math.max(0.5, Math.min(size - 0.5, dot));

/** The middle of the cell in which a position is drawn. */
function cellOf(view: Viewport, at: Position): { x: number; y: number } {
  const { x, y } = project(view, at);
  const middle = (value: number, size: number) => Math.floor(value / size) * size + size / 2;
  return { x: middle(x, DOTS.across), y: middle(y, DOTS.down) };
}

/** The cursor at a position, and on the thing that is drawn there. */
function pointedAt(state: ConsoleState, view: Viewport, cursor: Position): Partial<MapState> {
  const cell = cellOf(view, cursor);
  const here = shownThings(state).find(({ at }) => {
    const there = cellOf(view, at);
    return there.x === cell.x && there.y === cell.y;
  });
  if (!here) return { cursor, selected: null };
  return { cursor: here.at, selected: { kind: here.kind, id: here.id } };
}

/** Moves the cursor by cells; the map follows it over its edge by a quarter. Ends following a driver. */
export function cursorMoved(state: ConsoleState, right: number, down: number): Change {
  const view = mapViewport(state);
  if (!view) return {};
  const cell = cellOf(view, state.map.cursor);
  const to = { x: cell.x + right * DOTS.across, y: cell.y + down * DOTS.down };
  const beyond = (value: number, size: number) => (value < 0 ? -1 : value >= size ? 1 : 0);
  const dx = beyond(to.x, view.width) * Math.ceil(view.width / 4);
  const dy = beyond(to.y, view.height) * Math.ceil(view.height / 4);
  const moved = panned(view, whole(dx, DOTS.across), whole(dy, DOTS.down));
  return changed(state, {
    ...pointedAt(state, moved, unproject(view, to)),
    view: { centre: moved.centre, metresPerDot: moved.metresPerDot },
    follow: null,
  });
}

/** Whole cells: what stands still keeps its place within them. */
const whole = (dots: number, size: number) => Math.round(dots / size) * size;

/** Moves the map by halves of itself; the cursor stays where it is on the screen. Ends following. */
export function mapMoved(state: ConsoleState, right: number, down: number): Change {
  const view = mapViewport(state);
  if (!view) return {};
  const dx = whole((right * view.width) / 2, DOTS.across);
  const dy = whole((down * view.height) / 2, DOTS.down);
  const moved = panned(view, dx, dy);
  const cursor = unproject(moved, project(view, state.map.cursor));
  return changed(state, {
    ...pointedAt(state, moved, cursor),
    view: { centre: moved.centre, metresPerDot: moved.metresPerDot },
    follow: null,
  });
}

/** Steps nearer (positive) or wider; what is under the cursor keeps its place on the screen. */
export function mapZoomed(state: ConsoleState, steps: number): Change {
  const view = mapViewport(state);
  if (!view) return {};
  const { metresPerDot } = zoomed(view, steps);
  const before = project(view, state.map.cursor);
  const wider = { ...view, metresPerDot };
  const after = project(wider, state.map.cursor);
  const { centre } = panned(wider, after.x - before.x, after.y - before.y);
  return changed(state, { view: { centre, metresPerDot } });
}

/** The map over bounds as near as it can be, the cursor in its middle unless it is in sight. */
export function mapFitted(state: ConsoleState, bounds: Bounds): Change {
  const size = mapDots(state.columns, state.rows);
  const view = fitted(bounds, size, MARGIN);
  const { centre, metresPerDot } = view;
  const inSight = isShown(view, state.map.cursor);
  return changed(state, {
    view: { centre, metresPerDot },
    follow: null,
    ...(inSight ? {} : { cursor: centre, selected: null }),
  });
}

/** Where the map begins: the zone, unless all that is known lies elsewhere. */
export function firstBounds(extent: readonly Position[], zone: Zone = PARIS): Bounds {
  const own = circleBounds(zone.centre, zone.radiusM);
  const near = extent.some(
    ({ lon, lat }) => lon >= own.west && lon <= own.east && lat >= own.south && lat <= own.north,
  );
  return near ? own : (boundsOf(extent) ?? own);
}

/** All that is known: the zone too, where it is among it. */
export function wholeBounds(state: ConsoleState, extent: readonly Position[]): Bounds {
  const own = firstBounds(extent);
  const corners = [
    { lon: own.west, lat: own.south },
    { lon: own.east, lat: own.north },
  ];
  const things = shownThings(state).map(({ at }) => at);
  return boundsOf([...corners, ...extent, ...things]) ?? own;
}

/** Selects a thing: the cursor goes to it, and the map to the cursor where that is out of sight. */
export function selected(state: ConsoleState, { kind, id, at }: Thing): Change {
  const view = mapViewport(state);
  const change = { cursor: at, selected: { kind, id } };
  if (!view || isShown(view, at)) return changed(state, change);
  return changed(state, {
    ...change,
    view: { centre: at, metresPerDot: view.metresPerDot },
    follow: null,
  });
}

/** Shows a thing that another screen has selected, in the middle; from near by when the map is not open yet. */
export function spotShown(state: ConsoleState, ref: ThingRef, at: Position): Change {
  const metresPerDot = state.map.view?.metresPerDot ?? NEAR_BY;
  return changed(state, {
    view: { centre: at, metresPerDot },
    cursor: at,
    selected: ref,
    follow: null,
  });
}

/** What Tab goes through: the drivers who were looked for, else what is on the map. */
export function cycle(state: ConsoleState): readonly Thing[] {
  const { list } = state.map.nearest ?? {};
  if (list) {
    return [...list.eligible, ...list.excluded]
      .toSorted((a, b) => a.distanceM - b.distanceM)
      .flatMap(({ driverId }) => thingOf(state, { kind: 'driver', id: driverId }) ?? []);
  }
  const view = mapViewport(state);
  return view ? shownThings(state).filter(({ at }) => isShown(view, at)) : [];
}

/** The next thing, or the one before. */
export function cycled(state: ConsoleState, by: 1 | -1): Change {
  const things = cycle(state);
  const at = things.findIndex((each) => isThing(each, state.map.selected));
  const next = at === -1 ? (by === 1 ? 0 : things.length - 1) : at + by;
  const thing = things[(next + things.length) % things.length];
  return thing ? selected(state, thing) : {};
}

/** Marks what is under the cursor, or takes its mark away; of three the first one goes. */
export function spotMarked(state: ConsoleState): Change {
  const { marks, cursor, selected: thing } = state.map;
  const same = marks.findIndex((mark) =>
    thing ? isThing(mark.thing, thing) : !mark.thing && isSpot(mark.at, cursor),
  );
  const next =
    same === -1 ? [...marks, { thing, at: cursor }].slice(-2) : marks.filter((_, i) => i !== same);
  return changed(state, { marks: next, marksDistanceM: null });
}

/** Follows a driver from where he is now. */
export function followed(state: ConsoleState, id: string, at: Position): Change {
  const { view } = state.map;
  return changed(state, {
    follow: id,
    selected: { kind: 'driver', id },
    cursor: at,
    view: view && { ...view, centre: at },
  });
}

/** Follows nobody. */
export function notFollowed(state: ConsoleState): Change {
  return changed(state, { follow: null });
}

/** Looks for the drivers nearest to the cursor; null: no longer. */
export function nearestAsked(state: ConsoleState, nearest: Nearest | null): Change {
  return changed(state, { nearest });
}

/**
 * What was read: the cursor stays on its thing, and the map over it; a followed driver in the middle.
 * What is gone is no longer selected, and a cursor that a smaller terminal left outside comes back.
 */
export function contentRead(state: ConsoleState, content: MapContent): Change {
  const next = { ...state, map: { ...state.map, content } };
  const { view, follow, selected: ref, cursor } = state.map;
  const at = thingOf(next, ref)?.at ?? null;
  const followedAt =
    follow === null ? null : (thingOf(next, { kind: 'driver', id: follow })?.at ?? null);
  const sized = (centre: Position) =>
    view && { ...view, centre, ...mapDots(state.columns, state.rows) };
  const there = sized(followedAt ?? view?.centre ?? cursor);
  const shown = there && at && !isShown(there, at) ? sized(at) : there;
  return changed(next, {
    view: shown && { centre: shown.centre, metresPerDot: shown.metresPerDot },
    cursor: at ?? (shown ? within(shown, cursor) : cursor),
    selected: at ? ref : null,
  });
}

/** A position, or the nearest one that is on the map. */
function within(view: Viewport, at: Position): Position {
  if (isShown(view, at)) return at;
  const { x, y } = project(view, at);
  return unproject(view, { x: inside(x, view.width), y: inside(y, view.height) });
}
