import { describe, expect, it } from 'vitest';
import { causeToStop, isTelling, JUDGED, type Judged, judged } from './breaker.ts';

const done = (n: number, refused = false): Judged[] =>
  Array.from({ length: n }, (_, i) => ({ order: `c${refused}${i}`, driver: `d${i % 5}`, refused }));
const all = { onDuty: 24, silent: 0, commitments: [] };

describe('automatic mode', () => {
  it('goes on while most positions come and most of what it gives stays', () => {
    expect(causeToStop(all)).toBeNull();
    expect(causeToStop({ ...all, silent: 8 })).toBeNull();
    expect(causeToStop({ ...all, commitments: [...done(9), ...done(8, true)] })).toBeNull();
    // Too few to say anything: a small fleet, a first hour.
    expect(causeToStop({ ...all, onDuty: 3, silent: 2 })).toBeNull();
    expect(causeToStop({ ...all, commitments: done(7, true) })).toBeNull();
  });

  it('stops when more than a third is silent, or half is refused', () => {
    expect(causeToStop({ ...all, silent: 9 })).toBe('positions_silent');
    expect(causeToStop({ ...all, onDuty: 3, silent: 3 })).toBe('positions_silent');
    expect(causeToStop({ ...all, commitments: [...done(8), ...done(8, true)] })).toBe('refusals');
  });

  it('judges the newest, and counts what people took back', () => {
    const before = judged([], done(JUDGED + 5), ['cfalse24', 'never given']);
    expect(before).toHaveLength(JUDGED);
    expect(before.filter(({ refused }) => refused)).toEqual([
      { order: 'cfalse24', driver: 'd4', refused: true },
    ]);
    expect(judged(before, done(3, true), []).slice(-3)).toEqual(done(3, true));
  });

  it('counts an order and its driver once, however often both are refused together', () => {
    const pair = { order: 'c1', driver: 'd1', refused: true };
    let commitments = judged([], done(4), []);
    for (let i = 0; i < 40; i += 1) commitments = judged(commitments, [pair], []);
    expect(commitments).toEqual([...done(4), pair]);
    // Given at last: that is how it came out.
    const given = { ...pair, refused: false };
    expect(judged(commitments, [given], [])).toEqual([...done(4), given]);
  });

  it('goes on where one or two drivers are refused whatever they are given', () => {
    const of = (...drivers: string[]) =>
      Array.from({ length: 10 }, (_, i) => ({
        ...{ order: `c${i}`, driver: drivers[i % drivers.length] ?? '', refused: true },
      }));
    expect(causeToStop({ ...all, commitments: [...done(10), ...of('d1')] })).toBeNull();
    expect(causeToStop({ ...all, commitments: [...done(10), ...of('d1', 'd2')] })).toBeNull();
    const three = [...done(10), ...of('d1', 'd2', 'd3')];
    expect(causeToStop({ ...all, commitments: three })).toBe('refusals');
  });

  it('counts against whom an order was given to last when a person takes it back', () => {
    const first = { order: 'c1', driver: 'd1', refused: true };
    const second = { order: 'c1', driver: 'd2', refused: false };
    const third = { order: 'c1', driver: 'd3', refused: true };
    expect(judged([first, second], [third], ['c1'])).toEqual([
      ...[first, { ...second, refused: true }, third],
    ]);
  });

  it('takes it for no fault of its own that a person was faster', () => {
    expect(
      ['wrong_status', 'moved_on', 'pinned'].map((each) => isTelling(each as 'pinned')),
    ).toEqual([false, false, false]);
    expect(isTelling('driver_full')).toBe(true);
  });
});
