import fc from 'fast-check';
import { expect, it } from 'vitest';
import { heatMap, weekdays } from './heat.ts';
import { widthOf } from './text.ts';

it('a heat map has a line a weekday as wide as its hours, and darker is more', () => {
  const days = fc.array(fc.array(fc.nat(500), { minLength: 24, maxLength: 24 }), {
    ...{ minLength: 7, maxLength: 7 },
  });
  fc.assert(
    fc.property(days, fc.boolean(), fc.constantFrom('en', 'fr'), (cells, ascii, lang) => {
      const rows = weekdays(lang);
      const [, ...lines] = heatMap(cells, { ascii, rows, figure: String });
      const shades = ascii ? '.-+x#' : '·░▒▓█';
      const label = Math.max(...rows.map(widthOf)) + 2;
      const darkness = cells.map((_, day) =>
        Array.from({ length: 24 }, (_, hour) =>
          shades.indexOf(lines[day]?.[label + 2 * hour] ?? ''),
        ),
      );
      const all = cells.flatMap((row, day) =>
        row.map((value, hour) => ({ value, shade: darkness[day]?.[hour] ?? -1 })),
      );
      const sorted = all.toSorted((a, b) => a.value - b.value || a.shade - b.shade);
      for (const [i, { value, shade }] of sorted.entries()) {
        expect(shade).toBeGreaterThanOrEqual(sorted[i - 1]?.shade ?? 0);
        expect(shade === 0).toBe(value === 0);
      }
      if (ascii) expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
    }),
    { numRuns: 20 },
  );
});
