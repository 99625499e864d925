import { MAX_LATITUDE } from './geo.ts';
import type { Bounds } from './viewport.ts';

/** A cell of Redis' geohash grid: what it covers, and the scores of all positions in it. */
export interface GeoCell extends Bounds {
  /** Scores from here on, below `end`. */
  readonly first: number;
  readonly end: number;
}

/** Redis keeps 26 bits of each coordinate, latitude in the even ones (geohash.c). */
const BITS = 26;

const shareOf = (value: number, limit: number) =>
  Math.max(0, Math.min(1, (value + limit) / (2 * limit)));

/** The bits of two whole numbers by turns; in doubles, which hold 53 bits exactly. */
function interleaved(even: number, odd: number): number {
  let [sum, weight] = [0, 1];
  for (let [a, b] = [even, odd]; a > 0 || b > 0; ) {
    sum += ((a % 2) + 2 * (b % 2)) * weight;
    weight *= 4;
    [a, b] = [Math.floor(a / 2), Math.floor(b / 2)];
  }
  return sum;
}

/**
 * The cells that cover bounds, as fine as at most `most` of them can be. A ZCOUNT over a cell's scores
 * says how many positions are in it, at a cost that does not grow with how many there are.
 */
export function cellsOver(bounds: Bounds, most: number): GeoCell[] {
  for (let bits = BITS; bits > 0; bits -= 1) {
    const size = 2 ** bits;
    const index = (value: number, limit: number) =>
      Math.min(size - 1, Math.floor(shareOf(value, limit) * size));
    const [left, right] = [index(bounds.west, 180), index(bounds.east, 180)];
    const [bottom, top] = [index(bounds.south, MAX_LATITUDE), index(bounds.north, MAX_LATITUDE)];
    const [across, down] = [Math.max(0, right - left) + 1, Math.max(0, top - bottom) + 1];
    if (across * down <= most) {
      return Array.from({ length: across * down }, (_, i) =>
        cellAt(left + (i % across), bottom + Math.floor(i / across), bits),
      );
    }
  }
  return [cellAt(0, 0, 0)];
}

function cellAt(x: number, y: number, bits: number): GeoCell {
  const size = 2 ** bits;
  const weight = 4 ** (BITS - bits);
  const hash = interleaved(y, x);
  const edge = (index: number, limit: number) => (index / size) * 2 * limit - limit;
  return {
    west: edge(x, 180),
    east: edge(x + 1, 180),
    south: edge(y, MAX_LATITUDE),
    north: edge(y + 1, MAX_LATITUDE),
    first: hash * weight,
    end: (hash + 1) * weight,
  };
}
