import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateIn, dayIn, timeZoneNamed } from './zoned-day.ts';

const HOUR = 3_600_000;

it('a day of a time zone begins at its midnight, and has 23 or 25 hours where clocks change', () => {
  expect(dayIn('UTC', '2026-11-19')).toEqual({
    from: Date.UTC(2026, 10, 19),
    to: Date.UTC(2026, 10, 20),
  });
  expect(dayIn('Europe/Paris', '2026-11-19')?.from).toBe(Date.UTC(2026, 10, 18, 23));
  const hours = (date: string) => {
    const day = dayIn('Europe/Paris', date);
    return day && (day.to - day.from) / HOUR;
  };
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-02-28')]).toEqual([23, 25, 24]);
});

it('what is no day is none', () => {
  for (const text of ['', 'today', '2026-02-29', '2026-13-01', '2026-1-1', '20261-01-01'])
    expect(dayIn('UTC', text)).toBeNull();
  expect(['europe/paris', 'UTC', 'Mars/Olympus', ''].map(timeZoneNamed)).toEqual([
    ...['Europe/Paris', 'UTC', null, null],
  ]);
});

it('every moment is in the day of its date, and days follow each other', () => {
  const zones = ['UTC', 'Europe/Paris', 'Pacific/Kiritimati', 'Pacific/Niue', 'Asia/Kathmandu'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
      (zone, moment) => {
        const day = dayIn(zone, dateIn(zone, moment));
        if (!day) throw new Error('no day');
        expect(day.from).toBeLessThanOrEqual(moment);
        expect(day.to).toBeGreaterThan(moment);
        expect(dayIn(zone, dateIn(zone, day.to))?.from).toBe(day.to);
      },
    ),
    { numRuns: 60 },
  );
});
