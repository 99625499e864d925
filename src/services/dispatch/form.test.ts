import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../domain/order.ts';
import { parseOrder } from '../redis/parse.ts';
import {
  CORRECTION_FIELDS,
  correctionValues,
  dueFrom,
  NEW_FIELDS,
  parseCorrection,
  parseNewOrder,
} from './form.ts';

const now = Date.UTC(2025, 2, 10, 20, 50);
const MINUTE = 60_000;
const places = [
  { name: 'Opéra', lon: 2.33, lat: 48.87 },
  { name: 'Bastille', lon: 2.37, lat: 48.85 },
  { name: 'Bastion', lon: 2.4, lat: 48.9 },
];
const typed = {
  ...{ client: ' Amélie Roux ', phone: '06 12 34 56 78', address: '', pickup: 'opera' },
  ...{ door: 'Bastille', region: 'Paris', amount: '25,5', due: '40', note: '', items: 'p1:2, p7' },
};
const newOrder = (more: Partial<typeof typed> = {}) =>
  parseNewOrder({ ...typed, ...more }, { places, now });

describe('the form of a new order', () => {
  it('understands what a dispatcher types', () => {
    expect(newOrder()).toEqual({
      ok: true,
      value: {
        ...{ client: 'Amélie Roux', phone: '06 12 34 56 78', address: '', note: '' },
        ...{ origin: 'Opéra', destination: 'Bastille', region: 'Paris', amountCents: 2550 },
        ...{ pickup: { lon: 2.33, lat: 48.87 }, dropoff: { lon: 2.37, lat: 48.85 } },
        dueAt: now + 40 * MINUTE,
        items: [
          { productId: 'p1', quantity: 2 },
          { productId: 'p7', quantity: 1 },
        ],
      },
    });
    expect(newOrder({ door: '2.35, 48.85', due: '21:20' })).toMatchObject({
      value: { destination: '', dropoff: { lon: 2.35, lat: 48.85 }, dueAt: now + 30 * MINUTE },
    });
  });

  it('names each field that is wrong, all at once', () => {
    const wrong = { client: ' ', pickup: 'Bast', door: 'Mars', amount: '1.234', due: '25:00' };
    expect(newOrder({ ...wrong, phone: 'none', region: 'a,b', items: 'p1:0' })).toEqual({
      ok: false,
      problems: {
        ...{ client: 'required', phone: 'phone', pickup: 'places', door: 'place' },
        ...{ region: 'region', amount: 'amount', due: 'time', items: 'items' },
      },
    });
    expect(newOrder({ pickup: '', amount: '' })).toMatchObject({
      problems: { pickup: 'required', amount: 'required' },
    });
    expect(newOrder({ note: 'x'.repeat(2_001), door: '200,3' })).toMatchObject({
      problems: { note: 'long', door: 'place' },
    });
  });

  it('takes any text without breaking', () => {
    const any = fc.record(Object.fromEntries(NEW_FIELDS.map((field) => [field, fc.string()])));
    fc.assert(
      fc.property(any, (values) => {
        const parsed = parseNewOrder(values, { places, now });
        if (parsed.ok) expect(parsed.value.client.trim()).not.toBe('');
        else expect(NEW_FIELDS).toEqual(expect.arrayContaining(Object.keys(parsed.problems)));
      }),
    );
  });
});

describe('a promised time', () => {
  it('is minutes from now, or a time of day that is not long past', () => {
    expect(dueFrom('15', now)).toBe(now + 15 * MINUTE);
    expect(dueFrom('20:30', now)).toBe(now - 20 * MINUTE);
    expect(dueFrom('1h05', now)).toBe(now + (4 * 60 + 15) * MINUTE);
    for (const nonsense of ['', '0', '99999', '24:00', 'soon']) {
      expect(dueFrom(nonsense, now)).toBeNull();
    }
  });
});

describe('the form of a correction', () => {
  const order = parseOrder('c1', {
    ...{ note: 'door 3', phone: 'ask Bob', due_at: String(now + 30 * MINUTE + 12_345) },
  }) as Order;

  it('sends what was changed and nothing else', () => {
    const before = correctionValues(order);
    expect(before).toEqual({ note: 'door 3', address: '', phone: 'ask Bob', due: '21:20' });
    const correct = (more: object) => parseCorrection({ ...before, ...more }, order, now);
    expect(correct({})).toEqual({ ok: false, problems: { note: 'same' } });
    expect(correct({ note: '' })).toEqual({ ok: true, value: { note: '' } });
    expect(correct({ due: '21:40', address: ' 3 rue X ' })).toEqual({
      ok: true,
      value: { address: '3 rue X', dueAt: now + 50 * MINUTE },
    });
    expect(correct({ phone: 'ask Al', due: '' })).toEqual({
      ok: false,
      problems: { phone: 'phone', due: 'required' },
    });
    expect(Object.keys(before)).toEqual([...CORRECTION_FIELDS]);
  });
});
