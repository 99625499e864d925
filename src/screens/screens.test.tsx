import fc from 'fast-check';
import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { aState, BOARD, CANDIDATES, FEED, NOW } from '../../test/helpers/board.ts';
import { expectGolden } from '../../test/helpers/golden.ts';
import { aRegionsResult } from '../../test/helpers/reports.ts';
import { asciiLine, plain, widthOf } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import { initialReport } from '../store/report/state.ts';
import { type ConsoleState, SIDE_PANELS } from '../store/state.ts';
import { fieldOf } from '../store/text-field.ts';
import { frame as whole } from './frame.ts';
import { FOOTER_ROWS, headerRows, liveLayout } from './layout.ts';
import { dailyChart } from './reports/chart.ts';
import { Reports } from './reports/Reports.tsx';

const text = (state: ConsoleState) => whole(state).map(plain);

const REPORT: ConsoleState['report'] = {
  ...initialReport,
  result: aRegionsResult(
    [
      ['Paris', 1_204, 3_231_050, 22.5, 4.71],
      ['Banlieue', 803, 1_950_200, 28.3, 4.52],
      ['', 1, 0, null, null],
    ],
    ['', 2_008, 5_181_250, 24.9, 4.63],
    [204, 256, 308, 412, 390, 310, 256].map((deliveries, i) => ({
      day: `2026-11-${13 + i}`,
      deliveries,
    })),
  ),
};

describe('golden frames', () => {
  it.each([
    ['live-120x40', aState(120, 40)],
    ['live-80x24', aState(80, 24)],
    ['live-80x24-french', aState(80, 24, { lang: 'fr' })],
    ['live-60x16', aState(60, 16)],
    ['live-200x60', aState(200, 60)],
    [
      'live-nearest',
      aState(120, 40, {
        focus: 'nearest',
        nearestIndex: 1,
        marks: ['d1', 'd2'],
        marksDistanceM: 1432,
      }),
    ],
    ['live-top', aState(80, 24, { focus: 'top' })],
    ['live-counts', aState(80, 24, { focus: 'orders' })],
    ['live-alerts', aState(80, 24, { focus: 'alerts' })],
    ['live-late', aState(120, 40, { focus: 'late' })],
    ['live-100x30', aState(100, 30)],
    [
      'live-loading',
      aState(100, 30, { board: null, feed: [], candidates: null, samples: [], selected: null }),
    ],
    [
      'live-redis-down',
      aState(120, 40, {
        redis: { state: 'down', since: NOW - 14_000 },
        boardAt: NOW - 14_000,
        past: { ...BOARD, source: 'history', counts: { ...BOARD.counts, delivered: 160 } },
      }),
    ],
    [
      'live-no-worker',
      aState(120, 30, {
        board: { ...BOARD, workers: 0, lag: 17, simulator: null, alerts: [], alertsOpen: 0 },
      }),
    ],
    ['live-nobody', aState(120, 30, { candidates: { ...CANDIDATES, eligible: [] } })],
  ])('%s', (name, state) => expectGolden(name, text(state)));

  it('help-80x24', () =>
    expectGolden(
      'help-80x24',
      text(aState(80, 24, { prompt: { kind: 'help', field: fieldOf('general'), offset: 0 } })),
    ));

  it('reports-120x40', () => {
    const state = aState(120, 40, { screen: 'reports', report: REPORT });
    const frame = renderToString(<Reports state={state} />, { columns: 120 });
    expectGolden('reports-120x40', frame.split('\n'));
  });
});

describe('a frame of Live', () => {
  const order = fc.record({
    client: fc.string({ unit: 'binary', maxLength: 220 }),
    origin: fc.string({ unit: 'grapheme', maxLength: 40 }),
    destination: fc.string({ unit: 'binary', maxLength: 40 }),
  });
  it('is exactly as large as the terminal, and nothing raw reaches it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 220 }),
        fc.integer({ min: 10, max: 70 }),
        fc.constantFrom('en' as const, 'fr' as const),
        fc.boolean(),
        fc.constantFrom('waiting' as const, 'nearest' as const, 'top' as const),
        fc.array(order, { maxLength: 4 }),
        fc.boolean(),
        (columns, rows, lang, ascii, focus, clients, down) => {
          const waiting = BOARD.waiting.map((each, i) => ({ ...each, ...clients[i] }));
          const redis = { state: down ? ('down' as const) : ('up' as const), since: NOW };
          const state = aState(columns, rows, {
            lang,
            ascii,
            focus,
            redis,
            board: { ...BOARD, waiting },
          });
          const help = { kind: 'help', field: fieldOf('é'), offset: 2 } as const;
          for (const frame of [text(state), text({ ...state, prompt: help })]) {
            expect(frame).toHaveLength(rows);
            for (const line of frame) {
              expect([line, widthOf(line)]).toEqual([line, columns]);
              expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('shows only ASCII where that is asked for', () => {
    for (const line of whole(aState(120, 40, { ascii: true }))
      .map(asciiLine)
      .map(plain)) {
      expect(line).toMatch(/^[\x20-\x7e]*$/);
      expect(line).toHaveLength(120);
    }
  });
});

describe('the layout', () => {
  it('tiles the screen: no gap, no overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 250 }),
        fc.integer({ min: 16, max: 90 }),
        fc.constantFrom('waiting' as const, 'nearest' as const, ...SIDE_PANELS),
        (columns, rows, focus) => {
          const rects = liveLayout(columns, rows, focus);
          const area = rects.reduce((sum, { width, height }) => sum + width * height, 0);
          expect(area).toBe(columns * (rows - headerRows(columns, rows) - FOOTER_ROWS));
          for (const { x, y, width, height } of rects) {
            expect(x + width).toBeLessThanOrEqual(columns);
            expect(y + height).toBeLessThanOrEqual(rows - FOOTER_ROWS);
            expect(height).toBeGreaterThanOrEqual(3);
          }
        },
      ),
    );
  });
  it('gives up where it would not fit', () => {
    expect(liveLayout(59, 40, 'waiting')).toEqual([]);
    expect(liveLayout(80, 15, 'waiting')).toEqual([]);
    expect(text(aState(50, 12))[0]).toContain('60×16');
  });
});

describe('both languages', () => {
  /** Every string of a table, functions called with harmless arguments. */
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]))
      : typeof value;
  it('have the same sentences', () => {
    expect(shape(consoleMessages('fr'))).toEqual(shape(consoleMessages('en')));
  });
  it('have words for every event', () => {
    for (const event of FEED) {
      for (const lang of ['en', 'fr'] as const) {
        expect(consoleMessages(lang).event(event).text.trim()).not.toBe('');
      }
    }
  });
});

describe('the line of days', () => {
  it('fits its panel', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { maxLength: 90 }),
        fc.integer({ min: 20, max: 150 }),
        fc.integer({ min: 4, max: 30 }),
        (counts, width, height) => {
          const days = counts.map((deliveries, i) => ({
            day: new Date(NOW + i * 86_400_000).toISOString().slice(0, 10),
            deliveries,
          }));
          const lines = dailyChart(days, width, height);
          expect(lines.length).toBeLessThanOrEqual(Math.max(1, height));
        },
      ),
    );
  });
});
