import fc from 'fast-check';
import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { age, clock, clockSeconds, km, money, signed, staleness } from './format.ts';
import { glyphs, sparkline } from './glyphs.ts';
import { Lines } from './Lines.tsx';
import { panel } from './panel.ts';
import { heading, row } from './table.ts';
import { asciiLine, fitLine, fitText, plain, printable, widthOf } from './text.ts';
import { wrappedWhole } from './wrap.ts';

const g = glyphs(false);
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string(),
);

describe('text', () => {
  it('from outside never moves the cursor, and takes exactly the room it is given', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 60 }), (text, width) => {
        expect(printable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        expect(widthOf(fitText(text, width))).toBe(width);
        expect(widthOf(plain(fitLine([{ text }, { text: 'tail' }], width)))).toBe(width);
        const ascii = plain(asciiLine(fitLine([{ text }], width)));
        expect(ascii).toMatch(/^[\x20-\x7e]*$/);
      }),
      { numRuns: 300 },
    );
  });
  it('shows what it replaces', () => {
    expect(printable('a\u001b[31mb\n\u007f\u202e')).toBe('a␛[31mb␊␡·');
    expect(fitText('Société', 5)).toBe('Soci…');
    expect(fitText('9', 4, 'right')).toBe('   9');
    expect(plain(asciiLine([{ text: 'Société → 山…' }]))).toBe('Societe ? ??~');
  });
});

describe('figures', () => {
  const words = { now: 'now', day: 'd' };
  it('are told in words that rarely change', () => {
    expect(
      [0, 59_999, 60_000, 3_540_000, 3_600_000, 90_000_000].map((ms) => age(ms, words)),
    ).toEqual([...['now', 'now', '1 min', '59 min', '1 h', '1 d']]);
    expect(
      [0, 2_500, 7_000, 12_000, 29_000, 59_000, 61_000].map((ms) => staleness(ms, words)),
    ).toEqual([...['1 s', '2 s', '5 s', '10 s', '20 s', '30 s', '1 min']]);
    expect([clock(0), clockSeconds(5_000)]).toEqual(['00:00', '00:00:05']);
    expect([money(2550, g), km(1_234), signed(-0.5, g), signed(9.08, g)]).toEqual([
      '25.50 €',
      '1.23',
      '−0.50',
      '9.08',
    ]);
  });
  it('have a short history', () => {
    expect(sparkline([1, 2, 3], 5, g)).toBe('  ▁▅█');
    expect(sparkline([], 3, g)).toBe('   ');
  });
});

describe('panels and tables', () => {
  it('keep their size whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 6 }),
        anything,
        fc.integer({ min: 10, max: 80 }),
        fc.integer({ min: 3, max: 12 }),
        (texts, title, width, height) => {
          const lines = panel({ title, lines: texts.map((text) => [{ text }]) }, width, height, g);
          expect(lines).toHaveLength(height);
          for (const line of lines) expect(widthOf(plain(line))).toBe(width);
        },
      ),
    );
  });
  it('align numbers at the right, under their heading', () => {
    const columns = [
      { title: 'driver', width: 8 },
      { title: 'km', width: 6, align: 'right' as const },
    ];
    expect(plain(heading(columns))).toBe('driver        km');
    expect(plain(row(columns, ['d1 Alice', { text: '0.52', bold: true }]))).toBe(
      'd1 Alice    0.52',
    );
  });
});

describe('rows on the screen', () => {
  it('are drawn one below the other, and anew when they change', () => {
    const { lastFrame, rerender } = render(
      <Lines lines={[[{ text: 'Amélie', bold: true }], [{ text: 'two' }]]} ascii={false} />,
    );
    expect(lastFrame()).toContain('Amélie');
    rerender(<Lines lines={[[{ text: 'Amélie' }], [{ text: 'three', color: 'red' }]]} ascii />);
    expect(lastFrame()).toContain('Amelie');
    expect(lastFrame()).toContain('three');
    expect(lastFrame()).not.toContain('two');
  });
});

describe('a text to be read', () => {
  it('is broken into rows that fit, and nothing of it is left out', () => {
    const bare = (text: string) => text.replaceAll(' ', '');
    fc.assert(
      fc.property(anything, fc.integer({ min: 12, max: 90 }), (text, width) => {
        const rows = wrappedWhole(text, width);
        for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(width);
        expect(bare(rows.join(''))).toBe(bare(printable(text)));
      }),
    );
  });

  it('is broken between words, what goes on a little further in', () => {
    expect(wrappedWhole('  20:14  desk1: the gate at Bastille is shut', 24)).toEqual([
      '  20:14  desk1: the gate',
      '    at Bastille is shut',
    ]);
    expect(wrappedWhole('https://example.org/a', 12)).toEqual(['https://exam', '  ple.org/a']);
  });
});
