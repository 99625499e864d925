import { expect, it } from 'vitest';
import { progressLine } from './progress.ts';

/** What is written while orders are counted, at these times. */
function written(isTTY: boolean, ends: boolean): string {
  let text = '';
  let now = 0;
  const write = (more: string) => {
    text += more;
  };
  const line = progressLine(
    () => 'orders',
    { isTTY, write },
    () => now,
  );
  for (const done of [1, 2, 3]) {
    line('orders', done, ends ? 3 : 9);
    now += 3_000;
  }
  line.end();
  line.end();
  return text;
}

it('rewrites one line in a terminal, and ends it once wherever the work ends', () => {
  const rows = ['1 / 9', '2 / 9', '3 / 9'].map((row) => `\rorders ${row}\u001b[K`);
  expect(written(true, false)).toBe(`${rows.join('')}\n`);
  expect(written(true, true)).toBe(`${rows.join('').replaceAll('9', '3')}\n`);
});

it('says elsewhere every few seconds how far it is', () => {
  expect(written(false, false)).toBe('orders 3 / 9\n');
  expect(written(false, true)).toBe('orders 3 / 3\n');
});
