import { expect, it } from 'vitest';
import { changeText } from './change.ts';

const style = { minus: '−', thousands: ',' };

it.each([
  ['count', 112, 100, '+12 %'],
  ['money', 97_00, 100_00, '−3 %'],
  ['minutes', 30, 30.01, '0 %'],
  ['count', 250, 10, '+2,400 %'],
  ['count', 5, 0, ''],
  ['count', 0, 0, '0 %'],
  ['share', 0.865, 0.85, '+1.5 pt'],
  ['rating', 4.5, 4.62, '−0.12'],
  ['money', null, 100, ''],
  ['name', 'Paris', 'Paris', ''],
  ['time', 2, 1, ''],
] as const)('a %s that is %j after %j has changed by "%s"', (kind, now, before, text) => {
  expect(changeText(kind, now, before, style)).toBe(text);
});
