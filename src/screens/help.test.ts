import { describe, expect, it } from 'vitest';
import { aState } from '../../test/helpers/board.ts';
import { ACTIONS } from '../actions/table.ts';
import { plain } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import { fieldOf } from '../store/text-field.ts';
import { frame } from './frame.ts';

const en = consoleMessages('en');
const help = (columns: number, rows: number, offset: number, typed = '', readonly = false) => {
  const prompt = { kind: 'help', field: fieldOf(typed), offset } as const;
  return frame(aState(columns, rows, { prompt, readonly })).map(plain);
};

describe('help', () => {
  it('shows every action once, at every size, and counts what is out of sight', () => {
    for (const [columns, rows] of [
      [60, 16],
      [80, 24],
      [120, 40],
      [200, 60],
    ] as const) {
      const seen = new Set<string>();
      // Fewer than the smallest terminal shows at once.
      for (let offset = 0; offset < 300; offset += 5)
        for (const line of help(columns, rows, offset)) seen.add(line);
      const text = [...seen].join('\n');
      for (const { title } of ACTIONS) expect(text).toContain(` ${title(en)}`.slice(0, 30));
    }
    expect(help(80, 24, 0).join('\n')).toMatch(/\d+ more below/);
    expect(help(80, 24, 999).join('\n')).toContain(' quit ');
  });

  it('finds a key by what it does, without accents, and says when nothing matches', () => {
    const found = help(80, 24, 0, 'leaderboard|quit').join('\n');
    expect(found).toContain('quit');
    expect(found).not.toContain('best rated');
    expect(help(80, 24, 0, 'zzzz').join('\n')).toContain(en.prompt.noMatch);
  });

  it('has no key that writes where nothing may be written', () => {
    const text = Array.from({ length: 100 }, (_, i) => help(80, 24, i, '', true)).join('\n');
    for (const { title, writes } of ACTIONS)
      if (writes) expect(text).not.toContain(` ${title(en)} `);
  });
});
