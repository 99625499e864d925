import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aState } from '../../../test/helpers/board.ts';
import { expectGolden } from '../../../test/helpers/golden.ts';
import { aHealth, HEALTH, REDIS_DOWN } from '../../../test/helpers/health.ts';
import { asciiLine, plain, widthOf } from '../../components/text.ts';
import { HEALTH_PANELS, type HealthState } from '../../store/health/state.ts';
import type { ConsoleState } from '../../store/state.ts';
import { frame } from '../frame.ts';
import { scrollEnd } from '../screens.ts';
import { healthLayout } from './layout.ts';

const health = (
  columns: number,
  rows: number,
  slice: Partial<HealthState> = {},
  more: Partial<ConsoleState> = {},
) => aState(columns, rows, { screen: 'health', health: aHealth(slice), ...more });
const text = (state: ConsoleState) => frame(state).map(plain);
const shown = (state: ConsoleState) => text(state).join('\n');

describe('golden frames of Health', () => {
  it.each([
    ['health-120x40', health(120, 40)],
    ['health-200x60', health(200, 60)],
    ['health-80x24', health(80, 24)],
    ['health-80x24-french', health(80, 24, { focus: 'sync' }, { lang: 'fr' })],
    [
      'health-redis-down',
      health(120, 40, { read: REDIS_DOWN }, { redis: { state: 'down', since: 0 } }),
    ],
    ['health-log', health(80, 24, { focus: 'log' }, { filters: { health: 'warn|error' } })],
  ])('%s', (name, state) => expectGolden(name, text(state)));
});

describe('Health', () => {
  it('says first what is wrong and what to do, the worst before the rest', () => {
    const frame = shown(health(120, 40));
    const bad = frame.indexOf('10.0.0.8:27017 of the replica set does not answer');
    expect(bad).toBeGreaterThan(0);
    expect(frame).toContain('Set: appendfsync always');
    expect(frame).toContain('1 event could not be written to MongoDB');
  });

  it('says what is not told', () => {
    const { redis, mongodb } = HEALTH.services;
    const services = { redis: { ...redis, appendonly: null, memory: null }, mongodb };
    const read = {
      ...HEALTH,
      services: { ...services, mongodb: { ...mongodb, oplog_hours: null } },
    };
    expect(shown(health(120, 40, { read }))).toMatch(/on disk +not told/);
    expect(shown(health(120, 40, { read }))).toMatch(/oplog +not told/);
    expect(shown(health(120, 40, { read: null }))).toContain('looking at both servers');
  });

  it('counts what does not fit, and scrolls to its end', () => {
    const log = Array.from({ length: 60 }, (_, i) => ({
      at: i,
      level: 'info',
      text: `line ${i}.`,
    }));
    const top = health(80, 24, { focus: 'log', log });
    expect(shown(top)).toContain('line 59.');
    expect(shown(top)).toMatch(/\d+ more below/);
    const end = health(80, 24, { focus: 'log', log, offset: scrollEnd(top) });
    expect(shown(end)).toContain('line 0.');
    const [, panel = ''] = shown(end).split('Log of this console');
    expect(panel).not.toContain('more below');
  });

  it('keeps the lines of the log that match the filter, by level too', () => {
    const only = (filter: string) =>
      shown(health(80, 24, { focus: 'log' }, { filters: { health: filter } }));
    expect(only('warn')).toContain('the way to MongoDB');
    expect(only('warn')).not.toContain('waiting for the events');
    expect(only('!debug')).toContain('the way to MongoDB');
    expect(only('nothing like it')).toContain('no line matches');
  });

  it('is exactly as large as the terminal, and nothing raw reaches it', () => {
    const outside = fc.string({ unit: 'binary', maxLength: 120 });
    fc.assert(
      fc.property(
        ...([fc.integer({ min: 60, max: 220 }), fc.integer({ min: 16, max: 70 })] as const),
        ...([fc.constantFrom('en' as const, 'fr' as const), fc.boolean(), fc.boolean()] as const),
        ...([fc.constantFrom(...HEALTH_PANELS), fc.nat(40), outside] as const),
        (columns, rows, lang, ascii, down, focus, offset, words) => {
          const workers = [{ name: words, age_ms: 1, carried: 1, per_second: 0 }];
          const base = down ? REDIS_DOWN : HEALTH;
          const zone = base.zone && { ...base.zone, workers };
          const newest = [{ id: words, reason: words, at: new Date(0).toISOString() }];
          const read = { ...base, zone, dead_letters: { count: 1, newest } };
          const log = [{ at: 0, level: words, text: words }];
          const state = health(columns, rows, { read, focus, offset, log }, { lang, ascii });
          const lines = frame(state).map((line) => plain(ascii ? asciiLine(line) : line));
          expect(lines).toHaveLength(rows);
          for (const line of lines) {
            expect([line, widthOf(line)]).toEqual([line, columns]);
            expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
            if (ascii) expect(line).toMatch(/^[\x20-\x7e]*$/);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the layout of Health', () => {
  it('tiles the body: no gap, no overlap', () => {
    fc.assert(
      fc.property(
        ...([fc.integer({ min: 60, max: 250 }), fc.integer({ min: 12, max: 90 })] as const),
        ...([fc.constantFrom(...HEALTH_PANELS), fc.integer({ min: 1, max: 30 })] as const),
        (width, height, focus, problems) => {
          const rects = healthLayout(width, height, focus, problems);
          const area = rects.reduce((sum, rect) => sum + rect.width * rect.height, 0);
          expect(area).toBe(width * height);
          for (const rect of rects) {
            expect(rect.x + rect.width).toBeLessThanOrEqual(width);
            expect(rect.y + rect.height).toBeLessThanOrEqual(height);
            expect(rect.height).toBeGreaterThanOrEqual(3);
          }
          expect(rects.some(({ panel }) => panel === focus)).toBe(true);
        },
      ),
    );
  });
});
