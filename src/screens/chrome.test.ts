import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aState, BOARD, NOW } from '../../test/helpers/board.ts';
import { glyphs } from '../components/glyphs.ts';
import { plain, widthOf } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import type { LinePrompt } from '../store/prompt.ts';
import { type Link, SCREENS } from '../store/state.ts';
import { answerLine, footer, header, tabs } from './chrome.ts';

const link = (state: Link['state']): Link => ({ state, since: NOW - 14_000 });
const anyLink = fc.constantFrom('connecting' as const, 'up' as const, 'down' as const);

describe('the header', () => {
  it('names whatever is wrong, at every size and in both languages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 200 }),
        fc.constantFrom('en' as const, 'fr' as const),
        anyLink,
        anyLink,
        fc.constantFrom(0, 1),
        fc.option(fc.record({ paused: fc.boolean(), speed: fc.constantFrom(1, 64) })),
        (columns, lang, redis, mongo, workers, simulator) => {
          const m = consoleMessages(lang);
          const state = aState(columns, 40, {
            ...{ lang, redis: link(redis), mongo: link(mongo), boardAt: NOW - 14_000 },
            board: { ...BOARD, workers, simulator },
          });
          const line = plain(header(state, m, glyphs(false)));
          expect([line, widthOf(line)]).toEqual([line, columns]);
          expect(line).toContain('vigie');
          if (redis === 'down') expect(line).toContain(`redis ○ ${m.status.down}`);
          if (mongo === 'down') expect(line).toContain(`mongo ○ ${m.status.down}`);
          if (redis === 'up') expect(line).toContain('redis ●');
          if (redis === 'up' && workers === 0) {
            expect(line).toContain(`worker ○ ${m.status.none}`);
            // What to do about it gives way to a long word of a link where the row is short.
            if (columns >= (mongo === 'connecting' ? 76 : 70))
              expect(line).toContain(`worker ○ ${m.status.noWorker}`);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
  it('says since when and how old the data is, where there is room', () => {
    const at = (columns: number) =>
      plain(
        header(
          aState(columns, 40, { redis: link('down'), boardAt: NOW - 14_000 }),
          consoleMessages('en'),
          glyphs(false),
        ),
      );
    expect(at(120)).toContain('redis ○ down since 20:13, data 10 s old');
    expect(at(80)).toContain('redis ○ down, data 10 s old');
  });
});

describe('the tabs', () => {
  const at = (columns: number, lang: 'en' | 'fr', screen: (typeof SCREENS)[number], open = 7) =>
    plain(
      tabs(
        aState(columns, 40, { lang, screen, board: { ...BOARD, alertsOpen: open } }),
        consoleMessages(lang),
      ),
    );

  it('are words at every width, stay in their places, and leave none out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 200 }),
        fc.constantFrom('en' as const, 'fr' as const),
        fc.constantFrom(...SCREENS),
        fc.constantFrom(0, 7, 4_000),
        (columns, lang, screen, open) => {
          const line = at(columns, lang, screen, open);
          const bare = (text: string) => text.replace(/[[\]]/g, ' ');
          expect(bare(line)).toBe(bare(at(columns, lang, 'live', open)));
          const { screens, tabs: short } = consoleMessages(lang);
          const words = SCREENS.map((name, index) =>
            [screens[name], short[name]].some((word) => line.includes(`${index + 1} ${word}`)),
          );
          expect([line, words]).toEqual([line, SCREENS.map(() => true)]);
        },
      ),
    );
  });

  it('are written out where there is room for it', () => {
    expect(at(80, 'fr', 'alerts').trim()).toBe(
      '1 Direct 2 Commandes 3 Livreurs 4 Carte[5 Alertes (7)]6 Rapports 7 Santé',
    );
    expect(at(60, 'en', 'live').trim()).toBe(
      '[1 Live]2 Ord. 3 Driv. 4 Map 5 Alerts (7) 6 Rep. 7 Health',
    );
  });
});

describe('the last two rows', () => {
  it('always show the way to all keys', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 200 }),
        fc.constantFrom('en' as const, 'fr' as const),
        fc.constantFrom('live' as const, 'reports' as const),
        (columns, lang, screen) => {
          const m = consoleMessages(lang);
          const line = plain(footer(aState(columns, 40, { lang, screen }), m));
          expect(widthOf(line)).toBe(columns);
          expect(line).toContain(` ? ${m.actions.help} `);
          expect(line).not.toContain(`${screen === 'live' ? 1 : 6} ${m.screens[screen]}`);
        },
      ),
    );
  });
  it('show only keys that work now', () => {
    const m = consoleMessages('en');
    const down = aState(120, 40, { redis: link('down') });
    expect(plain(footer(down, m)).trim()).toBe('Tab panels  Enter open  : command  ? help  q quit');
    expect(plain(footer(aState(120, 40, { undo: [] }), m))).not.toContain('undo');
    expect(plain(tabs(aState(120, 40, { screen: 'reports' }), m))).toContain('[6 Reports]');
  });
  it('tell what a filter of orders is made of while it is typed', () => {
    const prompt: LinePrompt = {
      ...{ kind: 'line', title: '/', before: '', field: { before: '', after: '' } },
      submit: () => undefined,
    };
    for (const lang of ['en', 'fr'] as const) {
      const m = consoleMessages(lang);
      const at = (screen: 'orders' | 'drivers') =>
        plain(footer(aState(100, 40, { lang, screen, prompt }), m));
      expect(at('orders')).toContain(m.ordersScreen.filterBy);
      expect(at('drivers')).toContain(m.prompt.keys.line);
    }
  });
  it('keep the clock, whatever the answer and the operator', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 200 }),
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        (columns, text, operator) => {
          const state = aState(columns, 40, { operator, message: { kind: 'error', text } });
          const line = plain(answerLine(state, consoleMessages('en')));
          expect([line, widthOf(line)]).toEqual([line, columns]);
          expect(line.endsWith(' 20:14 ')).toBe(true);
        },
      ),
    );
  });
});
