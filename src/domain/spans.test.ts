import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonLength, lengthOf, type Span, united } from './spans.ts';

const spans = fc.array(
  fc
    .tuple(fc.nat(60), fc.integer({ min: -3, max: 20 }))
    .map(([from, long]): Span => ({ from, to: from + long })),
  { maxLength: 12 },
);
const moments = Array.from({ length: 90 }, (_, at) => at);
const covered = (all: readonly Span[], at: number) =>
  all.some(({ from, to }) => from <= at && at < to);

describe('spans of time', () => {
  it('united are the same moments, each once, in order', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const one = united(all);
        for (const at of moments) expect(covered(one, at)).toBe(covered(all, at));
        for (const [i, { from, to }] of one.entries()) {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThan(one[i - 1]?.to ?? -1);
        }
        expect(lengthOf(one)).toBe(moments.filter((at) => covered(all, at)).length);
      }),
    );
  });

  it('have the moments in common that lie in both', () => {
    fc.assert(
      fc.property(spans, spans, (some, others) => {
        const both = moments.filter((at) => covered(some, at) && covered(others, at)).length;
        expect(commonLength(united(some), united(others))).toBe(both);
      }),
    );
  });
});
