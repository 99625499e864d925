import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Compares a frame with the picture of it in test/golden; `UPDATE_GOLDEN=1` draws the picture anew. */
export function expectGolden(name: string, lines: readonly string[]): void {
  const file = new URL(`../golden/${name}.txt`, import.meta.url);
  const frame = `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, frame);
  expect(frame).toBe(readFileSync(file, 'utf8'));
}
