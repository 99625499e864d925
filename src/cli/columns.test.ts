import { expect, it } from 'vitest';
import { widthOf } from '../components/text.ts';
import { aligned } from './columns.ts';

it('columns stand in line, wide letters and all: names to the left, figures to the right', () => {
  const rows = [
    ['region', 'n', 'what'],
    ['東京', '1,204', 'a'],
    ['Île', '7', 'bcd'],
  ];
  expect(aligned(rows, (column) => column !== 1)).toEqual([
    'region      n  what',
    '東京    1,204  a',
    'Île         7  bcd',
  ]);
  const widths = aligned(rows.map((row) => row.slice(0, 2))).map(widthOf);
  expect(new Set(widths).size).toBe(1);
  expect(aligned([])).toEqual([]);
});
