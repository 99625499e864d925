import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aState, BOARD, CANDIDATES, FEED, NOW } from '../../../test/helpers/board.ts';
import { expectGolden } from '../../../test/helpers/golden.ts';
import { glyphs } from '../../components/glyphs.ts';
import { type Line, plain, widthOf } from '../../components/text.ts';
import type { VigieEvent } from '../../domain/event.ts';
import { rank, STRATEGIES } from '../../domain/strategy.ts';
import { consoleMessages } from '../../i18n/console.ts';
import type { ConsoleState } from '../../store/state.ts';
import { frame as whole } from '../frame.ts';
import { alertLines, eventLines } from './feed.ts';
import { nearestLines } from './nearest.ts';
import { countsLine, orderLines } from './orders.ts';
import { waitingLines } from './waiting.ts';

const g = glyphs(false);
const en = consoleMessages('en');
const words = (lines: readonly Line[]) => lines.map(plain).join('\n');
const anyLanguage = fc.constantFrom('en' as const, 'fr' as const);

const driver = fc.record({
  name: fc.constantFrom('Alice', 'Bob', 'Société'),
  distanceM: fc.integer({ min: 0, max: 5_000 }),
  rating: fc.integer({ min: 10, max: 50 }).map((tenths) => tenths / 10),
  load: fc.nat(3),
  capacity: fc.constant(4),
});
const candidates = fc
  .tuple(fc.array(driver, { minLength: 1, maxLength: 30 }), fc.nat(8))
  .map(([drivers, out]) => {
    const named = drivers.map((each, i) => ({ ...each, driverId: `d${i}` }));
    const eligible = named.sort((a, b) => a.distanceM - b.distanceM);
    const excluded = CANDIDATES.excluded.slice(0, out);
    return { ...CANDIDATES, eligible, excluded };
  });

describe('the nearest drivers', () => {
  it('always show whom each key would choose, and count whom they do not show', () => {
    fc.assert(
      fc.property(
        candidates,
        fc.integer({ min: 56, max: 120 }),
        fc.integer({ min: 4, max: 14 }),
        anyLanguage,
        (list, width, height, lang) => {
          const m = consoleMessages(lang);
          const state = aState(120, 40, { candidates: list });
          const all = nearestLines(state, m, g, width, height).map(plain);
          expect(all.length).toBeLessThanOrEqual(height);
          // A panel with room begins with the order itself, which its frame may cut.
          const lines = height >= 9 ? all.slice(2) : all;
          for (const line of lines) expect([line, widthOf(line) <= width]).toEqual([line, true]);
          for (const strategy of STRATEGIES) {
            const best = rank(strategy, list.eligible)[0]?.driverId;
            const key = { closest: 'c', best_rated: 'r', balanced: 'b' }[strategy];
            const row = lines.find((line) => line.slice(0, 3).includes(key) && line.includes(' d'));
            expect([strategy, row?.includes(` ${best} `)]).toEqual([strategy, true]);
          }
          const drivers = list.eligible.length + list.excluded.length;
          const shown = lines.filter((line) => / d\d+ /.test(line)).length;
          const counted = /\+(\d+)|(\d+) (more|de plus)/.exec(lines.join('\n'));
          expect(shown + Number(counted?.[1] ?? counted?.[2] ?? 0)).toBe(drivers);
        },
      ),
    );
  });
  it('follow the cursor and count both ends', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 4, max: 14 }), fc.nat(40), (list, height, at) => {
        const all = [...list.eligible, ...list.excluded];
        const nearestIndex = Math.min(at, all.length - 1);
        const state = aState(120, 40, { candidates: list, focus: 'nearest', nearestIndex });
        const lines = nearestLines(state, en, g, 66, height).map(plain);
        expect(lines.length).toBeLessThanOrEqual(height);
        const pointed = lines.find((line) => line.includes('▸'));
        expect(pointed).toContain(` ${all[nearestIndex]?.driverId} `);
        const text = lines.join('\n');
        const hidden = [...text.matchAll(/(\d+) more (above|below)/g)];
        const shown = lines.filter((line) => / d\d+ /.test(line)).length;
        expect(shown + hidden.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(all.length);
      }),
    );
  });
  it('say what is missing', () => {
    const at = (more: Partial<ConsoleState>) =>
      words(nearestLines(aState(120, 40, more), en, g, 66, 12));
    expect(at({ candidates: { ...CANDIDATES, eligible: [], radiusM: 10_000 } })).toContain(
      'none within 10 km: + widens',
    );
    expect(at({ marks: ['d1'] })).toContain('d1: mark another driver');
    expect(at({ marks: ['d1', 'd2'], marksDistanceM: 1_432 })).toContain('* d1 - d2: 1.43 km');
    expect(at({ selected: null })).toBe('no order is selected');
    const waiting = BOARD.waiting.map((order) => ({ ...order, pickup: null }));
    expect(at({ board: { ...BOARD, waiting } })).toContain('no pick-up position');
  });
});

