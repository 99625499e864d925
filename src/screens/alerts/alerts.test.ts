import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertsState, anAlert } from '../../../test/helpers/alerts.ts';
import { aState, NOW } from '../../../test/helpers/board.ts';
import { expectGolden } from '../../../test/helpers/golden.ts';
import { plain, widthOf } from '../../components/text.ts';
import { ALERT_RULES, type AlertKind } from '../../domain/alert.ts';
import { alertsEn, alertsFr } from '../../i18n/alerts.ts';
import { ALERT_TABS, type AlertsState } from '../../store/alerts/state.ts';
import type { ConsoleState } from '../../store/state.ts';
import { frame } from '../frame.ts';
import { alertsLayout } from './layout.ts';

const shown = (
  columns: number,
  rows: number,
  alerts: Partial<AlertsState> = {},
  more: Partial<ConsoleState> = {},
) => aState(columns, rows, { screen: 'alerts', alerts: alertsState(alerts), ...more });
const text = (state: ConsoleState) => frame(state).map(plain);

describe('golden frames of the alerts', () => {
  it.each([
    ['alerts-120x40', shown(120, 40, { marks: [`order_late:+ ${NOW - 180_000}`] })],
    ['alerts-80x24', shown(80, 24, { tab: 'acknowledged' })],
    ['alerts-80x24-french', shown(80, 24, { tab: 'muted' }, { lang: 'fr' })],
    ['alerts-resolved', shown(120, 26, { tab: 'resolved', bell: true })],
  ])('%s', (name, state) => expectGolden(name, text(state)));
});

describe('what it says', () => {
  const all = (state: ConsoleState) => text(state).join('\n');

  it('when there is nothing: why, and where history is away that it is', () => {
    expect(all(shown(80, 24, { live: [] }))).toContain('nothing asks for a hand');
    const away = { mongo: { state: 'down', since: NOW } } as const;
    expect(all(shown(80, 24, { tab: 'resolved', resolved: null }, away))).toContain(
      'MongoDB is down: what is over waits for it',
    );
    const down = { redis: { state: 'down', since: NOW }, board: null } as const;
    expect(all(shown(80, 24, { live: null }, down))).toContain('alerts wait for it');
    expect(all(shown(80, 24, {}, { filters: { alerts: 'nobody' } }))).toContain(
      'none matches /nobody',
    );
  });

  it('when Redis is away: how old it is', () => {
    const down = { redis: { state: 'down', since: NOW }, boardAt: NOW - 20_000 } as const;
    expect(all(shown(120, 40, {}, down))).toContain('Alerts, 20 s old');
  });

  it('of what does not fit: how many', () => {
    const many = Array.from({ length: 40 }, (_, i) => anAlert('order_late', `c${i}`, i));
    expect(all(shown(80, 24, { live: many }))).toMatch(/\d+ more below/);
  });

  it('of each kind, in both languages, one and many', () => {
    for (const words of [alertsEn, alertsFr])
      for (const kind of Object.keys(ALERT_RULES) as AlertKind[]) {
        const about = { kind, subject: 'x1', details: {} };
        expect(words.sentence(about)).not.toMatch(/undefined: |\[object|NaN/);
        expect(words.sentence(about)).not.toBe(`${kind} x1`);
        if (ALERT_RULES[kind].about !== 'platform')
          expect(words.sentence({ ...about, subject: '+', details: { count: '7' } })).toMatch(
            /^7 /,
          );
      }
  });
});

describe('at any size', () => {
  const sizes = fc.tuple(fc.integer({ min: 60, max: 220 }), fc.integer({ min: 16, max: 70 }));

  it('the panels fill the body exactly', () => {
    fc.assert(
      fc.property(sizes, ([width, height]) => {
        const { list, detail, beside } = alertsLayout(width, height);
        if (!detail) expect(list).toEqual({ width, height });
        else if (beside) {
          expect(list.width + detail.width).toBe(width);
          expect([list.height, detail.height]).toEqual([height, height]);
        } else expect(list.height + detail.height).toBe(height);
      }),
    );
  });

  it('every row is as wide as the terminal, whatever the data and the language', () => {
    const live = fc.array(
      fc
        .record({
          kind: fc.constantFrom(...(Object.keys(ALERT_RULES) as AlertKind[])),
          subject: fc.string({ minLength: 1, maxLength: 90, unit: 'grapheme' }),
          name: fc.string({ maxLength: 90, unit: 'binary' }),
          state: fc.constantFrom('open', 'acknowledged', 'muted'),
        })
        .map(({ kind, subject, name, state }) =>
          anAlert(kind, subject, 5, { state, details: { name, client: name, driver: name } }),
        ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        sizes,
        live,
        fc.constantFrom(...ALERT_TABS),
        fc.constantFrom('en', 'fr'),
        ([columns, rows], alerts, tab, lang) => {
          const lines = text(shown(columns, rows, { live: alerts, tab }, { lang }));
          expect(lines).toHaveLength(rows);
          for (const line of lines) expect(widthOf(line)).toBe(columns);
        },
      ),
      { numRuns: 40 },
    );
  });
});
