import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aMap, EVENING } from '../../../test/helpers/map.ts';
import { isPosition } from '../../domain/geo.ts';
import type { ConsoleState } from '../state.ts';
import { contentRead, cursorMoved, cycled, mapMoved, mapZoomed, spotMarked } from './change.ts';
import { isShown, mapViewport, thingOf } from './things.ts';

const cells = fc.integer({ min: -9, max: 9 });
const one = fc.integer({ min: -1, max: 1 });
const step = fc.oneof(
  fc.tuple(one, one).map(
    ([x, y]) =>
      (state: ConsoleState) =>
        cursorMoved(state, x, y),
  ),
  fc.tuple(one, one).map(
    ([x, y]) =>
      (state: ConsoleState) =>
        mapMoved(state, x, y),
  ),
  cells.map((steps) => (state: ConsoleState) => mapZoomed(state, steps)),
  fc.constantFrom(1 as const, -1 as const).map((by) => (state: ConsoleState) => cycled(state, by)),
  fc.constant(spotMarked),
  fc
    .record({ columns: fc.integer({ min: 60, max: 200 }), rows: fc.integer({ min: 16, max: 60 }) })
    .map((size) => (state: ConsoleState) => ({
      ...size,
      ...contentRead({ ...state, ...size }, EVENING),
    })),
  fc
    .shuffledSubarray([...EVENING.drivers])
    .map((drivers) => (state: ConsoleState) => contentRead(state, { ...EVENING, drivers })),
);

test('whatever is pressed, read or resized, the cursor is on the map, and on what is selected', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state = aMap(120, 40);
      for (const next of steps) state = { ...state, ...next(state) };
      const { cursor, selected, marks } = state.map;
      const view = mapViewport(state);
      if (!view) throw new Error('the map is fitted');
      expect(isPosition(view.centre.lon, view.centre.lat)).toBe(true);
      expect(isPosition(cursor.lon, cursor.lat)).toBe(true);
      expect([cursor, isShown(view, cursor)]).toEqual([cursor, true]);
      if (selected) expect(thingOf(state, selected)?.at).toEqual(cursor);
      expect(marks.length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 300 },
  );
});
