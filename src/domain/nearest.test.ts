import { expect, it } from 'vitest';
import { nearestNames } from './nearest.ts';

it('finds what somebody may have meant, the likeliest first, and nothing at any price', () => {
  const names = ['regions', 'drivers', 'driver', 'hours', 'alerts'];
  for (const [given, found] of [
    ['regoins', ['regions']],
    ['Region', ['regions']],
    ['drivrs', ['drivers', 'driver']],
    ['hour', ['hours']],
    ['weather', []],
    ['', []],
  ] as const)
    expect([given, nearestNames(given, names)]).toEqual([given, [...found]]);
});
