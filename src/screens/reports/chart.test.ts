import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../components/text.ts';
import { dailyChart } from './chart.ts';

describe('the line of days', () => {
  it('never leaves its panel', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { maxLength: 400 }),
        fc.integer({ min: 20, max: 150 }),
        fc.integer({ min: 5, max: 30 }),
        fc.boolean(),
        (counts, width, height, ascii) => {
          const days = counts.map((deliveries, i) => ({
            day: new Date(i * 86_400_000).toISOString().slice(0, 10),
            deliveries,
          }));
          const lines = dailyChart(days, width, height, ascii);
          expect(lines.length).toBeLessThanOrEqual(height);
          for (const line of lines) {
            expect([line, widthOf(line) <= width]).toEqual([line, true]);
            if (ascii) expect(line).toMatch(/^[\x20-\x7e]*$/);
          }
        },
      ),
    );
  });
});
