import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { THEMES } from '../domain/theme.ts';
import { glyphs } from './glyphs.ts';
import { panel } from './panel.ts';
import { spaced } from './spaced.ts';
import { plain, widthOf } from './text.ts';
import { lookOf, SAFE } from './theme.ts';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** What is left of linear red, green and blue for who lacks one of the three (Machado 2009). */
const VISIONS: Readonly<Record<string, Matrix>> = {
  'all three': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function linear(hex: string): Triple {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

/** A colour in CIELAB, where distance is difference to the eye: 2 is just seen, 10 at a glance. */
function lab(rgb: Triple): Triple {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f(dot([0.4124, 0.3576, 0.1805], rgb) / 0.95047);
  const y = f(dot([0.2126, 0.7152, 0.0722], rgb));
  const z = f(dot([0.0193, 0.1192, 0.9505], rgb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe('a theme', () => {
  it.each(Object.entries(VISIONS))('for who sees %s keeps any two colours apart', (_, matrix) => {
    const clamp = (value: number) => Math.min(1, Math.max(0, value));
    const seen = Object.values(SAFE).map((hex) => {
      const rgb = linear(hex);
      const [r, g, b] = matrix;
      return lab([clamp(dot(r, rgb)), clamp(dot(g, rgb)), clamp(dot(b, rgb))]);
    });
    for (const [i, a] of seen.entries())
      for (const b of seen.slice(i + 1))
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(15);
  });

  it('dims nothing where contrast counts, and keeps what is inverse in all of them', () => {
    const look = (theme: (typeof THEMES)[number]) =>
      lookOf({ text: 'late', color: 'red', dim: true, inverse: true }, theme);
    expect(look('default')).toMatchObject({ color: 'red', dim: true, bold: false });
    expect(look('contrast')).toMatchObject({ color: 'redBright', dim: false, bold: true });
    expect(look('large')).toMatchObject({ dim: false, bold: true });
    for (const theme of THEMES) expect(look(theme).inverse).toBe(true);
  });
});

describe('rows with air between them', () => {
  const box = (g: ReturnType<typeof glyphs>) => [
    ...panel({ title: 'A', lines: [[{ text: '山 x' }]] }, 12, 3, g),
    ...panel({ title: 'B', lines: [] }, 12, 3, g),
  ];

  it('keep their frames whole, and let none of them run into the next', () => {
    const g = glyphs(false);
    expect(spaced(box(g), 12, 11, g).map(plain)).toEqual([
      '╭─ A ──────╮',
      '│          │',
      '│ 山 x     │',
      '│          │',
      '╰──────────╯',
      '            ',
      '╭─ B ──────╮',
      '│          │',
      '│          │',
      '│          │',
      '╰──────────╯',
    ]);
    const ascii = glyphs(true);
    expect(spaced(box(ascii), 12, 11, ascii).map(plain)[5]).toBe(' '.repeat(12));
  });

  it('have the width of the others, whatever stands in them', () => {
    const g = glyphs(false);
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 8, max: 40 }), (words, width) => {
        const lines = words.map((text) => [{ text }]);
        const framed = panel({ title: 'A', lines }, width, words.length + 2, g);
        for (const line of spaced(framed, width, 99, g)) expect(widthOf(plain(line))).toBe(width);
      }),
    );
  });
});
