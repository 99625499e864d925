import { describe, expect, it } from 'vitest';
import type { Focus } from '../store/state.ts';
import { headerRows, liveLayout, liveListRows } from './layout.ts';

/** The places of the panels as a picture: a letter a panel, a cell for each 10 columns and 2 rows. */
function picture(columns: number, rows: number, focus: Focus = 'waiting'): string[] {
  const rects = liveLayout(columns, rows, focus);
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
  it('stands in three columns where it is very wide', () => {
    expect(picture(200, 60)).toEqual([
      '.'.repeat(20),
      ...Array(5).fill('ooooowwwwwwwwlllllll'),
      ...Array(6).fill('aaaaawwwwwwwwlllllll'),
      ...Array(4).fill('aaaaawwwwwwwweeeeeee'),
      ...Array(6).fill('aaaaannnnnnnneeeeeee'),
      ...Array(7).fill('tttttnnnnnnnneeeeeee'),
      '.'.repeat(20),
    ]);
  });

  it('stands side by side where it is wide', () => {
    expect(picture(120, 40)).toEqual([
      '............',
      ...Array(5).fill('ooooowwwwwww'),
      ...Array(7).fill('tttttnnnnnnn'),
      ...Array(6).fill('aaaaaeeeeeee'),
      '............',
    ]);
  });

  it('gives the place of the leaderboard to what is late, while that has the focus', () => {
    expect(picture(120, 40, 'late')[6]).toBe('lllllnnnnnnn');
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

  it('has room for any panel in one column, and the waiting orders keep theirs', () => {
    for (const focus of ['late', 'alerts', 'events', 'top', 'orders'] as const) {
      const [letter = ''] = focus;
      expect(picture(80, 24, focus)).toEqual([
        '........',
        '........',
        ...Array(3).fill('wwwwwwww'),
        ...Array(6).fill(letter.repeat(8)),
        '........',
      ]);
      expect(picture(60, 16, focus).join('')).toContain(letter);
    }
  });

  it('knows how many rows a page of the focused list is', () => {
    expect([
      liveListRows(120, 40, 'waiting'),
      liveListRows(80, 24, 'waiting'),
      liveListRows(60, 16, 'waiting'),
    ]).toEqual([6, 3, 2]);
    expect([liveListRows(80, 24, 'alerts'), liveListRows(120, 40, 'late')]).toEqual([9, 10]);
    expect(liveListRows(20, 5, 'waiting')).toBe(1);
  });
});
