import type { Canvas } from '../../components/braille.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import type { Labels } from '../../components/labels.ts';
import { project, type Viewport } from '../../domain/viewport.ts';
import { isShown, isThing, markSpot, shownThings, type Thing } from '../../store/map/things.ts';
import { type ConsoleState, serverNow } from '../../store/state.ts';
import { markOf } from './marks.ts';

/** Nearer than this, or with so few things in sight, everything shows its name. */
const NAMES_METRES_PER_DOT = 12;
const FEW_THINGS = 12;
/** More places than this are not named. */
const MOST_NAMES = 30;

/** What is on the map, from the least important to the most, then names where there is room for them. */
export function drawThings(
  canvas: Canvas,
  labels: Labels,
  view: Viewport,
  state: ConsoleState,
  g: Glyphs,
): void {
  const things = shownThings(state).filter(({ at }) => isShown(view, at));
  drawMarks(canvas, labels, view, state, things, g);
  drawEnds(canvas, labels, view, state);
  drawSpots(canvas, labels, view, state);
  drawNames(labels, view, state, things);
}

function drawMarks(
  canvas: Canvas,
  labels: Labels,
  view: Viewport,
  state: ConsoleState,
  things: readonly Thing[],
  g: Glyphs,
): void {
  const late = lateOrders(state);
  for (const thing of things.toReversed()) {
    const { mark, ...ink } = markOf(thing.look, g);
    const isLate = thing.kind === 'order' && late.has(thing.id);
    const at = project(view, thing.at);
    canvas.label(at, isLate ? `${mark}!` : mark, isLate ? { ...ink, color: 'red' } : ink);
    labels.reserve(at, isLate ? 2 : 1);
  }
}

/** Open orders beyond their promised time. */
export function lateOrders(state: ConsoleState): Set<string> {
  const now = serverNow(state);
  const orders = state.map.content?.orders ?? [];
  return new Set(orders.flatMap(({ id, dueAt }) => (dueAt !== null && dueAt < now ? [id] : [])));
}

/** Pick-up and door of the selected order. */
function drawEnds(canvas: Canvas, labels: Labels, view: Viewport, { map }: ConsoleState): void {
  const { selected, content } = map;
  const order = content?.orders.find(({ id }) => selected?.kind === 'order' && id === selected.id);
  for (const [at, mark] of [
    [order?.pickup, 'P'],
    [order?.dropoff, 'D'],
  ] as const) {
    if (!at || !isShown(view, at)) continue;
    canvas.label(project(view, at), mark, { bold: true });
    labels.reserve(project(view, at), 1);
  }
}

/** The two marks of the dispatcher. */
function drawSpots(canvas: Canvas, labels: Labels, view: Viewport, state: ConsoleState): void {
  const ink = { bold: true, color: 'magenta' } as const;
  for (const [i, mark] of state.map.marks.entries()) {
    const at = project(view, markSpot(state, mark));
    if (mark.thing) labels.beside(at, String(i + 1), ink);
    else {
      canvas.label(at, String(i + 1), ink);
      labels.reserve(at, 1);
    }
  }
}

/** The selected thing first; then places, who was looked for, and from near by everything. */
function drawNames(
  labels: Labels,
  view: Viewport,
  { map: { selected, nearest } }: ConsoleState,
  things: readonly Thing[],
): void {
  const listed = new Set(nearest?.list?.eligible.map(({ driverId }) => driverId));
  const all = things.length <= FEW_THINGS || view.metresPerDot <= NAMES_METRES_PER_DOT;
  const places = things.filter(({ kind }) => kind === 'place').length;
  const isNamed = ({ kind, id }: Thing) =>
    kind === 'place' ? places <= MOST_NAMES : all || (kind === 'driver' && listed.has(id));
  const isSelected = (thing: Thing) => isThing(thing, selected);
  for (const { id, at } of things.filter(isSelected)) {
    labels.beside(project(view, at), id, { bold: true });
  }
  for (const thing of things.filter((each) => isNamed(each) && !isSelected(each))) {
    labels.beside(project(view, thing.at), thing.id, thing.kind === 'place' ? { dim: true } : {});
  }
}
