import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aState } from '../../../test/helpers/board.ts';
import { aRosterState, DRIVERS } from '../../../test/helpers/roster.ts';
import { dropDriver, ROSTER_COLUMNS, ROSTER_STATES } from '../../domain/roster.ts';
import type { ConsoleState } from '../state.ts';
import { driversBack, driversSettled, rowSelected } from './reducers.ts';
import { rosterView, selectedDriver } from './view.ts';

const OPERA = { name: 'Opéra', position: { lon: 2.3316, lat: 48.8708 } };
const ids = DRIVERS.map(({ id }) => id);

const criteria = fc.record({
  only: fc.constantFrom(...ROSTER_STATES),
  sort: fc.record({ column: fc.constantFrom(...ROSTER_COLUMNS), descending: fc.boolean() }),
  place: fc.constantFrom(null, OPERA),
  offset: fc.nat(60),
});
const text = fc.constantFrom('', 'noé', '!noé', 'banlieue', '^d1', '(', 'nobody');
const applied = (state: ConsoleState, change: Partial<ConsoleState>) => ({ ...state, ...change });

describe('the rows of the roster', () => {
  it('hold the selected driver wherever sort and filter put him', () => {
    fc.assert(
      fc.property(
        criteria,
        text,
        fc.constantFrom(...ids),
        fc.integer({ min: 1, max: 50 }),
        (part, filter, selected, height) => {
          const drivers = aRosterState({ ...part, selected, own: selected });
          const state = aState(120, 40, { drivers, filters: { drivers: filter } });
          const { rows, row, offset, count } = rosterView(state, height);
          expect(rows.length).toBe(Math.min(height, count));
          if (count === 0) {
            expect([row, selectedDriver(state)]).toEqual([-1, null]);
            return;
          }
          expect(row >= offset && row < offset + rows.length).toBe(true);
          expect(rows[row - offset]).toBe(selectedDriver(state));
          const all = rosterView(state, 100).rows.map(({ id }) => id);
          if (all.includes(selected)) expect(selectedDriver(state)?.id).toBe(selected);
          const settled = applied(state, driversSettled(state));
          expect(settled.drivers.selected).toBe(selectedDriver(state)?.id);
          expect(driversSettled(settled)).toEqual({});
        },
      ),
    );
  });

  it('go on with the next one when the selected driver leaves', () => {
    fc.assert(
      fc.property(criteria, fc.nat(100), (part, nth) => {
        const state = aState(120, 40, { drivers: aRosterState({ ...part, only: 'all' }) });
        const before = rosterView(state, 100).rows.map(({ id }) => id);
        const row = nth % before.length;
        const there = applied(state, rowSelected(state, row, 10));
        const { live, selected } = there.drivers;
        if (!live || selected === null) throw new Error('a row is selected');
        expect(selected).toBe(before[row]);
        dropDriver(live.roster, selected);
        const next = applied(there, driversSettled(there));
        const last = before.length - 1;
        expect(next.drivers.selected).toBe(row === last ? before[last - 1] : before[row + 1]);
      }),
    );
  });

  it('are left one step at a time: the detail, the marks, the state', () => {
    let state = aState(120, 40, { drivers: aRosterState({ open: true, only: 'busy' }) });
    const steps: unknown[] = [];
    for (let change = driversBack(state); change; change = driversBack(state)) {
      state = applied(state, change);
      const { open, marks, only } = state.drivers;
      steps.push([open, marks.length, only]);
    }
    expect(steps).toEqual([
      [false, 1, 'busy'],
      [false, 0, 'busy'],
      [false, 0, 'all'],
    ]);
  });
});
