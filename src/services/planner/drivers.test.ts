import { beforeAll, describe, expect, it } from 'vitest';
import { anOrder, desk, OPERA } from '../../../test/helpers/life.ts';
import { waits } from '../../../test/helpers/planner.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { offset } from '../../domain/geo.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { setDriverRegions } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { pinPlan } from '../redis/transitions/plans.ts';
import { type FactsCache, readDrivers } from './drivers.ts';
import { readWaiting } from './orders.ts';

/** More than are all looked at. */
const MANY = 4_300;

let platform: Platform;

/** Drivers on duty, written as another program would: a pipeline for all of them. */
async function fleet({ redis, keys }: Platform, count: number): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    const pipeline = redis.pipeline();
    for (let i = from; i < Math.min(count, from + 500); i += 1) {
      const id = `d${i}`;
      // A spiral around the Opéra, 4 m further with each: the last ones 17 km away.
      const { lon, lat } = offset(OPERA, 4 * i, (i * 137.5) % 360);
      pipeline.hset(keys.driver(id), { name: id, vehicle: 'vélo', status: 'disponible' });
      pipeline.sadd(keys.driverRegions(id), 'Paris');
      pipeline.sadd(keys.driversStatus('free'), id);
      pipeline.geoadd(keys.driversLocations, lon, lat, id);
      pipeline.zadd(keys.driversLastSeen, Date.now(), id);
    }
    await pipeline.exec();
  }
}

beforeAll(async () => {
  platform = await ownPlatform(testConfig(await ownRedis()));
  await fleet(platform, MANY);
});

describe('drivers of a large zone', () => {
  it('are looked for around what waits, and who is pinned wherever he is', async () => {
    const cache: FactsCache = new Map();
    await waits(platform, 'c1');
    const far = offset(OPERA, 4 * 3_000, 0);
    await createOrder(platform, anOrder('c2', { pickup: far }), desk);
    await pinPlan(platform, { order: 'c1', driver: `d${MANY - 1}` }, desk);
    const drivers = await readDrivers(platform, await readWaiting(platform), Date.now(), cache);
    const ids = new Set(drivers.map(({ id }) => id));
    expect(ids.size).toBeLessThan(1_500);
    // The sixty nearest of the first, some near the second, and the one who was named.
    for (let i = 0; i < 60; i += 1) expect(ids.has(`d${i}`)).toBe(true);
    expect([...ids].some((id) => Number(id.slice(1)) > 2_500)).toBe(true);
    expect(ids.has(`d${MANY - 1}`)).toBe(true);
  });

  it('are looked for until enough could take the order: others near it do not end the search', async () => {
    const { redis, keys } = platform;
    await waits(platform, 'c9', { region: 'Nord' });
    // 400 are nearer: of another region, silent, off duty. Behind them are those of the region.
    const pipeline = redis.pipeline();
    for (let i = 100; i < 300; i += 1) {
      pipeline.sadd(keys.driverRegions(`d${i}`), 'Nord');
      if (i < 200) pipeline.zadd(keys.driversLastSeen, Date.now() - 3_600_000, `d${i}`);
      else pipeline.srem(keys.driversStatus('free'), `d${i}`);
    }
    for (let i = 400; i < 470; i += 1) pipeline.sadd(keys.driverRegions(`d${i}`), 'Nord');
    await pipeline.exec();
    const orders = (await readWaiting(platform)).filter(({ id }) => id === 'c9');
    const drivers = await readDrivers(platform, orders, Date.now(), new Map());
    const ids = new Set(drivers.map(({ id }) => id));
    for (let i = 400; i < 460; i += 1) expect(ids.has(`d${i}`), `d${i}`).toBe(true);
    expect(drivers.every(({ regions }) => regions.has('Nord'))).toBe(true);
  });

  it('are known with what they carry; what changes seldom is remembered for a while', async () => {
    const cache: FactsCache = new Map();
    const orders = await readWaiting(platform);
    await waits(platform, 'c3');
    await assignOrder(platform, { order: 'c3', driver: 'd5' }, desk);
    const now = Date.now();
    const find = async (at: number) =>
      (await readDrivers(platform, orders, at, cache)).find(({ id }) => id === 'd5');
    expect((await find(now))?.carries.map(({ id }) => id)).toEqual(['c3']);
    await setDriverRegions(platform, { driver: 'd5', regions: ['Paris', 'Banlieue'] }, desk);
    expect([...((await find(now))?.regions ?? [])]).toEqual(['Paris']);
    expect((await find(now + 61_000))?.regions).toEqual(new Set(['Paris', 'Banlieue']));
    // Positions that are older than five minutes are nobody's.
    expect(await find(now + 600_000)).toBeUndefined();
  });
});
