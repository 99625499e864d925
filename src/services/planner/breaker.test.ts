import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDriver, anOrder, desk } from '../../../test/helpers/life.ts';
import { driverAt, type TestPlanner, testPlanner, waits } from '../../../test/helpers/planner.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Config } from '../config/config.ts';
import { reassignAll } from '../dispatch/reassign-all.ts';
import type { Platform } from '../redis/connect.ts';
import { adoptOrder } from '../redis/transitions/adoption.ts';
import {
  assignOrder,
  reassignOrder,
  unassignOrder,
  undoOrder,
} from '../redis/transitions/assignments.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { setMode } from '../redis/transitions/plans.ts';
import { stopIfNeeded } from './breaker.ts';
import { readMode } from './read.ts';
import { look, nothingSeen } from './seen.ts';

let config: Config;
let platform: Platform;
let engine: TestPlanner;

beforeAll(async () => {
  config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
});
beforeEach(async () => {
  await platform.redis.flushdb();
  await engine?.planner.close();
  engine = testPlanner(config, platform);
});
afterAll(() => engine.planner.close());

const driverOf = (order: string) => platform.redis.hget(platform.keys.order(order), 'driver_id');

/** What the engine takes for taken back, of all that happened. */
async function takenBack(): Promise<readonly string[]> {
  const seen = nothingSeen(Date.now());
  await look(platform, seen, Date.now());
  return seen.takenBack;
}

describe('one driver whom the platform always refuses', () => {
  it('does not turn automatic mode off, and his orders go to others', async () => {
    const { redis, keys } = platform;
    await driverAt(platform, 'odd', 10);
    await driverAt(platform, 'd1', 1_500);
    // Below nothing: the script takes him for full, whatever he carries.
    await redis.hset(keys.driver('odd'), 'capacity', '-1');
    await setMode(platform, { mode: 'automatic' }, desk);
    await waits(platform, 'c1');
    expect((await engine.round()).committed).toMatchObject([
      { driver: 'odd', outcome: { refusal: 'driver_full' } },
    ]);
    expect((await engine.round()).committed).toMatchObject([
      { driver: 'd1', outcome: { ok: true } },
    ]);
    for (let i = 0; i < 10; i += 1) await engine.round();
    expect(await readMode(platform)).toMatchObject({ mode: 'automatic', by: 'desk1' });
  });

  it('is not asked at all where he may carry nothing', async () => {
    await driverAt(platform, 'none', 10);
    await driverAt(platform, 'd1', 1_500);
    await platform.redis.hset(platform.keys.driver('none'), 'capacity', '0');
    await setMode(platform, { mode: 'automatic' }, desk);
    await waits(platform, 'c1');
    expect((await engine.round()).committed).toMatchObject([
      { driver: 'd1', outcome: { ok: true } },
    ]);
  });
});

describe('a cause to stop', () => {
  const refused = Array.from({ length: 8 }, (_, i) => ({
    ...{ order: `c${i}`, driver: `d${i}`, refused: true },
  }));

  it('turns automatic off as it was set when the round began', async () => {
    await setMode(platform, { mode: 'automatic' }, desk);
    const { at: since } = await readMode(platform);
    const stop = await stopIfNeeded(platform, { now: Date.now(), since }, refused);
    expect(stop).toEqual({ cause: 'refusals', turnedOff: true });
    expect(await readMode(platform)).toMatchObject({ mode: 'suggest', by: 'engine' });
  });

  it('leaves it where a person set it anew meanwhile', async () => {
    await setMode(platform, { mode: 'automatic' }, { ...desk, at: Date.now() - 60_000 });
    const { at: since } = await readMode(platform);
    await setMode(platform, { mode: 'off' }, desk);
    await setMode(platform, { mode: 'automatic' }, desk);
    const stop = await stopIfNeeded(platform, { now: Date.now(), since }, refused);
    expect(stop).toEqual({ cause: 'refusals', turnedOff: false });
    expect(await readMode(platform)).toMatchObject({ mode: 'automatic', by: 'desk1' });
  });
});

describe('taken back', () => {
  beforeEach(async () => {
    for (const id of ['d1', 'd2']) await aDriver(platform, id);
    for (const id of ['c1', 'c2', 'c3']) {
      await createOrder(platform, anOrder(id), desk);
      await assignOrder(platform, { order: id, driver: 'd1' }, { by: 'engine', via: 'optimal' });
    }
  });

  it('is what somebody took, or gave to another by name', async () => {
    await unassignOrder(platform, { order: 'c1' }, desk);
    await reassignOrder(platform, { order: 'c2', driver: 'd2' }, desk);
    expect(await takenBack()).toEqual(['c1', 'c2']);
  });

  it('is not what a driver who broke down had, nor an undo', async () => {
    await reassignAll(platform, { driver: 'd1', radiusM: 5_000 }, 'desk1');
    expect(await Promise.all(['c1', 'c2', 'c3'].map(driverOf))).toEqual(['d2', 'd2', 'd2']);
    await undoOrder(platform, 'c1', desk);
    expect(await driverOf('c1')).toBe('d1');
    expect(await takenBack()).toEqual([]);
  });

  it('is what another program put back, and its driver is not given it again', async () => {
    const { redis, keys } = platform;
    await redis
      .multi()
      .hset(keys.order('c1'), 'status', 'en_attente')
      .smove(keys.ordersStatus('assigned'), keys.ordersStatus('waiting'), 'c1')
      .exec();
    await adoptOrder(platform, 'c1', { by: 'worker', via: 'adopted' });
    expect(await takenBack()).toEqual(['c1']);
    expect(await redis.hget(keys.order('c1'), 'refused_drivers')).toBe('d1');
  });
});
