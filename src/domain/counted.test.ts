import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSeconds, percentilesOfCounts, type SecondCounts } from './counted.ts';
import { percentile } from './percentile.ts';

const seconds = fc.integer({ min: 0, max: 40 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

function countsOf(values: readonly number[]): SecondCounts {
  const counts: SecondCounts = new Map();
  for (const value of values) countSeconds(counts, value, 1);
  return counts;
}

describe('percentiles of counts', () => {
  it('are those of the values one by one', () => {
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1 }), fc.array(share), (values, shares) => {
        const wanted = [...shares, 0.5, 0.9, 0.95, 0.99, 1];
        expect(percentilesOfCounts(countsOf(values), wanted)).toEqual(
          wanted.map((each) => percentile(values, each)),
        );
      }),
    );
  });

  it('do not depend on how counts were put together', () => {
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1 }), fc.nat(40), share, (values, cut, each) => {
        const counts = countsOf(values.slice(cut));
        for (const [value, n] of countsOf(values.slice(0, cut))) countSeconds(counts, value, n);
        expect(percentilesOfCounts(counts, [each])).toEqual([percentile(values, each)]);
      }),
    );
  });

  it('of nothing are none', () => {
    expect(percentilesOfCounts(new Map(), [0.5, 0.9])).toEqual([null, null]);
  });
});
