import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BASTILLE, desk, OPERA } from '../../../test/helpers/life.ts';
import { driverAt, type TestPlanner, testPlanner, waits } from '../../../test/helpers/planner.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { VigieEvent } from '../../domain/event.ts';
import { offset } from '../../domain/geo.ts';
import type { Mode } from '../../domain/planned.ts';
import type { Config } from '../config/config.ts';
import type { Platform } from '../redis/connect.ts';
import { recentEvents } from '../redis/events.ts';
import { parseOrder } from '../redis/parse.ts';
import { parseWhy } from '../redis/parse-why.ts';
import { assignOrder, unassignOrder } from '../redis/transitions/assignments.ts';
import { pickUpOrder } from '../redis/transitions/deliveries.ts';
import { driverOffDuty, moveDriver } from '../redis/transitions/drivers.ts';
import { cancelOrder } from '../redis/transitions/orders.ts';
import { pinPlan, refusePair, setMode } from '../redis/transitions/plans.ts';
import { watchEngine } from './breaker.ts';
import { commitDue } from './commit.ts';
import { createOnce } from './once.ts';
import { readMode, readTentative } from './read.ts';

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

const set = (mode: Mode) => setMode(platform, { mode }, desk);
const driverOf = (order: string) => platform.redis.hget(platform.keys.order(order), 'driver_id');
const planOf = async (order: string) => (await readTentative(platform, [order])).get(order);
const assignments = async (): Promise<VigieEvent[]> =>
  (await recentEvents(platform, 500)).filter(({ type }) => type === 'order_assigned');

