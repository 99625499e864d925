import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPeriodFault, type Period, type PeriodWish, periodEarlier, periodOf } from './period.ts';
import { dateIn, dayIn } from './zoned-day.ts';

const PARIS = 'Europe/Paris';
const HOUR = 3_600_000;
/** Friday, 21:00 in Paris. */
const NOW = Date.parse('2026-11-20T20:00:00Z');

function meant(wish: PeriodWish, timeZone = PARIS, now = NOW): Period {
  const period = periodOf(wish, timeZone, now);
  if (isPeriodFault(period)) throw new Error(JSON.stringify(period));
  return period;
}

const iso = ({ from, to }: Period) => [from, to].map((at) => at && new Date(at).toISOString());

const zone = fc.constantFrom(
  ...[
    PARIS,
    'UTC',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Kiritimati',
  ],
);
const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });

/** A date so many days later, by the calendar alone. */
const later = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 24 * HOUR).toISOString().slice(0, 10);

/** What clocks show, to the minute. */
const clock = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' }).format(at);

describe('a period', () => {
  it.each([
    [{ period: 'today' }, 'today', '2026-11-19T23:00:00.000Z', '2026-11-20T23:00:00.000Z'],
    [{ period: 'yesterday' }, 'yesterday', '2026-11-18T23:00:00.000Z', '2026-11-19T23:00:00.000Z'],
    [{ period: '1d' }, '1d', '2026-11-19T23:00:00.000Z', '2026-11-20T23:00:00.000Z'],
    [{ period: '7d' }, '7d', '2026-11-13T23:00:00.000Z', '2026-11-20T23:00:00.000Z'],
    [
      { period: '2026-03-29' },
      '2026-03-29',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ],
    [{ period: 'all' }, 'all', null, null],
    [{}, 'all', null, null],
    [
      { from: '2026-10-24', to: '2026-10-25' },
      ...['2026-10-24/2026-10-25', '2026-10-23T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ],
    [{ from: '7d' }, '7d/', '2026-11-13T23:00:00.000Z', null],
    [{ to: 'yesterday' }, '/yesterday', null, '2026-11-19T23:00:00.000Z'],
    [
      { from: 'today', to: 'today' },
      ...['today/today', '2026-11-19T23:00:00.000Z', '2026-11-20T23:00:00.000Z'],
    ],
  ] as const)('%j is understood', (wish, name, from, to) => {
    const period = meant(wish);
    expect([period.name, ...iso(period)]).toEqual([name, from, to]);
  });

  it.each([
    [{ period: 'week' }, 'notAPeriod', 'period', 'week'],
    [{ period: '' }, 'notAPeriod', 'period', ''],
    [{ period: '0d' }, 'notAPeriod', 'period', '0d'],
    [{ period: '99999d' }, 'notAPeriod', 'period', '99999d'],
    [{ period: '2026-02-30' }, 'noSuchDay', 'period', '2026-02-30'],
    [{ from: '2026-13-01' }, 'noSuchDay', 'from', '2026-13-01'],
    [{ from: '2026-11-01', to: '01/11/2026' }, 'noSuchDay', 'to', '01/11/2026'],
    [{ from: '9999-12-31' }, 'noSuchDay', 'from', '9999-12-31'],
    [{ from: 'today', to: '7d' }, 'fromAfterTo', 'from', 'today > 7d'],
    [{ period: '7d', from: 'today' }, 'bothForms', 'period', '7d'],
  ] as const)('%j is not, and it is said why', (wish, fault, field, given) => {
    expect(periodOf(wish, PARIS, NOW)).toEqual({ fault, field, given });
  });

  it('of some days is these calendar days and no others, in any zone', () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: 1, max: 400 }), (timeZone, now, days) => {
        const today = dateIn(timeZone, now);
        const { from, to } = meant({ period: `${days}d` }, timeZone, now);
        const first = later(today, 1 - days);
        expect([dateIn(timeZone, from ?? 0), dateIn(timeZone, (to ?? 0) - 1)]).toEqual([
          first,
          today,
        ]);
        expect(dateIn(timeZone, (from ?? 0) - 1)).toBe(later(first, -1));
        expect(dateIn(timeZone, to ?? 0)).toBe(later(today, 1));
        expect(meant({ from: first, to: today }, timeZone, now)).toMatchObject({ from, to });
        const yesterday = meant({ period: 'yesterday' }, timeZone, now);
        expect(yesterday.to).toBe(meant({ period: 'today' }, timeZone, now).from);
      }),
      { numRuns: 40 },
    );
  });

  it('lasts 23 hours in spring and 25 in autumn; long ago there were days, too', () => {
    const hours = (period: string) => {
      const { from, to } = meant({ period });
      return ((to ?? 0) - (from ?? 0)) / HOUR;
    };
    expect(['2026-03-29', '2026-10-25', '2026-11-20', '0500-01-01'].map(hours)).toEqual([
      23, 25, 24, 24,
    ]);
  });
});

