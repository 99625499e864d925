import { describe, expect, it } from 'vitest';
import { headerRows, liveLayout, liveWaitingRows } from './layout.ts';

/** The places of the panels as a picture: a letter a panel, a cell for each 10 columns and 2 rows. */
function picture(columns: number, rows: number, topFocused = false): string[] {
  const rects = liveLayout(columns, rows, topFocused) ?? [];
  const cell = (x: number, y: number) =>
    rects.find(
      (rect) => x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height,
    )?.panel[0] ?? '.';
  return Array.from({ length: Math.floor(rows / 2) }, (_, row) =>
    Array.from({ length: Math.floor(columns / 10) }, (_, column) =>
      cell(column * 10 + 5, row * 2),
    ).join(''),
  );
}

describe('the layout of Live', () => {
  it('stands side by side where it is wide', () => {
    expect(picture(120, 40)).toEqual([
      '............',
      ...Array(5).fill('ooooowwwwwww'),
      ...Array(7).fill('tttttnnnnnnn'),
      ...Array(6).fill('aaaaaeeeeeee'),
      '............',
    ]);
  });
  it('is one column where it is narrow, or wide and low', () => {
    expect(picture(80, 24)).toEqual([
      '........',
      '........',
      ...Array(3).fill('wwwwwwww'),
      ...Array(4).fill('nnnnnnnn'),
      ...Array(2).fill('aaaaeeee'),
      '........',
    ]);
    expect(headerRows(160, 24)).toBe(3);
  });
  it('gives the place of the events to the leaderboard when that has the focus', () => {
    expect(picture(80, 24, true).at(-2)).toBe('aaaatttt');
    expect(picture(60, 16).join('')).not.toContain('t');
    expect(picture(60, 16, true).join('')).toContain('t');
  });
  it('knows how many waiting orders fit', () => {
    expect([liveWaitingRows(120, 40), liveWaitingRows(80, 24), liveWaitingRows(60, 16)]).toEqual([
      6, 3, 2,
    ]);
    expect(liveWaitingRows(20, 5)).toBe(1);
  });
});
