import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aState } from '../../../test/helpers/board.ts';
import { expectGolden } from '../../../test/helpers/golden.ts';
import { aRosterState } from '../../../test/helpers/roster.ts';
import { asciiLine, plain, widthOf } from '../../components/text.ts';
import { ROSTER_COLUMNS, ROSTER_STATES } from '../../domain/roster.ts';
import type { DriversState } from '../../store/drivers/state.ts';
import { initialDrivers, newLiveRoster } from '../../store/drivers/state.ts';
import type { ConsoleState } from '../../store/state.ts';
import { frame } from '../frame.ts';
import { driversLayout } from './layout.ts';

const message = { kind: 'info', text: '' } as const;
function onDrivers(
  columns: number,
  rows: number,
  drivers: Partial<DriversState> = {},
  more: Partial<ConsoleState> = {},
): ConsoleState {
  const screen = { screen: 'drivers', message } as const;
  return aState(columns, rows, { ...screen, drivers: aRosterState(drivers), ...more });
}
const picture = (state: ConsoleState) => frame(state).map(plain);
const PLACE = { name: 'Opéra', position: { lon: 2.3316, lat: 48.8708 } };

describe('the Drivers screen', () => {
  it.each<[string, ConsoleState]>([
    ['drivers-120x40', onDrivers(120, 40)],
    ['drivers-80x24', onDrivers(80, 24, { place: PLACE })],
    ['drivers-80x24-detail', onDrivers(80, 24, { open: true })],
    [
      'drivers-200x60',
      onDrivers(200, 60, {
        ...{ place: PLACE, sort: { column: 'distance', descending: false }, open: true, cursor: 1 },
      }),
    ],
    ['drivers-80x24-french', onDrivers(80, 24, { only: 'busy' }, { lang: 'fr' })],
    [
      'drivers-both-down',
      onDrivers(
        120,
        30,
        {},
        {
          ...{ redis: { state: 'down', since: 0 }, mongo: { state: 'down', since: 0 } },
          boardAt: aState(80, 24).now - 30_000,
        },
      ),
    ],
  ])('is drawn as in %s', (name, state) => {
    expectGolden(name, picture(state));
  });

  it('says why it is empty', () => {
    const empty = (drivers: Partial<DriversState>, more: Partial<ConsoleState> = {}) =>
      picture(onDrivers(120, 30, { detail: null, ...drivers }, more)).join('\n');
    const into = newLiveRoster();
    const none = { ...initialDrivers };
    expect(empty({ ...none, live: into })).toContain('no driver yet: vigie seed makes some');
    expect(empty({}, { filters: { drivers: 'nobody' } })).toContain('no driver matches: Esc');
    expect(empty({ live: null })).toContain('reading…');
    const loading = { into, read: 32_000, total: 100_000 };
    expect(empty({ live: null, loading })).toContain('reading drivers: 32,000 of 100,000');
    const down = { redis: { state: 'down', since: 0 } } as const;
    expect(empty({ live: null }, down)).toContain('Redis is down: the drivers wait for it');
    const mongo = { mongo: { state: 'down', since: 0 } } as const;
    const detail = aRosterState().detail;
    if (!detail) throw new Error('the fixture has a detail');
    expect(empty({ detail: { ...detail, history: null } }, mongo)).toContain(
      'MongoDB is down: deliveries and',
    );
  });

  it('does not say of a row that was read long ago when he was seen, nor that he is silent', () => {
    const state = onDrivers(120, 40);
    const { live } = state.drivers;
    if (!live) throw new Error('the fixture has a roster');
    live.fresh = new Set(['d1']);
    const row = picture(state).find((line) => line.includes('Léa'));
    expect(row).toMatch(/d6 .*free .*…/);
  });

  it('fills its room exactly, whatever is open, sorted, filtered and selected', () => {
    const size = fc.record({
      columns: fc.integer({ min: 60, max: 220 }),
      rows: fc.integer({ min: 16, max: 70 }),
    });
    const ids = ['d1', 'd7', 'd8', 'd9', 'd39', 'nobody', null];
    const drivers = fc.record({
      open: fc.boolean(),
      cursor: fc.nat(8),
      selected: fc.constantFrom(...ids),
      only: fc.constantFrom(...ROSTER_STATES),
      sort: fc.record({ column: fc.constantFrom(...ROSTER_COLUMNS), descending: fc.boolean() }),
      place: fc.constantFrom(null, PLACE),
      row: fc.nat(50),
      offset: fc.nat(50),
    });
    const text = fc.constantFrom('', 'noé', '!d1', 'banlieue', 'x{2', 'nobody');
    const lang = fc.constantFrom('en' as const, 'fr' as const);
    fc.assert(
      fc.property(size, drivers, text, lang, ({ columns, rows }, part, filter, language) => {
        const more = { filters: { drivers: filter }, lang: language };
        const lines = frame(onDrivers(columns, rows, part, more));
        expect(lines.length).toBe(rows);
        for (const line of lines) {
          expect(widthOf(plain(line))).toBe(columns);
          expect(plain(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
          expect(plain(asciiLine(line))).toMatch(/^[\x20-\x7e]*$/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('shows the row under the cursor of the detail, in a low terminal too', () => {
    for (const rows of [16, 20, 24, 30]) {
      for (let cursor = 0; cursor < 7; cursor += 1) {
        const lines = picture(onDrivers(80, rows, { open: true, cursor }));
        expect([rows, cursor, lines.filter((line) => line.includes('▸')).length]).toEqual([
          ...[rows, cursor, 1],
        ]);
      }
    }
  });

  it('has both parts side by side where there is room, else one', () => {
    expect(driversLayout(120, 40, false)).toEqual({ table: 76, detail: 44 });
    expect(driversLayout(200, 60, true)).toEqual({ table: 128, detail: 72 });
    expect(driversLayout(80, 24, false)).toEqual({ table: 80, detail: 0 });
    expect(driversLayout(80, 24, true)).toEqual({ table: 0, detail: 80 });
  });
});