describe('the plan', () => {
  it('is shown, stays with its driver, and goes with its order', async () => {
    await driverAt(platform, 'd1', 300);
    await driverAt(platform, 'd2', 2_000);
    await waits(platform, 'c1');
    const { committed, mode } = await engine.round();
    expect([committed, mode.mode]).toEqual([[], 'suggest']);
    const plan = await planOf('c1');
    expect(plan).toMatchObject({ driver: 'd1', driverName: 'Name d1', together: [] });
    if (!plan) return;
    expect(plan.leaveAt).toBeLessThanOrEqual(plan.pickupAt);
    // 300 m by bicycle and two minutes at the place; 3.4 km to the door.
    expect((plan.pickupAt - plan.leaveAt) / 60_000).toBeCloseTo((300 * 1.3) / 300 + 1, 0);
    expect(plan.doorAt).toBeGreaterThan(plan.pickupAt + 10 * 60_000);
    const { redis, keys } = platform;
    expect(await redis.zrange(keys.plans, '0', '-1')).toEqual(['c1']);
    expect(await redis.ttl(keys.plan('c1'))).toBeGreaterThan(50);

    await engine.round();
    expect((await planOf('c1'))?.since).toBe(plan.since);
    await cancelOrder(platform, 'c1', desk);
    await engine.round();
    expect(await redis.exists(keys.plans, keys.plan('c1'))).toBe(0);
  });

  it('is taken over by the planner that comes next, which tidies what is left', async () => {
    await driverAt(platform, 'd1', 300);
    for (const id of ['c1', 'c2']) await waits(platform, id);
    await engine.round();
    const since = (await planOf('c1'))?.since;
    await cancelOrder(platform, 'c2', desk);
    const heir = testPlanner(config, platform, 'w2');
    await platform.redis.del(platform.keys.lease('planner'));
    await heir.round();
    await heir.planner.close();
    expect((await planOf('c1'))?.since).toBe(since);
    expect(await platform.redis.zrange(platform.keys.plans, '0', '-1')).toEqual(['c1']);
  });

  it('says why: who else could, what each would cost, who is out', async () => {
    for (const [id, metres] of [
      ['d1', 300],
      ['d2', 1_500],
      ['d3', 100],
    ] as const)
      await driverAt(platform, id, metres);
    await driverAt(platform, 'suburb', 200, { regions: ['Banlieue'] });
    await waits(platform, 'c1');
    await refusePair(platform, { order: 'c1', driver: 'd3' }, desk);
    await engine.round();
    const why = parseWhy(await platform.redis.hget(platform.keys.plan('c1'), 'why'));
    expect(why).toMatchObject({ strategy: 'optimal', chosen: 'd1', could: 2, couldNot: 2 });
    expect(why?.candidates.map(({ driver }) => driver)).toEqual(['d1', 'd2']);
    expect(why?.out).toEqual([
      { driver: 'd3', name: 'Name d3', reason: 'refused' },
      { driver: 'suburb', name: 'Name suburb', reason: 'other_region' },
    ]);
    expect(why?.lacked[0]?.term).toBe('food_waits');
    // 1,200 m more by bicycle, on streets.
    expect(why?.lacked[0]?.by).toBeCloseTo((1_200 * 1.3) / 300, 0);
    for (const { score, terms } of why?.candidates ?? [])
      expect(score).toBeCloseTo(
        terms.reduce((sum, { weighed }) => sum + weighed, 0),
        9,
      );
    expect(why?.ifWaited).toMatchObject({ driver: 'd1', name: 'Name d1' });
  });

  it('does not flicker between drivers who are as good, and follows who is better', async () => {
    const standing = async (id: string, metres: number) =>
      moveDriver(platform, { driver: id, position: offset(OPERA, metres, 270) });
    await driverAt(platform, 'd1', 1_000);
    await driverAt(platform, 'd2', 1_100);
    await waits(platform, 'c1');
    await engine.round();
    expect((await planOf('c1'))?.driver).toBe('d1');
    // Ten seconds better by bicycle.
    await standing('d2', 960);
    await engine.round();
    expect((await planOf('c1'))?.driver).toBe('d1');
    await standing('d2', 300);
    await engine.round();
    expect((await planOf('c1'))?.driver).toBe('d2');
  });

  it('waits for the food, and for a driver who comes free in time', async () => {
    await driverAt(platform, 'd1', 300);
    await set('automatic');
    await waits(platform, 'c1', { readyAt: Date.now() + 20 * 60_000 });
    expect((await engine.round()).committed).toEqual([]);
    const plan = await planOf('c1');
    expect(plan?.leaveAt).toBeGreaterThan(Date.now() + 10 * 60_000);
    expect(await driverOf('c1')).toBeNull();
  });

  it('goes when the engine is turned off', async () => {
    await driverAt(platform, 'd1', 300);
    await waits(platform, 'c1');
    await engine.round();
    await set('off');
    expect(await engine.round()).toMatchObject({ figures: null, committed: [] });
    expect(await platform.redis.exists(platform.keys.plans, platform.keys.plan('c1'))).toBe(0);
  });

  it('looks past drivers who are silent, off duty, or elsewhere', async () => {
    const { redis, keys } = platform;
    await driverAt(platform, 'silent', 100);
    await redis.zadd(keys.driversLastSeen, Date.now() - 600_000, 'silent');
    await driverAt(platform, 'off', 100);
    await driverOffDuty(platform, 'off', desk);
    await driverAt(platform, 'suburb', 100, { regions: ['Banlieue'] });
    await driverAt(platform, 'right', 1_500);
    await waits(platform, 'c1');
    await engine.round();
    expect((await planOf('c1'))?.driver).toBe('right');
  });

  it('reckons where and when who carries something ends', async () => {
    await driverAt(platform, 'near', 100);
    await driverAt(platform, 'far', 9_000);
    await waits(platform, 'c1', { dropoff: OPERA, pickup: OPERA });
    await assignOrder(platform, { order: 'c1', driver: 'near' }, desk);
    await waits(platform, 'c2', { readyAt: Date.now() + 5 * 60_000 });
    await engine.round();
    // He hands over at the Opéra in a few minutes; the other one rides for half an hour.
    expect((await planOf('c2'))?.driver).toBe('near');
  });
});

