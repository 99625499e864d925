import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keysPage } from '../scripts/keys.ts';

test('docs/keys.md is what the table of actions says (npm run keys writes it)', () => {
  expect(readFileSync(new URL('../docs/keys.md', import.meta.url), 'utf8')).toBe(keysPage());
});
