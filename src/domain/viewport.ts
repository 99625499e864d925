import { EARTH_RADIUS_M, MAX_LATITUDE, offset, type Position } from './geo.ts';

/** What part of the world is looked at: its centre, and how much a dot stands for. */
export interface Viewpoint {
  readonly centre: Position;
  readonly metresPerDot: number;
}

/** A viewpoint on a canvas of a size in dots. Dots are square: a metre is as long down as across. */
export interface Viewport extends Viewpoint {
  readonly width: number;
  readonly height: number;
}

/** Degrees, each edge included. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const METRES_PER_DEGREE = (EARTH_RADIUS_M * Math.PI) / 180;
const STEPS = [1, 1.5, 2, 3, 5, 7];
/** Zoom goes in these steps, metres a dot: from a house to a country. */
const ZOOMS = [0.1, 1, 10, 100, 1_000].flatMap((size) => STEPS.map((step) => step * size));
const [CLOSEST = 0.1] = ZOOMS;

const clamp = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(most, value));

/** Degrees brought back between -180 and 180. */
const wrapped = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180;

/** How many metres a degree of longitude has at the centre. */
const metresAcross = ({ centre }: Viewpoint) =>
  METRES_PER_DEGREE * Math.cos((centre.lat * Math.PI) / 180);

/** Where a position lies, in dots from the top left corner; it may lie outside. */
export function project(view: Viewport, { lon, lat }: Position): { x: number; y: number } {
  const east = wrapped(lon - view.centre.lon) * metresAcross(view);
  const north = (lat - view.centre.lat) * METRES_PER_DEGREE;
  return {
    x: view.width / 2 + east / view.metresPerDot,
    y: view.height / 2 - north / view.metresPerDot,
  };
}

/** The position under a place in dots; never beyond what Redis takes for a position. */
export function unproject(view: Viewport, { x, y }: { x: number; y: number }): Position {
  const east = (x - view.width / 2) * view.metresPerDot;
  const north = (view.height / 2 - y) * view.metresPerDot;
  return {
    lon: wrapped(view.centre.lon + east / metresAcross(view)),
    lat: clamp(view.centre.lat + north / METRES_PER_DEGREE, -MAX_LATITUDE, MAX_LATITUDE),
  };
}

/** The same view moved by dots, right and down. */
export function panned<T extends Viewpoint>(view: T, dx: number, dy: number): T {
  const size = { ...view, width: 0, height: 0 };
  return { ...view, centre: unproject(size, { x: dx, y: dy }) };
}

/** The view some steps nearer (positive) or wider; from between two steps the first leads to one of them. */
export function zoomed<T extends Viewpoint>(view: T, steps: number): T {
  const near = ZOOMS.findIndex((zoom) => zoom >= view.metresPerDot * 0.999);
  const at = near === -1 ? ZOOMS.length : near;
  const isStep = (ZOOMS[at] ?? Infinity) <= view.metresPerDot * 1.001;
  const to = at - steps - (steps < 0 && !isStep ? 1 : 0);
  return { ...view, metresPerDot: ZOOMS[clamp(to, 0, ZOOMS.length - 1)] ?? CLOSEST };
}

/** The narrowest bounds that hold all positions; null for none. */
export function boundsOf(positions: readonly Position[]): Bounds | null {
  if (positions.length === 0) return null;
  const lons = positions.map(({ lon }) => lon);
  const lats = positions.map(({ lat }) => lat);
  return {
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  };
}

/** The bounds of a circle, its radius in metres. */
export function circleBounds(centre: Position, radiusM: number): Bounds {
  const far = (bearing: number) => offset(centre, radiusM, bearing);
  return { west: far(270).lon, south: far(180).lat, east: far(90).lon, north: far(0).lat };
}

/** The bounds of what a view shows. */
export function boundsShown(view: Viewport): Bounds {
  const { lon: west, lat: north } = unproject(view, { x: 0, y: 0 });
  const { lon: east, lat: south } = unproject(view, { x: view.width, y: view.height });
  return { west, south, east, north };
}

/** The nearest view that shows the whole of the bounds with a margin of dots. */
export function fitted(
  { west, south, east, north }: Bounds,
  { width, height }: { width: number; height: number },
  margin: number,
): Viewport {
  const centre = { lon: (west + east) / 2, lat: (south + north) / 2 };
  const across = (east - west) * metresAcross({ centre, metresPerDot: 1 });
  const down = (north - south) * METRES_PER_DEGREE;
  const room = (size: number) => Math.max(1, size - 2 * margin);
  const metresPerDot = Math.max(across / room(width), down / room(height), CLOSEST);
  return { centre, metresPerDot, width, height };
}

/** The longest bar of a round length (1, 2 or 5 and zeros) that is at most so many dots long. */
export function scaleBar(
  { metresPerDot }: Viewpoint,
  mostDots: number,
): { metres: number; dots: number } {
  const most = metresPerDot * Math.max(1, mostDots);
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [5, 2, 1].find((each) => each * power <= most) ?? 1;
  const metres = Math.round(step * power * 1e6) / 1e6;
  return { metres, dots: metres / metresPerDot };
}
