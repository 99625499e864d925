import { describe, expect, it } from 'vitest';
import { aDay, aDriver, anOrder, at, scripted, watched } from '../../../test/helpers/days.ts';
import { supposedReady } from './noise.ts';
import { simulate } from './simulate.ts';

const nobody = scripted({});

/** A seed of the noise by which this order is thought ready so many minutes too early, or more. */
function seedThatErrs(id: string, by: (error: number) => boolean): { sd: number; seed: number } {
  for (let seed = 0; ; seed += 1) {
    const noise = { sd: 10, seed };
    const told = supposedReady([{ id, readyAt: 0 }], noise).get(id) ?? 0;
    if (by(told)) return noise;
  }
}

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
