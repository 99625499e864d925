import { describe, expect, it } from 'vitest';
import { aState } from '../../../test/helpers/board.ts';
import { aRegionsResult } from '../../../test/helpers/reports.ts';
import { REPORTS } from '../../services/reports/list.ts';
import { stepBack } from '../navigate.ts';
import type { ConsoleState } from '../state.ts';
import {
  drilledDown,
  periodChosen,
  reportColumnsMoved,
  reportRowSelected,
  reportSelected,
  reportSorted,
  runBegun,
  runTold,
} from './reducers.ts';
import { rowsOf, selectedRow } from './rows.ts';
import { tookKey } from './state.ts';

const RESULT = aRegionsResult(
  [
    ['Paris', 9, 2_000, 20, 4.5],
    ['Lyon', 5, 9_000, 25, null],
    ['Évry', 2, 1_000, null, 4.9],
  ],
  ['', 16, 12_000, 21, 4.6],
  [],
);
const place = (id: string) => REPORTS.findIndex((report) => report.id === id);

/** A state after changes, each from the one before. */
function stepped(
  ...steps: ((state: ConsoleState) => Partial<ConsoleState> | null)[]
): ConsoleState {
  const begin = aState(120, 40, { screen: 'reports' });
  const found = { ...begin, report: { ...begin.report, result: RESULT, focus: 'table' as const } };
  let state: ConsoleState = found;
  for (const step of steps) state = { ...state, ...step(state) };
  return state;
}
const names = ({ report }: ConsoleState) => rowsOf(report).map(({ key }) => key);

describe('rows', () => {
  it('stand by a column, the greatest first, the other way at the second time; what has no figure last', () => {
    const byRevenue = (state: ConsoleState) => reportSorted(state, 'revenue');
    expect(names(stepped(byRevenue))).toEqual(['Lyon', 'Paris', 'Évry']);
    expect(names(stepped(byRevenue, byRevenue))).toEqual(['Évry', 'Paris', 'Lyon']);
    const byRating = (state: ConsoleState) => reportSorted(state, 'rating');
    expect(names(stepped(byRating))).toEqual(['Évry', 'Paris', 'Lyon']);
    expect(names(stepped(byRating, byRating))).toEqual(['Paris', 'Évry', 'Lyon']);
    expect(names(stepped((state) => reportSorted(state, 'region')))).toEqual([
      'Évry',
      'Lyon',
      'Paris',
    ]);
  });

  it('keep the cursor, when they are sorted and when another run has moved them', () => {
    const onLyon = (state: ConsoleState) => reportRowSelected(state, 1, 2);
    const sorted = stepped(onLyon, (state) => reportSorted(state, 'revenue'));
    expect([sorted.report.row, selectedRow(sorted.report)?.key]).toEqual([0, 'Lyon']);
    const moved = { ...RESULT, rows: RESULT.rows.toReversed(), ms: 3 };
    const again = stepped(onLyon, runBegun, (state) => runTold(state, 1, { result: moved }));
    expect(selectedRow(again.report)?.key).toBe('Lyon');
    expect(again.report).toMatchObject({ running: false, took: { 'regions 7d': 3 } });
    // The same over more days takes its own time.
    const longer = stepped((state) => periodChosen(state, { period: '30d' }));
    expect(tookKey(longer.report)).toBe('regions 30d');
    const gone = { ...RESULT, rows: RESULT.rows.slice(0, 1) };
    const left = stepped(onLyon, runBegun, (state) => runTold(state, 1, { result: gone }));
    expect(selectedRow(left.report)?.key).toBe('Paris');
  });

  it('scroll as far as there are rows, columns as far as there are columns', () => {
    const down = stepped((state) => reportRowSelected(state, 2, 2));
    expect(down.report).toMatchObject({ row: 2, offset: 1 });
    const right = stepped(
      ...Array.from({ length: 5 }, () => (state: ConsoleState) => reportColumnsMoved(state, 1, 2)),
    );
    expect(right.report.column).toBe(2);
  });
});

describe('drilling down', () => {
  it('leads to what the row stands for, and Esc back to where one was, nothing asked again', () => {
    const left = stepped(
      (state) => reportSorted(state, 'revenue'),
      (state) => reportRowSelected(state, 1, 2),
    );
    const down = { ...left, ...drilledDown(left) };
    expect(down.report).toMatchObject({
      ...{ selected: 'drivers', region: 'Paris', result: null, row: 0, sort: null, focus: 'table' },
    });
    const back = { ...down, ...stepBack(down) };
    const { run: _, ...before } = left.report;
    expect(back.report).toMatchObject(before);
    expect(back.report.result).toBe(RESULT);
    expect(back.screen).toBe('reports');
  });

  it('ends with another report of the list, and the region that one came by with it', () => {
    const state = stepped(drilledDown, (each) => reportSelected(each, place('service')));
    expect(state.report).toMatchObject({ selected: 'service', region: null, trail: [] });
  });

  it('is not left by a result that comes too late', () => {
    const state = stepped(runBegun, drilledDown, (each) => runTold(each, 1, { result: RESULT }));
    expect(state.report).toMatchObject({ selected: 'drivers', result: null, running: false });
  });
});

describe('the live period', () => {
  it('is not that of a report which Redis does not count', () => {
    const live = stepped(
      (state) => reportSelected(state, place('products')),
      ({ report }) => ({ report: { ...report, period: { period: 'live' } } }),
    );
    const kept = reportSelected(live, place('spenders'));
    expect(kept.report?.period).toEqual({ period: 'live' });
    expect(reportSelected(live, place('alerts')).report?.period).toEqual({ period: '7d' });
  });
});
