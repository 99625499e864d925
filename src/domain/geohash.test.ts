import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOver } from './geohash.ts';

const degrees = fc.double({ min: -0.5, max: 0.5, noNaN: true });

describe('the cells of a part of the world', () => {
  it('cover it, at most as many as asked for, and share no score', () => {
    fc.assert(
      fc.property(
        degrees,
        degrees,
        degrees,
        degrees,
        fc.integer({ min: 4, max: 400 }),
        (a, b, c, d, most) => {
          const bounds = {
            west: 2.3 + Math.min(a, b),
            east: 2.3 + Math.max(a, b),
            south: 48.8 + Math.min(c, d),
            north: 48.8 + Math.max(c, d),
          };
          const cells = cellsOver(bounds, most);
          expect(cells.length).toBeGreaterThan(0);
          expect(cells.length).toBeLessThanOrEqual(most);
          expect(Math.min(...cells.map(({ west }) => west))).toBeLessThanOrEqual(
            bounds.west + 1e-9,
          );
          expect(Math.max(...cells.map(({ east }) => east))).toBeGreaterThanOrEqual(
            bounds.east - 1e-9,
          );
          expect(Math.min(...cells.map(({ south }) => south))).toBeLessThanOrEqual(
            bounds.south + 1e-9,
          );
          expect(Math.max(...cells.map(({ north }) => north))).toBeGreaterThanOrEqual(
            bounds.north - 1e-9,
          );
          const ordered = cells.toSorted((x, y) => x.first - y.first);
          for (const [i, cell] of ordered.entries()) {
            expect(cell.first).toBeLessThan(cell.end);
            expect(cell.end).toBeLessThanOrEqual(ordered[i + 1]?.first ?? 2 ** 52);
          }
        },
      ),
    );
  });
});