describe('what must not keep an order waiting', () => {
  const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;
  /** A driver at the Opéra who took `old` in hand so long ago, and stands at its door. */
  async function standing(driver: string, old: string, minutes: number): Promise<void> {
    const { redis, keys } = platform;
    await driverAt(platform, driver, 50);
    await waits(platform, old, { dropoff: OPERA });
    await assignOrder(platform, { order: old, driver }, desk);
    const version = Number(await redis.hget(keys.order(old), 'version'));
    const taken = await pickUpOrder(platform, { order: old, expectedVersion: version }, desk);
    expect(taken.ok).toBe(true);
    const at = minutesAgo(minutes);
    await redis.hset(keys.order(old), 'picked_up_at', at, 'assigned_at', at - 60_000);
  }

  it('is a driver who never hands over: another one gets it, then nobody counts on him', async () => {
    await driverAt(platform, 'free', 2_600);
    await standing('stuck', 'old', 1);
    await waits(platform, 'c1');
    await engine.round();
    expect((await planOf('c1'))?.driver).toBe('stuck');
    await platform.redis.hset(platform.keys.order('old'), 'picked_up_at', minutesAgo(10));
    await set('automatic');
    await engine.round();
    expect(await driverOf('c1')).toBe('free');
    await platform.redis.hset(platform.keys.order('old'), 'picked_up_at', minutesAgo(30));
    await waits(platform, 'c2');
    await engine.round();
    expect((await planOf('c2'))?.driver).not.toBe('stuck');
  });

  it('is a driver who carries something without a door', async () => {
    await driverAt(platform, 'free', 1_800);
    await standing('stuck', 'old', 1);
    await platform.redis.hdel(platform.keys.order('old'), 'dropoff_lon', 'dropoff_lat');
    await waits(platform, 'c1');
    await set('automatic');
    await engine.round();
    expect(await driverOf('c1')).toBe('free');
  });

  it('is a ready time that nobody can mean, a creation in the future, or one that can be meant', async () => {
    const { redis, keys } = platform;
    for (const id of ['d1', 'd2', 'd3']) await driverAt(platform, id, 100);
    for (const id of ['absurd', 'future', 'evening']) await waits(platform, id);
    await redis.hset(keys.order('absurd'), 'ready_at', Date.UTC(5_000, 0));
    await redis.hset(keys.order('future'), 'created_at', Date.UTC(5_000, 0));
    await redis.hset(keys.order('evening'), 'ready_at', Date.now() + 5 * 3_600_000);
    await set('automatic');
    await engine.round();
    const given = await Promise.all(['absurd', 'future', 'evening'].map(driverOf));
    expect(given.map((driver) => driver !== null)).toEqual([true, true, false]);
  });

  it('is a thousand orders before it that cannot be planned, or that nobody may take', async () => {
    const { redis, keys } = platform;
    const pipeline = redis.pipeline();
    for (let n = 0; n < 2_000; n += 1) {
      const id = `old${n}`;
      const hash = { status: 'en_attente', region: 'Lyon', created_at: '1000' };
      const places = { pickup_lon: '2.33', pickup_lat: '48.87' };
      const door = { dropoff_lon: '2.34', dropoff_lat: '48.86' };
      pipeline.hset(keys.order(id), n < 1_000 ? hash : { ...hash, ...places, ...door });
      pipeline.zadd(keys.ordersWaiting, n, id);
    }
    await pipeline.exec();
    await driverAt(platform, 'd1', 0);
    await waits(platform, 'c1');
    const { planned } = await createOnce(config, platform)();
    expect(planned).toMatchObject([{ order: { id: 'c1' }, driver: 'd1' }]);
    expect((await engine.round()).figures).toMatchObject({ orders: 1_000, leftOut: 1_001 });
    const { figures } = await engine.round();
    expect(figures).toMatchObject({ orders: 1_000, leftOut: 1_001 });
    expect((await planOf('c1'))?.driver).toBe('d1');
    // Somebody who may: they have their turn again.
    await driverAt(platform, 'lyon', 0, { regions: ['Lyon'] });
    await engine.round();
    const lyon = (await redis.zrange(keys.plans, '0', '-1')).filter((id) => id !== 'c1');
    expect(lyon.length).toBeGreaterThan(0);
  });
});

