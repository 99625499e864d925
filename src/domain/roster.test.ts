import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRosterDriver } from '../../test/helpers/roster.ts';
import { compareIds } from './ids.ts';
import {
  beginsHigh,
  type Criteria,
  columnKey,
  dropDriver,
  emptyRoster,
  listed,
  putDrivers,
  ROSTER_COLUMNS,
  type RosterDriver,
  rowOf,
  rowsOf,
} from './roster.ts';

const OPERA = { lon: 2.3316, lat: 48.8708 };

const driver = fc.record({
  id: fc.integer({ min: 1, max: 30 }).map((n) => `d${n}`),
  name: fc.constantFrom('Alice', 'Élodie', 'bob', ''),
  status: fc.constantFrom('free', 'busy', 'offDuty'),
  rating: fc.constantFrom(0, 3.5, 4.8),
  load: fc.nat(4),
  regions: fc.subarray(['Banlieue', 'Paris']),
  position: fc.option(fc.constantFrom({ lon: 2.33, lat: 48.87 }, { lon: 2.35, lat: 48.85 }, OPERA)),
});
const change = fc.oneof(
  { weight: 4, arbitrary: driver.map((one) => ({ put: aRosterDriver(one) })) },
  { weight: 1, arbitrary: driver.map(({ id }) => ({ drop: id })) },
);

describe('the roster', () => {
  it('lists after any changes exactly what listing everyone anew would', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 60 }),
        fc.constantFrom(...ROSTER_COLUMNS),
        fc.boolean(),
        fc.boolean(),
        (changes, column, descending, onlyFree) => {
          const criteria: Criteria = {
            id: '1',
            passes: ({ status }) => !onlyFree || status === 'free',
            key: columnKey(column, OPERA),
            descending,
          };
          const kept = emptyRoster();
          const now = new Map<string, RosterDriver>();
          listed(kept, criteria);
          for (const each of changes) {
            if ('put' in each) putDrivers(kept, [each.put]);
            else dropDriver(kept, each.drop);
            if ('put' in each) now.set(each.put.id, each.put);
            else now.delete(each.drop);
          }
          const anew = emptyRoster();
          putDrivers(anew, [...now.values()]);
          const count = listed(anew, criteria);
          expect(rowsOf(kept, 0, listed(kept, criteria))).toEqual(rowsOf(anew, 0, count));
          rowsOf(kept, 0, count).forEach(({ id }, row) => {
            expect(rowOf(kept, id)).toBe(row);
          });
        },
      ),
    );
  });

  it('says whether anything is different', () => {
    const roster = emptyRoster();
    const alice = aRosterDriver({ id: 'd1' });
    expect(putDrivers(roster, [alice])).toBe(true);
    expect(putDrivers(roster, [{ ...alice, regions: [...alice.regions] }])).toBe(false);
    expect(putDrivers(roster, [{ ...alice, load: 3 }])).toBe(true);
    expect(dropDriver(roster, 'd1')).toBe(true);
    expect(dropDriver(roster, 'd1')).toBe(false);
  });

  it('has who is nowhere last, nearest and farthest first', () => {
    const roster = emptyRoster();
    putDrivers(roster, [
      aRosterDriver({ id: 'far', position: { lon: 2.4, lat: 48.8 } }),
      aRosterDriver({ id: 'nowhere', position: null }),
      aRosterDriver({ id: 'near', position: OPERA }),
    ]);
    const order = (descending: boolean) => {
      const count = listed(roster, {
        id: String(descending),
        passes: () => true,
        key: columnKey('distance', OPERA),
        descending,
      });
      return rowsOf(roster, 0, count).map(({ id }) => id);
    };
    expect(order(beginsHigh('distance'))).toEqual(['near', 'far', 'nowhere']);
    expect(order(true)).toEqual(['far', 'near', 'nowhere']);
  });

  it('counts in ids: d2 stands before d10', () => {
    const ids = ['d10', 'd2', 'x', 'd2b', 'd1'];
    expect(ids.toSorted(compareIds)).toEqual(['d1', 'd2', 'd2b', 'd10', 'x']);
    const anId = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(anId, anId, anId, (a, b, c) => {
        expect(Math.sign(compareIds(a, b))).toBe(-Math.sign(compareIds(b, a)) + 0);
        if (compareIds(a, b) <= 0 && compareIds(b, c) <= 0)
          expect(compareIds(a, c)).toBeLessThanOrEqual(0);
        expect(compareIds(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