describe('the period before', () => {
  const earlier = (period: Period, days: number, now = NOW, timeZone = PARIS) =>
    periodEarlier(period, days, timeZone, now);

  it('of whole days is whole days, across changes of the clocks too', () => {
    fc.assert(
      fc.property(
        ...[zone, moment, fc.integer({ min: 1, max: 60 }), fc.constantFrom(1, 7)],
        (timeZone, now, length, days) => {
          const [last, to] = [
            later(dateIn(timeZone, now), -1),
            dayIn(timeZone, dateIn(timeZone, now)),
          ];
          const first = later(last, 1 - length);
          const past = meant({ from: first, to: last }, timeZone, now);
          expect(past.to).toBe(to?.from);
          const wanted = { from: later(first, -days), to: later(last, -days) };
          const { from, to: end } = meant(wanted, timeZone, now);
          expect(earlier(past, days, now, timeZone)).toEqual({ name: past.name, from, to: end });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of what is not over ends when clocks showed the same', () => {
    fc.assert(
      fc.property(zone, moment, fc.constantFrom(1, 7), (timeZone, now, days) => {
        const today = meant({ period: 'today' }, timeZone, now);
        const found = earlier(today, days, now, timeZone);
        if (now === today.from) return expect(found).toBeNull();
        const end = found?.to ?? 0;
        const that = dayIn(timeZone, later(dateIn(timeZone, now), -days));
        expect(found?.from).toBe(that?.from);
        expect(end).toBeGreaterThanOrEqual(that?.from ?? 0);
        expect(end).toBeLessThanOrEqual(that?.to ?? 0);
        // An hour that clocks left out that day can't be shown.
        if (that && that.to - that.from >= 24 * HOUR)
          expect(clock(end, timeZone)).toBe(clock(now, timeZone));
      }),
      { numRuns: 100 },
    );
    const at = (text: string) => Date.parse(text);
    // 15:00 on the day of 25 hours, beside 15:00 the day before; and on the day after it.
    for (const [now, end] of [
      ['2026-10-25T14:00:00Z', '2026-10-24T13:00:00Z'],
      ['2026-10-26T14:00:00Z', '2026-10-25T14:00:00Z'],
      ['2026-03-29T13:00:00Z', '2026-03-28T14:00:00Z'],
      ['2026-03-30T13:00:00Z', '2026-03-29T13:00:00Z'],
    ] as const) {
      const today = meant({ period: 'today' }, PARIS, at(now));
      expect(earlier(today, 1, at(now))?.to).toBe(at(end));
    }
  });

  it('is none where a period has no beginning, or has not begun', () => {
    expect(earlier(meant({ period: 'all' }), 7)).toBeNull();
    expect(earlier(meant({ to: 'today' }), 7)).toBeNull();
    expect(earlier(meant({ from: '2027-01-01' }), 7)).toBeNull();
    expect(earlier(meant({ from: 'today' }), 1)).toMatchObject({ to: NOW - 24 * HOUR });
  });
});
