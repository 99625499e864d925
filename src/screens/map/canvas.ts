import { brailleCanvas, type Canvas, DOTS_ACROSS, DOTS_DOWN } from '../../components/braille.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { type Labels, labelsOn } from '../../components/labels.ts';
import type { Line } from '../../components/text.ts';
import type { Position } from '../../domain/geo.ts';
import type { Crowd } from '../../domain/map.ts';
import { project, scaleBar, type Viewport } from '../../domain/viewport.ts';
import { PARIS } from '../../domain/zone.ts';
import { plannedPairs } from '../../store/map/plans.ts';
import { mapViewport, markSpot, thingOf } from '../../store/map/things.ts';
import type { ConsoleState } from '../../store/state.ts';
import { orderColor } from './marks.ts';
import { drawThings } from './things.ts';

/** The map: exactly width × height cells. Pure; what moves within a dot changes nothing. */
export function mapLines(state: ConsoleState, width: number, height: number, g: Glyphs): Line[] {
  const canvas = brailleCanvas(width, height, state.ascii);
  const view = mapViewport(state);
  if (!view) return canvas.lines();
  const labels = labelsOn(canvas, width, height);
  for (const crowd of state.map.content?.crowds ?? []) shade(canvas, view, crowd, state);
  drawOutlines(canvas, view, state);
  drawWays(canvas, view, state);
  drawPlans(canvas, view, state);
  drawScale(canvas, labels, view, g);
  drawThings(canvas, labels, view, state, g);
  canvas.restyle(project(view, state.map.cursor), { inverse: true });
  return canvas.lines();
}

/** Which of 4 × 4 dots are set first as a shade grows darker. */
const DITHER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

/** The darker, the more drivers there are, compared with the fullest part. */
function shade(canvas: Canvas, view: Viewport, crowd: Crowd, { map }: ConsoleState): void {
  const most = Math.max(...(map.content?.crowds ?? []).map(({ count }) => count));
  const dark = 1 + Math.round(7 * Math.sqrt(crowd.count / most));
  const from = project(view, { lon: crowd.west, lat: crowd.north });
  const to = project(view, { lon: crowd.east, lat: crowd.south });
  const [left, right] = [Math.max(0, Math.round(from.x)), Math.min(view.width, Math.round(to.x))];
  const [top, bottom] = [Math.max(0, Math.round(from.y)), Math.min(view.height, Math.round(to.y))];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      if ((DITHER[(y % 4) * 4 + (x % 4)] ?? 0) < dark) canvas.dot({ x, y }, { color: 'green' });
    }
  }
}

/** The zone, and how far nearest drivers are looked for. */
function drawOutlines(canvas: Canvas, view: Viewport, { map: { nearest } }: ConsoleState): void {
  canvas.circle(project(view, PARIS.centre), PARIS.radiusM / view.metresPerDot, { dim: true });
  if (!nearest) return;
  const radius = nearest.radiusM / view.metresPerDot;
  canvas.circle(project(view, nearest.at), radius, { color: 'magenta', dim: true });
}

function drawWay(
  canvas: Canvas,
  view: Viewport,
  way: readonly (Position | null | undefined)[],
  ink: Parameters<Canvas['line']>[2],
): void {
  const dots = way.flatMap((at) => (at ? [project(view, at)] : []));
  for (const [i, to] of dots.entries()) canvas.line(dots[i - 1] ?? to, to, ink);
}

/** The way of who is followed, of the selected order or of the selected driver's orders, and between marks. */
function drawWays(canvas: Canvas, view: Viewport, state: ConsoleState): void {
  const { content, selected, marks } = state.map;
  if (!content) return;
  drawWay(canvas, view, content.track, { dim: true });
  for (const { id, status, pickup, dropoff, driverId } of content.orders) {
    const chosen =
      selected?.kind === 'order'
        ? selected.id === id
        : selected?.kind === 'driver' && selected.id === driverId;
    if (!chosen) continue;
    const driver = driverId === null ? null : thingOf(state, { kind: 'driver', id: driverId });
    const rest = status === 'pickedUp' ? [dropoff] : [pickup, dropoff];
    drawWay(canvas, view, [pickup, dropoff], { dim: true });
    drawWay(canvas, view, [driver?.at, ...rest], { color: orderColor(status) });
  }
  const [a, b] = marks;
  if (a && b) drawWay(canvas, view, [markSpot(state, a), markSpot(state, b)], { color: 'magenta' });
}

/** A planned way is dotted: it may change until it is committed. */
const DOTTED = 3;

/** From the planned driver to the pick-up, of the selected order or of all that the selected driver would get. */
function drawPlans(canvas: Canvas, view: Viewport, state: ConsoleState): void {
  for (const { driver, order } of plannedPairs(state)) {
    const from = thingOf(state, { kind: 'driver', id: driver })?.at;
    if (!from || !order.pickup) continue;
    canvas.line(project(view, from), project(view, order.pickup), { dim: true }, DOTTED);
  }
}

/** A bar of a round length in the lower left corner. */
function drawScale(canvas: Canvas, labels: Labels, view: Viewport, g: Glyphs): void {
  const { metres, dots } = scaleBar(view, Math.min(40, view.width / 3));
  const [left, right] = g.ends;
  const length = metres < 1000 ? `${metres} m` : `${metres / 1000} km`;
  const bar = `${left}${g.horizontal.repeat(Math.max(0, Math.round(dots / 2) - 2))}${right} ${length}`;
  const at = { x: DOTS_ACROSS, y: view.height - DOTS_DOWN };
  canvas.label(at, bar);
  labels.reserve(at, bar.length + 1);
}
