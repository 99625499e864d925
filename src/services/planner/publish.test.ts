import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Tentative } from '../../domain/planned.ts';
import type { Platform } from '../redis/connect.ts';
import { leftPlans, publish, type ShownPlans, withdraw } from './publish.ts';
import { readTentative } from './read.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await ownPlatform(testConfig(await ownRedis()));
});
beforeEach(async () => void (await platform.redis.flushdb()));

const planned = (order: string, driver = 'd1'): Tentative => ({
  ...{ order, driver, driverName: driver, leaveAt: 1, pickupAt: 2, doorAt: 3 },
  ...{ together: [], since: 1 },
});
const show = (plans: readonly Tentative[], shown: ShownPlans, now = Date.now()) =>
  publish(platform, plans, shown, { now, whyOf: () => '' });
const listed = () => platform.redis.zrange(platform.keys.plans, '0', '-1');
/** A planner died: its plans are over, their list is not. */
const leaveStale = (ids: readonly string[]) =>
  platform.redis.zadd(platform.keys.plans, ...ids.flatMap((id) => [0, id]));

describe('the list of plans', () => {
  it('loses what a dead planner left on it, and keeps what is shown', async () => {
    await leaveStale(['old1', 'old2', 'old3']);
    const shown = await leftPlans(platform, 1_000);
    expect([...shown.keys()]).toEqual([]);
    await show([planned('c1')], shown);
    expect(await listed()).toEqual(['c1']);
    await leaveStale(['old1']);
    await show([], shown);
    expect(await listed()).toEqual([]);
  });

  it('is read past what is no longer there', async () => {
    await leaveStale(Array.from({ length: 1_200 }, (_, i) => `old${i}`));
    await show([planned('c1'), planned('c2')], new Map());
    await leaveStale(Array.from({ length: 1_200 }, (_, i) => `old${i}`));
    expect([...(await leftPlans(platform, 1_000)).keys()].sort()).toEqual(['c1', 'c2']);
    expect((await leftPlans(platform, 1)).size).toBe(1);
  });

  it('keeps a plan of another planner as long as that one is there', async () => {
    await show([planned('theirs')], new Map());
    await show([planned('ours')], new Map());
    expect((await listed()).sort()).toEqual(['ours', 'theirs']);
  });
});

describe('a plan that Redis does not take', () => {
  it('is told, and written as soon as it does', async () => {
    const { redis, keys } = platform;
    await redis.set(keys.plans, 'of another program');
    const shown: ShownPlans = new Map();
    await expect(show([planned('c1')], shown)).rejects.toThrow('WRONGTYPE');
    await expect(withdraw(platform, ['c1'], new Map(shown))).rejects.toThrow('WRONGTYPE');
    await redis.del(keys.plans);
    await show([planned('c1')], shown);
    expect(await listed()).toEqual(['c1']);
    expect((await readTentative(platform, ['c1'])).get('c1')).toMatchObject({ driver: 'd1' });
  });

  it('takes the place of what another program keeps under its name, at first and later', async () => {
    const { redis, keys } = platform;
    const shown: ShownPlans = new Map();
    await redis.set(keys.plan('c1'), 'of another program');
    await show([planned('c1')], shown);
    expect(await redis.hget(keys.plan('c1'), 'driver')).toBe('d1');
    await redis.set(keys.plan('c1'), 'of another program');
    await expect(show([planned('c1', 'd2')], shown)).rejects.toThrow('WRONGTYPE');
    await show([planned('c1', 'd2')], shown);
    expect(await redis.hget(keys.plan('c1'), 'driver')).toBe('d2');
  });
});
