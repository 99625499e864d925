import { describe, expect, it } from 'vitest';
import { causeToStop, isTelling, JUDGED, type Judged, judged } from './breaker.ts';

const done = (n: number, refused = false): Judged[] =>
  Array.from({ length: n }, (_, i) => ({ order: `c${refused}${i}`, refused }));
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
    expect(before.filter(({ refused }) => refused)).toEqual([{ order: 'cfalse24', refused: true }]);
    expect(judged(before, done(3, true), []).slice(-3)).toEqual(done(3, true));
  });

  it('takes it for no fault of its own that a person was faster', () => {
    expect(
      ['wrong_status', 'moved_on', 'pinned'].map((each) => isTelling(each as 'pinned')),
    ).toEqual([false, false, false]);
    expect(isTelling('driver_full')).toBe(true);
  });
});
