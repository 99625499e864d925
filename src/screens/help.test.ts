import { describe, expect, it } from 'vitest';
import { aState } from '../../test/helpers/board.ts';
import { plain } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import { helpFrame } from './help.ts';

const en = consoleMessages('en');

describe('help', () => {
  it('shows every action once, at every size, and counts what is out of sight', () => {
    for (const [columns, rows] of [
      [60, 16],
      [80, 24],
      [120, 40],
      [200, 60],
    ] as const) {
      const seen = new Set<string>();
      for (let offset = 0; offset < 60; offset += 1) {
        const state = aState(columns, rows, { help: { open: true, offset } });
        for (const line of helpFrame(state).map(plain)) seen.add(line);
      }
      const text = [...seen].join('\n');
      for (const title of Object.values(en.actions)) expect(text).toContain(` ${title}`);
    }
    const first = helpFrame(aState(80, 24, { help: { open: true, offset: 0 } })).map(plain);
    expect(first.join('\n')).toMatch(/\d+ more below/);
    const last = helpFrame(aState(80, 24, { help: { open: true, offset: 99 } })).map(plain);
    expect(last.join('\n')).toContain(' quit ');
  });
});
