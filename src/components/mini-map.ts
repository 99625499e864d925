import { isPosition, type Position } from '../domain/geo.ts';
import { boundsOf, fitted, project, type Viewport } from '../domain/viewport.ts';
import { brailleCanvas, DOTS_ACROSS, DOTS_DOWN, type Ink } from './braille.ts';
import { labelsOn } from './labels.ts';
import { type Line, widthOf } from './text.ts';

/** A thing with a mark: `P` the pick-up, `D` the door, `●` a driver; its name stands beside it where there is room. */
export interface MapPoint extends Ink {
  readonly at: Position;
  readonly mark: string;
  readonly name?: string;
}

/** A way, from its first position to its last. */
export interface MapPath extends Ink {
  readonly positions: readonly Position[];
}

/** So little is no map: a single point is shown with what is this far around it. */
const LEAST_METRES_PER_DOT = 5;

/**
 * A small map of exactly width × height cells, as near as shows every point and path. Distances are
 * true: a metre is as long down as across. What has no valid position is left out; later points lie on top.
 */
export function miniMap({
  width,
  height,
  points,
  paths = [],
  ascii,
}: {
  width: number;
  height: number;
  points: readonly MapPoint[];
  paths?: readonly MapPath[];
  ascii: boolean;
}): Line[] {
  const canvas = brailleCanvas(width, height, ascii);
  const marks = points.filter(({ at }) => isPosition(at.lon, at.lat));
  const ways = paths.map((path) => ({
    ...path,
    positions: path.positions.filter(({ lon, lat }) => isPosition(lon, lat)),
  }));
  const bounds = boundsOf([
    ...marks.map(({ at }) => at),
    ...ways.flatMap(({ positions }) => positions),
  ]);
  if (!bounds) return canvas.lines();
  const size = { width: width * DOTS_ACROSS, height: height * DOTS_DOWN };
  // Dots have their place in their middle: a margin of two keeps the outermost mark whole.
  const near = fitted(bounds, size, 2);
  const view: Viewport = {
    ...near,
    metresPerDot: Math.max(LEAST_METRES_PER_DOT, near.metresPerDot),
  };
  for (const { positions, ...ink } of ways) {
    const dots = positions.map((position) => project(view, position));
    for (const [i, to] of dots.entries()) canvas.line(dots[i - 1] ?? to, to, ink);
  }
  const labels = labelsOn(canvas, width, height);
  for (const { at, mark, name: _, ...ink } of marks) {
    canvas.label(project(view, at), mark, ink);
    labels.reserve(project(view, at), widthOf(mark));
  }
  for (const { at, name, mark: _, ...ink } of marks) {
    if (name !== undefined) labels.beside(project(view, at), name, ink);
  }
  return canvas.lines();
}
