import { describe, expect, it } from 'vitest';
import { aDay, aDriver, anOrder, at, scripted } from '../../../test/helpers/days.ts';
import type { PlanProblem } from '../planning/problem.ts';
import { supposedReady } from './noise.ts';
import { type Policy, simulate } from './simulate.ts';

/** What a policy was shown, minute by minute, by one that does what another says. */
function watched(policy: Policy): { policy: Policy; shown: Map<number, PlanProblem> } {
  const shown = new Map<number, PlanProblem>();
  return {
    shown,
    policy: (problem) => {
      shown.set(problem.now, problem);
      return policy(problem);
    },
  };
}
const nobody = scripted({});
/** A seed of the noise by which this order is thought ready so many minutes too early, or more. */
function seedThatErrs(id: string, by: (error: number) => boolean): { sd: number; seed: number } {
  for (let seed = 0; ; seed += 1) {
    const noise = { sd: 10, seed };
    const told = supposedReady([{ id, readyAt: 0 }], noise).get(id) ?? 0;
    if (by(told)) return noise;
  }
}

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

describe('simulate with noise', () => {
  it('tells a wrong ready time until the food is ready', () => {
    const noise = seedThatErrs('a', (error) => error > 10);
    const day = aDay([anOrder('a')], [aDriver('d', { offAt: 20 })]);
    const { policy, shown } = watched(nobody);
    simulate(day, policy, { noise });
    const told = supposedReady(day.orders, noise).get('a');
    const readyAt = (now: number) => shown.get(now)?.orders[0]?.readyAt;
    expect([readyAt(0), readyAt(9), readyAt(10)]).toEqual([told, told, 10]);
    expect(shown.get(10)?.seen[0]?.readyAt).toBe(10);
    // How wrong it was shows only then.
    expect(shown.get(9)?.readySd).toBe(0);
    expect(shown.get(10)?.readySd).toBeCloseTo(Math.abs((told ?? 0) - 10));
  });

  it('tells when a driver is free by what is thought, until he stands at the place', () => {
    const noise = seedThatErrs('a', (error) => error > 15);
    const day = aDay([anOrder('a', { readyAt: 30 }), anOrder('b')], [aDriver('d')]);
    const { policy, shown } = watched(scripted({ 0: [['d', 'a']] }));
    const { drives } = simulate(day, policy, { noise });
    const free = (now: number) => shown.get(now)?.drivers[0]?.freeAt;
    const told = supposedReady(day.orders, noise).get('a') ?? 0;
    expect(drives[0]).toMatchObject({ pickupAt: 30, endedAt: 46 });
    expect([free(1), free(2)]).toEqual([told + 16, 46]);
  });

  it('leaves food that comes after the shift: it waits again, the driver is free at the place', () => {
    // Ready at 50 in truth; the policy thinks that it is by 25.
    const noise = seedThatErrs('a', (error) => error < -25);
    const orders = [anOrder('a', { readyAt: 50, pickup: at(300) })];
    const drivers = [aDriver('d', { offAt: 40 }), aDriver('e', { at: at(300) })];
    const { policy, shown } = watched(scripted({ 0: [['d', 'a']], 5: [['e', 'a']] }));
    const { drives, fruitless } = simulate(aDay(orders, drivers), policy, { noise });
    const left = { driver: 'd', place: 'r', leftAt: 0, from: at(0), endedAt: 5, metres: 300 };
    expect(fruitless).toEqual([left]);
    expect(drives).toMatchObject([{ driver: 'e', leftAt: 5, pickupAt: 50 }]);
    expect(shown.get(5)).toMatchObject({
      orders: [{ id: 'a', readyAt: 50 }],
      drivers: [{ id: 'd', at: at(300), freeAt: 5 }, { id: 'e' }],
    });
  });

  it('takes of a bundle what is ready in the shift, and leaves the rest', () => {
    const noise = seedThatErrs('a', (error) => error < -25);
    const orders = [anOrder('a', { readyAt: 50 }), anOrder('b', { readyAt: 0, door: at(500) })];
    const day = aDay(orders, [aDriver('d', { offAt: 40 })]);
    const { drives, undelivered } = simulate(day, scripted({ 0: [['d', 'a', 'b']] }), { noise });
    expect(drives).toMatchObject([{ orders: ['b'], pickupAt: 2, doorsAt: [11], metres: 500 }]);
    expect(undelivered).toEqual(['a']);
  });

  it('draws the same errors for every policy, of the given spread', () => {
    const orders = Array.from({ length: 4_000 }, (_, i) => ({ id: `o${i}`, readyAt: 100 }));
    const errors = [...supposedReady(orders, { sd: 8, seed: 1 }).values()].map((t) => t - 100);
    const mean = errors.reduce((sum, e) => sum + e, 0) / errors.length;
    const sd = Math.sqrt(errors.reduce((sum, e) => sum + (e - mean) ** 2, 0) / errors.length);
    expect(Math.abs(mean)).toBeLessThan(0.4);
    expect(Math.abs(sd - 8)).toBeLessThan(0.3);
    const again = supposedReady([...orders].reverse(), { sd: 8, seed: 1 });
    expect(again.get('o7')).toBe(100 + (errors[7] ?? 0));
    expect(supposedReady(orders, { sd: 8, seed: 2 }).get('o7')).not.toBe(again.get('o7'));
    expect(supposedReady(orders, null).get('o7')).toBe(100);
  });
});
