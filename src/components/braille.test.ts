import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LATITUDE } from '../domain/geo.ts';
import { brailleCanvas, type Dot } from './braille.ts';
import { miniMap } from './mini-map.ts';
import { type Line, plain, widthOf } from './text.ts';

const text = (lines: readonly Line[]) => lines.map(plain);
/** The dots that are set, each by its place. */
const dotsOf = (lines: readonly Line[]): Dot[] =>
  text(lines).flatMap((line, row) =>
    [...line].flatMap((char, column) =>
      [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80].flatMap((bit, i) =>
        char !== ' ' && ((char.codePointAt(0) ?? 0) & bit) !== 0
          ? [{ x: column * 2 + (i % 2), y: row * 4 + Math.floor(i / 2) }]
          : [],
      ),
    ),
  );
const anyNumber = fc.oneof(
  fc.double(),
  fc.integer({ min: -20, max: 120 }),
  fc.constantFrom(1e308, -1e308, Number.MAX_VALUE, 5e-324),
);
const anyDot = fc.record({ x: anyNumber, y: anyNumber });
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('山田太郎', '👩‍👩‍👧', '🇫🇷🇫', 'e\u0301', '\u001b[2J\n', 'Zoë'),
);
const size = { width: fc.integer({ min: 0, max: 40 }), height: fc.integer({ min: 0, max: 12 }) };

describe('a braille canvas', () => {
  it('draws dots, lines and circles, and text over them', () => {
    const canvas = brailleCanvas(16, 6, false);
    canvas.circle({ x: 15, y: 11 }, 10);
    canvas.line({ x: 0, y: 23 }, { x: 31, y: 0 }, { color: 'blue' });
    canvas.label({ x: 14, y: 11 }, '●d1', { color: 'green' });
    canvas.restyle({ x: 15, y: 11 }, { inverse: true });
    expect(text(canvas.lines())).toEqual([
      '    ⢀⠤⠒⠒⠒⠢⢄  ⢀⠔⠊',
      '   ⡔⠁     ⢀⡱⡎⠁  ',
      '  ⢸    ●d1⠁ ⢸   ',
      '  ⠸⡀ ⢀⠔⠊    ⡸   ',
      '  ⢀⡱⢎⠁    ⢀⠔⠁   ',
      '⡠⠔⠁  ⠉⠒⠒⠒⠊⠁     ',
    ]);
  });

  it('is exactly as large as asked for, whatever is drawn on it', () => {
    const drawing = fc.array(fc.tuple(anyDot, anyDot, anyNumber, anyText), { maxLength: 6 });
    fc.assert(
      fc.property(size.width, size.height, drawing, fc.boolean(), (width, height, all, ascii) => {
        const canvas = brailleCanvas(width, height, ascii);
        for (const [a, b, radius, label] of all) {
          canvas.dot(a);
          canvas.line(a, b, { color: 'red' });
          canvas.circle(a, radius);
          canvas.label(b, label, { bold: true });
          canvas.restyle(b, { inverse: true });
        }
        const rows = text(canvas.lines());
        expect(rows.map(widthOf)).toEqual(Array.from({ length: height }, () => width));
      }),
      { numRuns: 500 },
    );
  });

  it('shows of a line just what lies inside', () => {
    const near = fc.record({
      x: fc.integer({ min: -60, max: 90 }),
      y: fc.integer({ min: -60, max: 90 }),
    });
    const close = (a: readonly Dot[], b: readonly Dot[]) =>
      a.every(({ x, y }) => b.some((dot) => Math.abs(dot.x - x) <= 1 && Math.abs(dot.y - y) <= 1));
    fc.assert(
      fc.property(near, near, (a, b) => {
        const canvas = brailleCanvas(15, 8, false);
        canvas.line(a, b);
        const drawn = dotsOf(canvas.lines());
        const steps = 400;
        const truth = Array.from({ length: steps + 1 }, (_, i) => ({
          x: a.x + ((b.x - a.x) * i) / steps,
          y: a.y + ((b.y - a.y) * i) / steps,
        }));
        const inside = truth.filter(({ x, y }) => x >= 0 && x <= 29 && y >= 0 && y <= 31);
        expect([drawn, close(drawn, truth)]).toEqual([drawn, true]);
        expect([drawn, close(inside, drawn)]).toEqual([drawn, true]);
      }),
      { numRuns: 500 },
    );
  });

  it('is told by shades where there is no Unicode', () => {
    const canvas = brailleCanvas(8, 2, true);
    canvas.circle({ x: 7, y: 3 }, 4);
    canvas.label({ x: 6, y: 3 }, 'd1');
    expect(text(canvas.lines()).join('')).toMatch(/^[ .:+*#d1]{16}$/);
  });
});

describe('a small map', () => {
  const PICKUP = { lon: 2.3316, lat: 48.8708 };
  const DOOR = { lon: 2.3692, lat: 48.8532 };
  it('fits the way of an order with its marks', () => {
    const points = [
      { at: PICKUP, mark: 'P' },
      { at: DOOR, mark: 'D' },
      { at: { lon: 2.347, lat: 48.8586 }, mark: '●' },
    ];
    const paths = [{ positions: [{ lon: 2.347, lat: 48.8586 }, PICKUP, DOOR] }];
    const map = text(miniMap({ width: 24, height: 8, points, paths, ascii: false }));
    expect(map.map((line) => line.trimEnd())).toEqual([
      '  P⡀',
      '   ⠙⡦⢄',
      '    ⠈⠢⡉⠢⢄',
      '      ⠑⢄ ⠑⠢⣀',
      '        ⠣⢄  ⠑⠢⡀',
      '          ●   ⠈⠑⠤⡀',
      '                 ⠈⠑⢄⡀',
      '                    ⠈D⠄',
    ]);
  });

  it('names a thing on the side where there is room', () => {
    const points = [
      { at: PICKUP, mark: 'P', name: 'Opéra' },
      { at: DOOR, mark: 'D', name: 'Bastille' },
    ];
    const map = text(miniMap({ width: 24, height: 8, points, ascii: false }));
    expect(map.join('\n')).toContain('P Opéra');
    expect(map.join('\n')).toContain('Bastille D');
  });

  it('shows every point that fits on the world, in a frame of exactly its size', () => {
    const coordinate = fc.oneof(anyNumber, fc.double({ min: -200, max: 200 }));
    const at = fc.record({ lon: coordinate, lat: coordinate });
    fc.assert(
      fc.property(size.width, size.height, fc.array(at, { maxLength: 8 }), (width, height, all) => {
        const points = all.map((position) => ({ at: position, mark: 'P' }));
        const rows = text(
          miniMap({ width, height, points, paths: [{ positions: all }], ascii: false }),
        );
        expect(rows.map(widthOf)).toEqual(Array.from({ length: height }, () => width));
        const valid = all.some(
          ({ lon, lat }) => Math.abs(lon) <= 180 && Math.abs(lat) <= MAX_LATITUDE,
        );
        if (valid && width > 4 && height > 2) expect(rows.join('')).toContain('P');
      }),
      { numRuns: 300 },
    );
  });
});
