import { expect, it } from 'vitest';
import { aState } from '../../test/helpers/board.ts';
import type { Deed, Move } from '../domain/undo.ts';
import type { Answer, Result } from '../services/dispatch/over.ts';
import { answered, began, corrected, done, settled, undone } from './acts.ts';
import type { ConsoleState } from './state.ts';

const applied = (state: ConsoleState, change: Partial<ConsoleState>) => ({ ...state, ...change });
const move = (order: string, version: number) => ({
  ...{ order, from: null, to: 'd1', before: version - 1, version },
});
const moves = (...all: Move[]): Deed => ({ kind: 'moves', moves: all });
const yes = (order: string, version: number): Result => ({
  order,
  answer: { is: 'done', version, driver: null, next: null, move: move(order, version) },
});
const no = (order: string, is: 'left' | 'refused'): Result => {
  const refused = { ok: false, refusal: 'stale', details: {} } as const;
  const answer: Answer = is === 'left' ? { is } : { is, refusal: refused };
  return { order, answer };
};

it('an order is acted on by one key at a time', () => {
  const both = applied(aState(120, 40), began(aState(120, 40), ['c1', 'c2']));
  expect(both.acting).toEqual(['c1', 'c2']);
  expect(settled(both, ['c1']).acting).toEqual(['c2']);
});

it('a failure that nobody has read keeps its place', () => {
  const failed = applied(aState(120, 40), answered(aState(120, 40), 'c1: taken', 'error'));
  expect(answered(failed, 'c2 assigned')).toEqual({});
  expect(answered(failed, 'c3: taken', 'error').message?.text).toBe('c1: taken  c3: taken');
  const read = applied(failed, { message: { kind: 'info', text: '' } });
  expect(answered(read, 'c2 assigned').message?.text).toBe('c2 assigned');
});

it('what was done can be undone by one key and is no longer marked; the rest is', () => {
  const { orders } = aState(120, 40);
  const state = aState(120, 40, { undo: [], orders: { ...orders, marks: ['c1', 'c2', 'c3'] } });
  const after = applied(state, done(state, [yes('c1', 2), no('c2', 'refused'), yes('c3', 5)]));
  expect(after.undo).toEqual([moves(move('c1', 2), move('c3', 5))]);
  expect(after.orders.marks).toEqual(['c2']);
});

it('what got no answer can be undone again, what was refused can not', () => {
  const state = aState(120, 40, { undo: [moves(move('c1', 2))] });
  const back = [move('c1', 3), move('c2', 3), move('c3', 3)];
  const results = [yes('c1', 4), no('c2', 'left'), no('c3', 'refused')];
  // c1 is as it was at version 2: what was done before it comes next.
  const before = { ...move('c1', 2), version: 4 };
  expect(undone(state, back, results).undo).toEqual([moves(before), moves(move('c2', 3))]);
  expect(corrected(state, 'c1', 3).undo).toEqual([
    moves({ ...move('c1', 2), version: 3 }),
    { kind: 'final', what: 'correct', subjects: ['c1'] },
  ]);
});
