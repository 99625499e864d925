import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aState, BOARD, CANDIDATES, FEED, NOW } from '../../test/helpers/board.ts';
import type { Board } from '../domain/board.ts';
import { nextFocus } from './panels.ts';
import {
  boardRead,
  candidatesRead,
  eventsArrived,
  linkChanged,
  marked,
  moved,
  resized,
  sampled,
} from './reducers.ts';
import type { ConsoleState } from './state.ts';
import { windowFor } from './window.ts';

const [template] = BOARD.waiting;
/** A board on which these orders wait, longest first. */
function waiting(ids: readonly string[], waitingOffset = 0, total = ids.length): Board {
  if (!template) throw new Error('the fixture has an order');
  const counts = { ...BOARD.counts, waiting: total };
  return { ...BOARD, counts, waitingOffset, waiting: ids.map((id) => ({ ...template, id })) };
}
const applied = (state: ConsoleState, change: Partial<ConsoleState>) => ({ ...state, ...change });

describe('the selection', () => {
  it('stays with its order wherever it moves; the next takes over when it leaves', () => {
    const ids = Array.from({ length: 12 }, (_, i) => `c${i}`);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(ids, { minLength: 1 }),
        fc.shuffledSubarray(ids, { minLength: 1 }),
        fc.nat(11),
        (first, second, steps) => {
          const start = applied(
            aState(120, 40, { selected: null }),
            boardRead(aState(120, 40, { selected: null }), waiting(first), NOW),
          );
          expect(start.selected).toBe(first[0]);
          const there = applied(start, moved(start, steps, 6));
          const chosen = first[Math.min(steps, first.length - 1)] ?? '';
          expect(there.selected).toBe(chosen);
          const then = applied(there, boardRead(there, waiting(second), NOW));
          expect(then.selected).toBe(second[then.selectedIndex]);
          if (second.includes(chosen)) expect(then.selected).toBe(chosen);
          else expect(then.selectedIndex).toBe(Math.min(there.selectedIndex, second.length - 1));
        },
      ),
    );
  });
  it('is none when nothing waits, and of the window that was read', () => {
    const state = aState(120, 40);
    expect(boardRead(state, waiting([]), NOW)).toMatchObject({ selected: null, candidates: null });
    const far = aState(120, 40, { selected: null, selectedIndex: 399 });
    const ids = Array.from({ length: 40 }, (_, i) => `c${360 + i}`);
    expect(boardRead(far, waiting(ids, 360, 400), NOW)).toMatchObject({
      ...{ selected: 'c399', selectedIndex: 399 },
    });
  });
  it('of another order empties the drivers of the one before', () => {
    const state = aState(120, 40, { nearestIndex: 3 });
    expect(moved(state, 1, 6)).toMatchObject({ candidates: null, nearestIndex: 0 });
    expect(moved(state, -1, 6)).not.toHaveProperty('candidates');
    expect(candidatesRead(state, { ...CANDIDATES, orderId: 'c9' })).toEqual({});
    expect(candidatesRead(state, CANDIDATES)).toMatchObject({ nearestIndex: 3 });
    expect(
      candidatesRead(state, { ...CANDIDATES, eligible: CANDIDATES.eligible.slice(0, 1) }),
    ).toMatchObject({ nearestIndex: 2 });
  });
});

describe('a window on a list', () => {
  it('holds the selected row, stays in the list and moves as little as it can', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 50 }), fc.nat(300), (count, size, was) => {
        for (const selected of [0, Math.floor(count / 2), Math.max(0, count - 1)]) {
          const offset = windowFor(selected, count, size, was);
          expect(offset).toBeGreaterThanOrEqual(0);
          if (count === 0) continue;
          expect(offset).toBeLessThanOrEqual(selected);
          expect(selected).toBeLessThan(offset + size);
          expect(windowFor(selected, count, size, offset)).toBe(offset);
        }
      }),
    );
  });
});

describe('events, samples and clocks', () => {
  it('are shown once, newest first, no more than the feed keeps', () => {
    const oldestFirst = [...FEED].reverse();
    const state = applied(
      aState(120, 40, { feed: [] }),
      eventsArrived(aState(120, 40, { feed: [] }), oldestFirst),
    );
    expect(state.feed).toEqual(FEED);
    expect(eventsArrived(state, oldestFirst).feed).toEqual(FEED);
    const many = Array.from({ length: 500 }, (_, i) => ({ ...state.feed[0], streamId: `n${i}` }));
    const next = eventsArrived(state, many as typeof FEED).feed;
    expect(next).toHaveLength(200);
    expect(next?.[0]?.streamId).toBe('n499');
  });
  it('keep two minutes of counts, and none of a board that is old', () => {
    const state = aState(120, 40);
    expect(sampled(state).samples).toHaveLength(12);
    expect(sampled(state).samples?.at(-1)).toEqual(BOARD.counts);
    expect(sampled(aState(120, 40, { redis: { state: 'down', since: 0 } }))).toEqual({});
    const still = aState(120, 40, { samples: [{ ...BOARD.counts }] });
    expect(sampled(still)).toEqual({});
    expect(sampled({ ...still, samples: [] }).samples).toEqual([BOARD.counts]);
  });
  it("follow Redis' clock, and not its jitter", () => {
    const state = aState(120, 40);
    expect(boardRead(state, { ...BOARD, readAt: NOW + 400 }, NOW).skewMs).toBe(0);
    expect(boardRead(state, { ...BOARD, readAt: NOW + 7_000 }, NOW).skewMs).toBe(7_000);
  });
});

describe('the rest', () => {
  it('says a server is down when it was up, or after some patience', () => {
    const connecting = { state: 'connecting', since: NOW } as const;
    expect(linkChanged(connecting, false, NOW + 1_000)).toBe(connecting);
    expect(linkChanged(connecting, false, NOW + 1_600).state).toBe('down');
    const up = linkChanged(connecting, true, NOW + 5);
    expect(up).toEqual({ state: 'up', since: NOW + 5 });
    expect(linkChanged(up, true, NOW + 900)).toBe(up);
    expect(linkChanged(up, false, NOW + 900)).toEqual({ state: 'down', since: NOW + 900 });
  });
  it('goes round the panels that can be reached, both ways', () => {
    const round = (columns: number, by: 1 | -1) => {
      let state = aState(columns, 40);
      const seen: string[] = [];
      for (let i = 0; i < 7; i += 1) {
        state = applied(state, { focus: nextFocus(state, by) });
        seen.push(state.focus);
      }
      return seen;
    };
    const wide = ['nearest', 'late', 'alerts', 'events', 'waiting', 'nearest', 'late'];
    expect(round(120, 1)).toEqual(wide);
    const narrow = ['nearest', 'late', 'alerts', 'events', 'top', 'orders', 'waiting'];
    expect(round(80, 1)).toEqual(narrow);
    expect(round(80, -1)).toEqual([...narrow.slice(0, -1).reverse(), 'waiting']);
    expect(resized(aState(80, 24, { focus: 'top' }), 120, 40).focus).toBe('waiting');
    expect(resized(aState(80, 24, { focus: 'top' }), 60, 16).focus).toBe('top');
  });
  it('marks two drivers, the older of two gives way', () => {
    let state = aState(120, 40, { marksDistanceM: 5 });
    for (const id of ['d1', 'd2', 'd3']) state = applied(state, marked(state, id));
    expect(state).toMatchObject({ marks: ['d2', 'd3'], marksDistanceM: null });
    expect(marked(state, 'd2').marks).toEqual(['d3']);
  });
});