describe('automatic mode', () => {
  it('gives out what is due, as the engine, once', async () => {
    await driverAt(platform, 'd1', 300);
    await driverAt(platform, 'd2', 400);
    for (const id of ['c1', 'c2'])
      await waits(platform, id, { pickup: id === 'c1' ? OPERA : BASTILLE });
    await set('automatic');
    const { committed } = await engine.round();
    expect(committed.map(({ outcome }) => outcome.ok)).toEqual([true, true]);
    expect(await platform.redis.exists(platform.keys.plans)).toBe(0);
    const given = await assignments();
    expect(given.map(({ by, via, why }) => [by, via, why?.strategy])).toEqual([
      ['engine', 'optimal', 'optimal'],
      ['engine', 'optimal', 'optimal'],
    ]);
    expect(new Set(given.map(({ driver }) => driver)).size).toBe(2);
    expect((await engine.round()).committed).toEqual([]);
    expect(await assignments()).toHaveLength(2);
  });

  it('gives to who was pinned, never to who was refused, nor again to who was taken off', async () => {
    for (const [id, metres] of [
      ['d1', 100],
      ['d2', 700],
      ['d3', 1_400],
    ] as const)
      await driverAt(platform, id, metres);
    await waits(platform, 'c1');
    await refusePair(platform, { order: 'c1', driver: 'd1' }, desk);
    await engine.round();
    expect((await planOf('c1'))?.driver).toBe('d2');
    await pinPlan(platform, { order: 'c1', driver: 'd3' }, desk);
    await engine.round();
    expect((await planOf('c1'))?.driver).toBe('d3');
    await set('automatic');
    await engine.round();
    expect(await driverOf('c1')).toBe('d3');
    await unassignOrder(platform, { order: 'c1' }, desk);
    await engine.round();
    expect(await driverOf('c1')).toBe('d2');
  });

  it('gives nothing out of turn: a person, the mode or another planner was faster', async () => {
    await driverAt(platform, 'd1', 300);
    await driverAt(platform, 'd2', 300);
    await waits(platform, 'c1');
    await set('automatic');
    const { redis, keys } = platform;
    const seen = parseOrder('c1', await redis.hgetall(keys.order('c1')));
    if (!seen) throw new Error('c1 is not there');
    const trip = { driver: 'd1', orders: ['c1'], leaveAt: 0, pickupAt: 0, doorsAt: [0], endsAt: 0 };
    const commit = (owner = 'w1') =>
      commitDue(platform, [trip], {
        ...{ orders: new Map([['c1', seen]]), owner, whyOf: () => '' },
      });
    await redis.set(keys.lease('planner'), 'w2');
    expect(await commit()).toEqual([]);
    await redis.set(keys.lease('planner'), 'w1');
    await set('suggest');
    expect(await commit()).toEqual([]);
    await set('automatic');
    await pinPlan(platform, { order: 'c1', driver: 'd2' }, desk);
    expect(await commit()).toMatchObject([{ outcome: { refusal: 'moved_on' } }]);
    await assignOrder(platform, { order: 'c1', driver: 'd2' }, desk);
    expect(await commit()).toMatchObject([{ outcome: { refusal: 'wrong_status' } }]);
    expect(await driverOf('c1')).toBe('d2');
  });

  it('gives an order once when it is asked twice, also where its id is used anew', async () => {
    await driverAt(platform, 'd1', 300);
    await waits(platform, 'c1');
    await set('automatic');
    const { redis, keys } = platform;
    await redis.set(keys.lease('planner'), 'w1');
    const seen = parseOrder('c1', await redis.hgetall(keys.order('c1')));
    if (!seen) throw new Error('c1 is not there');
    const trip = { driver: 'd1', orders: ['c1'], leaveAt: 0, pickupAt: 0, doorsAt: [0], endsAt: 0 };
    const about = { orders: new Map([['c1', seen]]), owner: 'w1', whyOf: () => '' };
    const [first] = await commitDue(platform, [trip], about);
    const [second] = await commitDue(platform, [trip], about);
    expect(first?.outcome.ok).toBe(true);
    expect(second).toEqual(first);
    expect(await assignments()).toHaveLength(1);
  });

  it('gives each order of a way its own result', async () => {
    await driverAt(platform, 'd1', 300);
    for (const id of ['c1', 'c2', 'c3']) await waits(platform, id);
    await set('automatic');
    const { redis, keys } = platform;
    await redis.set(keys.lease('planner'), 'w1');
    const ids = ['c1', 'c2', 'c3'];
    const read = await Promise.all(ids.map((id) => redis.hgetall(keys.order(id))));
    const orders = new Map(
      ids.flatMap((id, i) => {
        const order = parseOrder(id, read[i] ?? {});
        return order ? [[id, order] as const] : [];
      }),
    );
    await cancelOrder(platform, 'c2', desk);
    const trip = { driver: 'd1', orders: ids, leaveAt: 0, pickupAt: 0, doorsAt: [0], endsAt: 0 };
    const results = await commitDue(platform, [trip], { orders, owner: 'w1', whyOf: () => '' });
    expect(results.map(({ order, outcome }) => [order, outcome.ok])).toEqual([
      ['c1', true],
      ['c2', false],
      ['c3', true],
    ]);
  });
});