describe('the waiting orders', () => {
  it('count what is above and below, and mark the selected one', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.integer({ min: 4, max: 16 }), (selectedIndex, height) => {
        const selected = BOARD.waiting[selectedIndex]?.id ?? '';
        const state = aState(120, 40, { selected, selectedIndex });
        const lines = waitingLines(state, en, g, 66, height);
        expect(lines.length).toBeLessThanOrEqual(height);
        const text = words(lines);
        const hidden = [...text.matchAll(/(\d+) more/g)];
        const shown = lines.map(plain).filter((line) => /^(▸| ) c\d/.test(line)).length;
        expect(shown + hidden.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(12);
        const [mark] = lines.filter((line) => plain(line).startsWith('▸'));
        expect(mark && plain(mark)).toContain(selected);
        expect(mark?.every((span) => span.inverse)).toBe(true);
      }),
    );
  });
});

describe('counts in one row', () => {
  it('are whole at every width, the most urgent first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 100 }),
        anyLanguage,
        fc.array(fc.nat(99_999), { minLength: 5, maxLength: 5 }),
        (columns, lang, [waiting = 0, assigned = 0, pickedUp = 0, delivered = 0, late = 0]) => {
          const m = consoleMessages(lang);
          const counts = { ...BOARD.counts, waiting, assigned, pickedUp, delivered };
          const state = aState(columns, 24, { lang, board: { ...BOARD, counts, late } });
          const line = countsLine(state, m, g);
          expect(widthOf(plain(line))).toBeLessThanOrEqual(columns);
          expect(plain(line)).toContain(` ${m.statuses.waiting} ${waiting} `);
          expect(plain(line)).toContain(` ${m.orders.late} ${late} `);
        },
      ),
    );
  });
  it('have the colours of their statuses, in both forms', () => {
    const state = aState(120, 40);
    for (const lines of [orderLines(state, en, g), [countsLine(state, en, g)]]) {
      const spans = lines.flat();
      for (const [name, color] of [
        ['waiting', 'yellow'],
        ['assigned', 'blue'],
        ['picked up', 'cyan'],
        ['delivered', 'green'],
      ]) {
        const word = spans.find(({ text }) => text.trim() === name);
        expect([name, word?.color]).toEqual([name, color]);
      }
    }
  });
});

describe('alerts and events', () => {
  it('keep ages and states in line', () => {
    for (const lang of ['en', 'fr'] as const) {
      const m = consoleMessages(lang);
      for (const width of [36, 46, 80]) {
        const lines = alertLines(aState(120, 40, { lang }), m, g, width, 5).map(plain);
        for (const line of lines) expect(widthOf(line)).toBe(width);
        expect(lines.join('\n')).toContain(m.alertStates.acknowledged);
        expect(lines.join('\n')).toContain('4 min');
      }
    }
  });
  it('count the alerts that do not fit', () => {
    const alerts = Array.from({ length: 9 }, () => BOARD.alerts[0] ?? []).flat();
    const state = aState(120, 40, { board: { ...BOARD, alerts, alertsOpen: 14 } });
    expect(alertLines(state, en, g, 46, 4).map(plain).at(-1)).toBe('11 more below');
  });
  it('have no loose ends when a place is not known', () => {
    const [created] = FEED.filter(({ type }) => type === 'order_created');
    if (!created) throw new Error('the fixture has every event');
    const feed: VigieEvent[] = [
      { ...created, record: { destination: 'Vincennes' } },
      { ...created, streamId: '2-0', record: {} },
    ];
    expect(eventLines(aState(120, 40, { feed }), en, g, 40, 5).map((l) => plain(l).trim())).toEqual(
      ['20:14:00  c100 created, Vincennes', '20:14:00  c100 created'],
    );
  });
});

describe('without a board', () => {
  const none = { board: null, feed: [], candidates: null, samples: [], selected: null, undo: [] };
  it.each([
    ['live-down-from-the-start', aState(120, 40, { ...none, boardAt: NOW - 60_000 })],
    ['live-history-only', aState(120, 40, { ...none, past: { ...BOARD, source: 'history' } })],
  ])('says why: %s', (name, state) => {
    const redis = { state: 'down', since: NOW - 60_000 } as const;
    const message = { kind: 'info', text: '' } as const;
    const frame = whole({ ...state, redis, message }).map(plain);
    expect(frame.join('\n')).not.toContain('reading');
    expectGolden(name, frame);
  });
});
