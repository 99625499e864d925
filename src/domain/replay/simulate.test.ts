import { describe, expect, it } from 'vitest';
import { aDay, aDriver, anOrder, at, scripted, watched } from '../../../test/helpers/days.ts';
import { simulate } from './simulate.ts';

const nobody = scripted({});

describe('simulate', () => {
  it('counts ways in whole minutes, and half a service before and after each hand-over', () => {
    // 1,001 m to the place are 11 minutes, 250 m to the door are 3.
    const day = aDay([anOrder('o', { door: at(250) })], [aDriver('d', { at: at(-1_001) })]);
    const { drives, undelivered } = simulate(day, scripted({ 0: [['d', 'o']] }));
    expect(drives).toEqual([
      {
        ...{ driver: 'd', orders: ['o'], assignedAt: 0, leftAt: 0, from: at(-1_001) },
        ...{ pickupAt: 13, doorsAt: [20], endedAt: 22, metres: 1_251 },
      },
    ]);
    expect(undelivered).toEqual([]);
  });

  it('waits for the last order of a bundle, and reaches the doors in their order', () => {
    const orders = [
      anOrder('a', { readyAt: 5, door: at(1_000) }),
      anOrder('b', { readyAt: 30, door: at(500) }),
    ];
    const day = aDay(orders, [aDriver('d')]);
    const [drive] = simulate(day, scripted({ 2: [['d', 'b', 'a']] })).drives;
    expect(drive).toMatchObject({ pickupAt: 30, doorsAt: [39, 48], endedAt: 50, metres: 1_000 });
  });

  it('keeps fractions, and lengthens a whole way by its greatest detour, where a day says so', () => {
    const world = { pickupService: 1, doorService: 2, wholeMinutes: false };
    const orders = [
      anOrder('a', { readyAt: 0, door: at(110), detour: 1.3 }),
      anOrder('b', { readyAt: 0, door: at(330), detour: 1.5 }),
    ];
    const day = aDay(orders, [aDriver('d', { at: at(-70) })], { world });
    const [drive] = simulate(day, scripted({ 0.5: [['d', 'a', 'b']] }), { step: 0.25 }).drives;
    expect(drive?.pickupAt).toBeCloseTo(0.5 + 1.05 + 0.5);
    expect(drive?.doorsAt[0]).toBeCloseTo(2.05 + 0.5 + 1.65 + 1);
    expect(drive?.doorsAt[1]).toBeCloseTo(5.2 + 1 + 3.3 + 1);
    expect(drive?.metres).toBeCloseTo(400 * 1.5);
  });

  it('shows an order from the step at which it is placed', () => {
    const { policy, shown } = watched(nobody);
    const orders = [anOrder('a', { placedAt: 3.2 }), anOrder('b', { placedAt: 7 })];
    const { undelivered } = simulate(aDay(orders, [aDriver('d', { offAt: 20 })]), policy);
    const idsAt = (now: number) => shown.get(now)?.orders.map(({ id }) => id);
    expect([...shown.keys()]).toEqual(Array.from({ length: 17 }, (_, i) => i + 4));
    expect([idsAt(4), idsAt(6), idsAt(7)]).toEqual([['a'], ['a'], ['a', 'b']]);
    expect(shown.get(6)?.seen).toHaveLength(1);
    expect(undelivered).toEqual(['a', 'b']);
  });

  it('shows drivers on duty or soon, where and when they are free, and not those who are off', () => {
    const drivers = [
      aDriver('busy'),
      aDriver('soon', { onAt: 65, at: at(7) }),
      aDriver('later', { onAt: 66 }),
      aDriver('off', { offAt: 4 }),
    ];
    const { policy, shown } = watched(scripted({ 4: [['busy', 'a']] }));
    simulate(aDay([anOrder('a'), anOrder('b')], drivers), policy);
    const seen = (shown.get(5)?.drivers ?? []).map(({ id, at: { x }, freeAt }) => [id, x, freeAt]);
    expect(seen).toEqual([
      ['busy', 1_000, 26],
      ['soon', 7, 65],
    ]);
    expect(shown.get(4)?.drivers.map(({ id }) => id)).toEqual(['busy', 'off']);
  });

  it('lets a driver wait where he ended', () => {
    const day = aDay([anOrder('a'), anOrder('b', { placedAt: 40, readyAt: 40 })], [aDriver('d')]);
    const { drives } = simulate(day, scripted({ 0: [['d', 'a']], 50: [['d', 'b']] }));
    expect(drives[1]).toMatchObject({ from: at(1_000), leftAt: 50, pickupAt: 62, metres: 2_000 });
  });

  it('delivers after the shift what was picked up in it', () => {
    const day = aDay([anOrder('a', { readyAt: 20 })], [aDriver('d', { offAt: 20 })]);
    const { drives } = simulate(day, scripted({ 0: [['d', 'a']] }));
    expect(drives[0]).toMatchObject({ pickupAt: 20, doorsAt: [34] });
  });

  const two = [anOrder('a'), anOrder('b', { place: 's' }), anOrder('n', { region: 'north' })];
  it.each([
    ['an order that is not placed', { 0: [['d', 'late']] }, /late does not wait/],
    ['an order twice', { 0: [['d', 'a']], 1: [['e', 'a']] }, /a does not wait/],
    ['an order twice in a bundle', { 0: [['d', 'a', 'a']] }, /twice/],
    ['two places', { 0: [['d', 'a', 'b']] }, /several places/],
    ['nothing', { 0: [['d']] }, /for nothing/],
    ['more than he can carry', { 0: [['small', 'a', 'n']] }, /can carry 1/],
    ['who can carry nobody knows what', { 0: [['odd', 'a']] }, /can carry NaN/],
    ['another region', { 0: [['d', 'n']] }, /does not work in north/],
    ['a driver who is nobody', { 0: [['x', 'a']] }, /no such driver/],
    ['a driver under way', { 0: [['d', 'a']], 9: [['d', 'b']] }, /free at 26/],
    [
      'a driver twice at once',
      {
        0: [
          ['d', 'a'],
          ['d', 'b'],
        ],
      },
      /free at 26/,
    ],
    ['a driver before his shift', { 0: [['early', 'a']] }, /begins at 1/],
    ['a pick-up after the shift', { 0: [['short', 'a']] }, /pick up at 10, after his shift \(9\)/],
  ] as const)('refuses %s', (_what, script, message) => {
    const orders = [...two, anOrder('late', { placedAt: 5 })];
    const drivers = [
      aDriver('d', { regions: new Set(['south']) }),
      aDriver('e'),
      aDriver('small', { capacity: 1 }),
      aDriver('odd', { capacity: Number.NaN }),
      aDriver('early', { onAt: 1 }),
      aDriver('short', { offAt: 9 }),
    ];
    expect(() => simulate(aDay(orders, drivers), scripted(script))).toThrow(message);
  });

  it('ends a day whose shifts have no known end', () => {
    const endless = aDriver('d', { offAt: Number.POSITIVE_INFINITY });
    const { policy, shown } = watched(nobody);
    const { undelivered } = simulate(aDay([anOrder('a')], [endless]), policy);
    expect(undelivered).toEqual(['a']);
    expect(Math.max(...shown.keys())).toBe(250);
    expect(simulate(aDay([anOrder('a')], []), nobody).undelivered).toEqual(['a']);
    expect(simulate(aDay([], [endless]), nobody).drives).toEqual([]);
  });
});