describe('automatic mode turns itself off', () => {
  it('when too many positions are silent, tells it, and a person turns it on again', async () => {
    const { redis, keys } = platform;
    for (let i = 1; i <= 6; i += 1) await driverAt(platform, `d${i}`, 100 * i);
    for (const id of ['d1', 'd2', 'd3'])
      await redis.zadd(keys.driversLastSeen, Date.now() - 600_000, id);
    await waits(platform, 'c1');
    await set('automatic');
    expect((await engine.round()).committed).toEqual([]);
    expect(await readMode(platform)).toMatchObject({
      ...{ mode: 'suggest', by: 'engine', cause: 'positions_silent' },
    });
    expect(await driverOf('c1')).toBeNull();
    await watchEngine(engine.context);
    expect(await redis.zrange(keys.alertsOpen, '0', '-1')).toEqual(['engine_stopped:engine']);
    const alert = await redis.hgetall(keys.alert('engine_stopped', 'engine'));
    expect(alert).toMatchObject({ severity: 'critical', cause: 'positions_silent' });
    // It still shows what it would do.
    await engine.round();
    expect((await planOf('c1'))?.driver).toBe('d4');

    for (const id of ['d1', 'd2', 'd3']) await redis.zadd(keys.driversLastSeen, Date.now(), id);
    expect(await set('automatic')).toMatchObject({ ok: true });
    await watchEngine(engine.context);
    expect(await redis.zcard(keys.alertsOpen)).toBe(0);
    await engine.round();
    expect(await driverOf('c1')).toBe('d1');
  });

  it('when people take back what it gave', async () => {
    // Each order has a driver who stands at its pick-up.
    for (let i = 0; i < 10; i += 1) await driverAt(platform, `d${i}`, 73 * i);
    const ids = Array.from({ length: 10 }, (_, i) => `c${i}`);
    for (const [i, id] of ids.entries())
      await waits(platform, id, { pickup: { lon: OPERA.lon + i / 1_000, lat: OPERA.lat } });
    await set('automatic');
    expect((await engine.round()).committed).toHaveLength(10);
    for (const id of ids.slice(0, 5)) await unassignOrder(platform, { order: id }, desk);
    expect((await engine.round()).committed).toEqual([]);
    expect(await readMode(platform)).toMatchObject({ mode: 'suggest', cause: 'refusals' });
    // A person who turns it on again is not told of what was before.
    await set('automatic');
    expect((await engine.round()).committed).not.toEqual([]);
    expect(await readMode(platform)).toMatchObject({ mode: 'automatic', cause: null });
  });

  it('and a person may take for his own what holds while nobody chose', async () => {
    expect(await set('suggest')).toMatchObject({ ok: true });
    expect(await readMode(platform)).toMatchObject({ mode: 'suggest', by: 'desk1' });
    expect((await readMode(platform)).at).not.toBeNull();
    expect(await set('suggest')).toMatchObject({ ok: false, refusal: 'unchanged' });
  });

  it('and a person may take its fallback for his own', async () => {
    const stopped = { mode: 'suggest', from: 'automatic', cause: 'refusals' } as const;
    await set('automatic');
    await setMode(platform, stopped, { by: 'engine' });
    expect(await setMode(platform, stopped, { by: 'engine' })).toMatchObject({
      ...{ ok: false, refusal: 'unchanged' },
    });
    await watchEngine(engine.context);
    expect(await set('suggest')).toMatchObject({ ok: true });
    expect(await readMode(platform)).toMatchObject({ by: 'desk1', cause: null });
    expect(await set('suggest')).toMatchObject({ ok: false, refusal: 'unchanged' });
    await watchEngine(engine.context);
    expect(await platform.redis.zcard(platform.keys.alertsOpen)).toBe(0);
  });
});
