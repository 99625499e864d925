import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacityOf, DEFAULT_CAPACITY } from './driver.ts';

describe('the capacity of a driver', () => {
  it('is the whole number that is stored, 0 too', () => {
    fc.assert(
      fc.property(fc.nat(), (capacity) => {
        expect(capacityOf(capacity)).toBe(capacity);
        expect(capacityOf(String(capacity))).toBe(capacity);
      }),
    );
  });

  it('is the default where nothing of the kind is stored', () => {
    for (const odd of [
      '',
      ' ',
      'four',
      '-1',
      '2.5',
      -1,
      2.5,
      Number.NaN,
      null,
      undefined,
      true,
      {},
    ])
      expect(capacityOf(odd)).toBe(DEFAULT_CAPACITY);
  });
});
