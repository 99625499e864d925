import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM, MAX_LATITUDE, offset, type Position } from './geo.ts';
import {
  boundsOf,
  boundsShown,
  fitted,
  panned,
  project,
  scaleBar,
  unproject,
  type Viewport,
  zoomed,
} from './viewport.ts';

const position: fc.Arbitrary<Position> = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -75, max: 75, noNaN: true }),
});
const view: fc.Arbitrary<Viewport> = fc.record({
  centre: position,
  metresPerDot: fc.double({ min: 0.1, max: 200, noNaN: true }),
  width: fc.integer({ min: 2, max: 400 }),
  height: fc.integer({ min: 4, max: 240 }),
});
const dots = fc.integer({ min: -300, max: 600 });

describe('a viewport', () => {
  it('finds the position of a dot, and the dot of that position', () => {
    fc.assert(
      fc.property(view, dots, dots, (shown, x, y) => {
        const there = unproject(shown, { x, y });
        const back = project(shown, there);
        expect(Math.abs(back.x - x)).toBeLessThan(0.01);
        expect(Math.abs(back.y - y)).toBeLessThan(0.01);
      }),
    );
  });

  it('never leaves the world, wherever it is moved', () => {
    fc.assert(
      fc.property(view, fc.double({ noNaN: true }), fc.integer(), (shown, far, more) => {
        const { centre } = panned(panned(shown, more, far / 1e300), -more, more);
        expect(Math.abs(centre.lon)).toBeLessThanOrEqual(180);
        expect(Math.abs(centre.lat)).toBeLessThanOrEqual(MAX_LATITUDE);
      }),
    );
  });

  it('comes back from a step east and one west', () => {
    fc.assert(
      fc.property(view, dots, (shown, by) => {
        const there = panned(panned(shown, by, 0), -by, 0);
        expect(distanceM(there.centre, shown.centre)).toBeLessThan(0.01);
      }),
    );
  });

  it('has square dots: as many metres down as across', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 0, max: 359 }), (shown, bearing) => {
        const metres = 20 * shown.metresPerDot;
        const { x, y } = project(shown, offset(shown.centre, metres, bearing));
        const away = Math.hypot(x - shown.width / 2, y - shown.height / 2);
        expect(Math.abs(away - 20)).toBeLessThan(0.5);
      }),
    );
  });

  it('zooms in steps, and back to where it was', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: -40, max: 40 }), (shown, steps) => {
        const [near, far] = [zoomed(shown, 1), zoomed(shown, -1)];
        expect(near.metresPerDot).toBeLessThanOrEqual(shown.metresPerDot);
        expect(far.metresPerDot).toBeGreaterThan(shown.metresPerDot);
        expect(far.metresPerDot / near.metresPerDot).toBeLessThan(2.7);
        expect(zoomed(zoomed(far, 1), -1)).toEqual(far);
        const { metresPerDot } = zoomed(shown, steps);
        expect(metresPerDot).toBeGreaterThanOrEqual(0.1);
        expect(metresPerDot).toBeLessThanOrEqual(7_000);
      }),
    );
  });

  it('fits whatever lies within the bounds, and no wider than it must', () => {
    const near = fc.record({
      lon: fc.double({ min: -60, max: 60, noNaN: true }),
      lat: fc.double({ min: -75, max: 75, noNaN: true }),
    });
    const all = fc.array(near, { minLength: 1, maxLength: 12 });
    const size = fc.record({
      width: fc.integer({ min: 10, max: 400 }),
      height: fc.integer({ min: 10, max: 240 }),
    });
    fc.assert(
      fc.property(all, size, (positions, { width, height }) => {
        const bounds = boundsOf(positions);
        if (!bounds) throw new Error('there is a position');
        const shown = fitted(bounds, { width, height }, 2);
        const places = positions.map((each) => project(shown, each));
        for (const { x, y } of places) {
          expect(x).toBeGreaterThan(1.99);
          expect(x).toBeLessThan(width - 1.99);
          expect(y).toBeGreaterThan(1.99);
          expect(y).toBeLessThan(height - 1.99);
        }
        const across =
          Math.max(...places.map(({ x }) => x)) - Math.min(...places.map(({ x }) => x));
        const down = Math.max(...places.map(({ y }) => y)) - Math.min(...places.map(({ y }) => y));
        const used = Math.max(across / (width - 4), down / (height - 4));
        if (shown.metresPerDot > 0.1) expect(used).toBeGreaterThan(0.99);
      }),
    );
  });

  it('knows the bounds of what it shows', () => {
    fc.assert(
      fc.property(view, fc.double({ min: 0, max: 1, noNaN: true }), (shown, share) => {
        const place = { x: shown.width * share, y: shown.height * (1 - share) };
        const { lon, lat } = unproject(shown, place);
        const { west, south, east, north } = boundsShown(shown);
        expect(lat).toBeGreaterThanOrEqual(south - 1e-9);
        expect(lat).toBeLessThanOrEqual(north + 1e-9);
        if (west > east) return;
        expect(lon).toBeGreaterThanOrEqual(west - 1e-9);
        expect(lon).toBeLessThanOrEqual(east + 1e-9);
      }),
    );
  });

  it('has a scale bar of a round length that fits', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 10, max: 60 }), (shown, most) => {
        const { metres, dots: long } = scaleBar(shown, most);
        expect(long).toBeLessThanOrEqual(most + 1e-6);
        expect(long).toBeGreaterThan(most / 2.6);
        expect(String(metres)).toMatch(/^(0\.)?0*[125]0*$/);
        expect(long * shown.metresPerDot).toBeCloseTo(metres, 6);
      }),
    );
  });
});
