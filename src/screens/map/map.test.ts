import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectGolden } from '../../../test/helpers/golden.ts';
import { aMap, EVENING } from '../../../test/helpers/map.ts';
import { asciiLine, plain, widthOf } from '../../components/text.ts';
import type { MapContent } from '../../domain/map.ts';
import { project, unproject } from '../../domain/viewport.ts';
import { contentRead } from '../../store/map/change.ts';
import { mapViewport } from '../../store/map/things.ts';
import type { ConsoleState } from '../../store/state.ts';
import { frame } from '../frame.ts';

const text = (state: ConsoleState) => frame(state).map(plain);
const BASTILLE = { lon: 2.3692, lat: 48.8532 };
const OPERA = { lon: 2.3316, lat: 48.8708 };
const ORDER = { selected: { kind: 'order', id: 'c1046' }, cursor: BASTILLE } as const;
const marks = [
  { thing: { kind: 'driver', id: 'd6' }, at: OPERA },
  { thing: null, at: { lon: 2.32, lat: 48.84 } },
] as const;
const list = {
  ...{ orderId: '', radiusM: 2_000 },
  eligible: [
    { driverId: 'd2', name: 'Bob', distanceM: 510, rating: 4.5, load: 0, capacity: 4 },
    { driverId: 'd1', name: 'Alice', distanceM: 1_690, rating: 4.8, load: 1, capacity: 4 },
  ],
  excluded: [
    {
      ...{ driverId: 'd9', name: '山田太郎', distanceM: 1_900, rating: 4.1 },
      ...{ load: 0, capacity: 4, reason: 'silent' as const },
    },
  ],
};

/** Drivers by the thousand, most of them in the east. */
const CROWDED: MapContent = {
  ...EVENING,
  drivers: [],
  driversTotal: 400_000,
  crowds: Array.from({ length: 200 }, (_, i) => {
    const [west, south] = [2.25 + (i % 20) * 0.01, 48.8 + Math.floor(i / 20) * 0.01];
    return { west, south, east: west + 0.01, north: south + 0.01, count: (i % 20) ** 3 };
  }),
};

describe('the map', () => {
  it.each([
    ['map-120x40', aMap(120, 40, ORDER)],
    ['map-80x24', aMap(80, 24, ORDER)],
    ['map-nearest', aMap(120, 40, { nearest: { at: OPERA, radiusM: 2_000, list }, marks })],
    ['map-crowded', aMap(80, 24, { content: CROWDED })],
    ['map-loading', aMap(80, 24, { content: null })],
  ])('%s', (name, state) => expectGolden(name, text(state)));

  it('map-ascii', () => {
    const lines = frame(aMap(80, 24, ORDER, { ascii: true })).map((line) => plain(asciiLine(line)));
    expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
    expectGolden('map-ascii', lines);
  });

  it('draws no other frame while nobody moves from his dot', () => {
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.integer({ min: 0, max: 5 }), (right, down, index) => {
        const state = aMap(100, 30);
        const view = mapViewport(state);
        if (!view) throw new Error('the map is fitted');
        const moved = (at: { lon: number; lat: number }) => {
          const { x, y } = project(view, at);
          return unproject(view, { x: Math.floor(x) + right, y: Math.floor(y) + down });
        };
        const drivers = EVENING.drivers.map((each, i) =>
          i === index ? { ...each, at: moved(each.at) } : each,
        );
        const next = { ...state, ...contentRead(state, { ...EVENING, drivers }) };
        const rows = (each: ConsoleState) => JSON.stringify(frame(each).slice(0, 19));
        expect(rows(next)).toBe(rows(state));
      }),
      { numRuns: 40 },
    );
  });

  it('fits its frame, whatever it shows, in both languages', () => {
    const somewhere = fc.record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -85, max: 85, noNaN: true }),
    });
    const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('山田太郎'.repeat(50)));
    const driver = fc.record({
      ...{ id: name, name, at: fc.oneof(somewhere, fc.constant(OPERA)) },
      ...{ status: fc.constantFrom('free' as const, 'busy' as const), silent: fc.boolean() },
    });
    fc.assert(
      fc.property(
        fc.record({
          columns: fc.integer({ min: 60, max: 200 }),
          rows: fc.integer({ min: 16, max: 60 }),
          lang: fc.constantFrom('en' as const, 'fr' as const),
          ascii: fc.boolean(),
        }),
        fc.array(driver, { maxLength: 8 }),
        somewhere,
        fc.double({ min: 0.1, max: 7_000, noNaN: true }),
        fc.constantFrom('', 'c10', '!c10', '[', 'libre|free'),
        ({ columns, rows, lang, ascii }, drivers, cursor, metresPerDot, filter) => {
          const content = { ...EVENING, drivers, named: drivers.slice(0, 2) };
          const first = drivers[0];
          const selected = first ? ({ kind: 'driver', id: first.id } as const) : null;
          const view = { centre: OPERA, metresPerDot };
          const asked = { nearest: { at: cursor, radiusM: 500, list }, marks, follow: 'd1' };
          const map = { content, cursor, selected, view, ...(ascii ? asked : {}) };
          const lines = text(aMap(columns, rows, map, { lang, ascii, filters: { map: filter } }));
          expect(lines.map(widthOf)).toEqual(Array.from({ length: rows }, () => columns));
        },
      ),
      { numRuns: 80 },
    );
  });
});
