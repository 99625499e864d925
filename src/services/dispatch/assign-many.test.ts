import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDriver, anOrder, desk, OPERA } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { offset } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import { planAssignments } from '../../domain/plan.ts';
import type { Config } from '../config/config.ts';
import type { Platform } from '../redis/connect.ts';
import { recentEvents } from '../redis/events.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { addDriver } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { pinPlan } from '../redis/transitions/plans.ts';
import {
  type Assigned,
  assignMany,
  readWaitingOrders,
  STILL,
  waitingPages,
} from './assign-many.ts';
import { assignOptimal } from './assign-optimal.ts';
import { candidatesOf } from './candidates.ts';
import { giveToBest } from './operations.ts';

const never = new AbortController().signal;
const CLOSEST = { strategy: 'closest', radiusM: 5_000, dryRun: false, by: 'desk2' } as const;

let config: Config;
let platform: Platform;

beforeAll(async () => {
  config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
});
beforeEach(async () => {
  await platform.redis.flushdb();
});

/** Orders that wait; `at` is their creation, ms. */
async function waiting(count: number, at: (n: number) => number = (n) => 1_000 + n): Promise<void> {
  for (let from = 0; from < count; from += 100) {
    const some = Array.from({ length: Math.min(100, count - from) }, (_, i) => from + i);
    await Promise.all(
      some.map((n) => createOrder(platform, anOrder(`c${n}`), { ...desk, at: at(n) })),
    );
  }
}
async function all<T>(parts: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const part of parts) found.push(...part);
  return found;
}
const inWords = ({ order, answer, to }: Assigned) => {
  const what = answer.is === 'refused' ? answer.refusal.refusal : answer.is;
  return `${order} ${what}${to ? ` ${to.driver}` : ''}`;
};
const seq = async () => Number(await platform.redis.get(platform.keys.eventsSeq));
const holder = (order: string) => platform.redis.get(platform.keys.assignment(order));

describe('many orders by a strategy', () => {
  it('gives each of many to whom it can, the oldest first, a part at a time', async () => {
    await waiting(450);
    await aDriver(platform, 'near', 300);
    await addDriver(
      platform,
      {
        ...{ id: 'far', name: 'Far', rating: 5, regions: ['Paris'], capacity: 100 },
        position: offset(OPERA, 2_000, 0),
      },
      desk,
    );
    const parts: number[] = [];
    const results: Assigned[] = [];
    for await (const part of assignMany(platform, waitingPages(platform), CLOSEST, never)) {
      parts.push(part.length);
      results.push(...part);
    }
    expect(parts).toEqual([200, 200, 50]);
    expect(results.map(({ order }) => order)).toEqual(
      Array.from({ length: 450 }, (_, n) => `c${n}`),
    );
    expect(results.slice(0, 300).every(({ to }) => to?.driver === 'near')).toBe(true);
    expect(results.slice(300, 400).every(({ to }) => to?.driver === 'far')).toBe(true);
    expect(inWords(results[449] as Assigned)).toBe('c449 nobody');
    expect(results[449]?.answer).toMatchObject({
      excluded: [
        { driverId: 'near', reason: 'full' },
        { driverId: 'far', reason: 'full' },
      ],
    });
    expect(await platform.redis.zcard(platform.keys.ordersWaiting)).toBe(50);
    const [event] = await recentEvents(platform, 1);
    expect(event).toMatchObject({ by: 'desk2', via: 'closest', why: { chosen: 'far' } });
  });

  it('plans the same without writing anything', async () => {
    await waiting(5);
    await aDriver(platform, 'near', 3);
    const before = await seq();
    const keys = await platform.redis.dbsize();
    const dry = { ...CLOSEST, dryRun: true };
    const planned = (await all(assignMany(platform, waitingPages(platform), dry, never))).map(
      inWords,
    );
    expect(planned).toEqual([
      ...['c0 planned near', 'c1 planned near', 'c2 planned near', 'c3 nobody', 'c4 nobody'],
    ]);
    expect([await seq(), await platform.redis.dbsize()]).toEqual([before, keys]);
    const done = (await all(assignMany(platform, waitingPages(platform), CLOSEST, never))).map(
      inWords,
    );
    expect(done).toEqual(planned.map((line) => line.replace('planned', 'done')));
  });

  it('tells of orders that were named what became of them', async () => {
    await waiting(3);
    await aDriver(platform, 'near');
    await assignOrder(platform, { order: 'c1', driver: 'near' }, { by: 'desk9' });
    async function* named() {
      yield ['c2', 'c1', 'nowhere', '{odd}'];
    }
    const results = await all(assignMany(platform, named(), CLOSEST, never));
    expect(results.map(inWords)).toEqual([
      ...['c2 done near', 'c1 wrong_status', 'nowhere unknown_order', '{odd} malformed'],
    ]);
    expect(results[1]?.answer).toMatchObject({
      refusal: { details: { status: 'assignée', driver: 'near', by: 'desk9', last: 'assign' } },
    });
  });

  it('stops when it is told to: what is begun is finished, the rest is told as not begun', async () => {
    await waiting(40);
    await aDriver(platform, 'near');
    const stop = new AbortController();
    stop.abort();
    expect(await all(assignMany(platform, waitingPages(platform), CLOSEST, stop.signal))).toEqual(
      [],
    );
    expect(await holder('c0')).toBeNull();
  });
});

describe('pinned orders among many', () => {
  it('go to who is pinned, or stay and say so', async () => {
    await waiting(3);
    await aDriver(platform, 'a1', 10);
    await addDriver(
      platform,
      {
        ...{ id: 'a2', name: 'a2', rating: 4, regions: ['Paris'], capacity: 1 },
        position: offset(OPERA, 2_000, 0),
      },
      desk,
    );
    await pinPlan(platform, { order: 'c0', driver: 'a2' }, desk);
    await pinPlan(platform, { order: 'c1', driver: 'a2' }, { by: 'desk7' });
    const dry = { ...CLOSEST, dryRun: true };
    const lines = ['c0 planned a2', 'c1 pinned', 'c2 planned a1'];
    const planned = await all(assignMany(platform, waitingPages(platform), dry, never));
    expect(planned.map(inWords)).toEqual(lines);
    expect(planned[1]?.answer).toMatchObject({
      refusal: { details: { driver: 'a2', by: 'desk7' } },
    });
    const done = await all(assignMany(platform, waitingPages(platform), CLOSEST, never));
    expect(done.map(inWords)).toEqual(lines.map((line) => line.replace('planned', 'done')));
    const events = await recentEvents(platform, 9);
    expect(events.find(({ order, why }) => order === 'c0' && why)?.why).toMatchObject({
      ...{ chosen: 'a2', could: 1, out: [{ driver: 'a1', reason: 'pinned' }] },
    });
  });

  it('stay where somebody pins them between the plan and the giving', async () => {
    await waiting(1);
    await aDriver(platform, 'a1', 10);
    await aDriver(platform, 'a2', 10);
    const [read] = await readWaitingOrders(platform, ['c0']);
    const order = read as Order;
    const [plan] = planAssignments('closest', await candidatesOf(platform, [order], 5_000));
    await pinPlan(platform, { order: 'c0', driver: 'a2' }, desk);
    const wish = { order, planned: plan ?? null };
    const answer = await giveToBest(platform, wish, CLOSEST, 'desk2');
    expect(answer).toMatchObject({ is: 'refused', refusal: { refusal: 'moved_on' } });
    expect(await holder('c0')).toBeNull();
  });
});

describe('who moved an order', () => {
  it('is nobody who only told the engine what to plan, as the scripts say it', async () => {
    const lua = readFileSync('lua/include/order.lua', 'utf8');
    const table = /^local STILL = \{(.*)\}$/m.exec(lua)?.[1] ?? '';
    expect([...STILL].sort()).toEqual(
      [...table.matchAll(/(\w+) = true/g)].map(([, it]) => it).sort(),
    );
    await waiting(1);
    await aDriver(platform, 'a1');
    await pinPlan(platform, { order: 'c0', driver: 'a1' }, desk);
    await platform.redis.hset(platform.keys.order('c0'), { status: 'assignée', driver_id: 'a1' });
    const [refused] = await readWaitingOrders(platform, ['c0']);
    const script = await assignOrder(platform, { order: 'c0', driver: 'a1' }, desk);
    expect(refused).toMatchObject({ refusal: 'wrong_status', details: { by: '', last: 'pin' } });
    expect(script).toMatchObject({ refusal: 'wrong_status', details: { by: '', last: 'pin' } });
  });
});

describe('the pages of what waits', () => {
  it('hold each order once, the oldest first, though those of a page are gone by the next', async () => {
    const { redis, keys } = platform;
    // More of one time than a page holds, as after a bulk.
    const at = (n: number) => (n < 200 ? n : n < 2_600 ? 1_000 : 1_000 + n);
    for (let n = 0; n < 3_000; n += 1) await redis.zadd(keys.ordersWaiting, at(n), `c${n}`);
    const pages: string[][] = [];
    for await (const page of waitingPages(platform)) {
      pages.push(page);
      // Half of it is given away, and somebody orders.
      await redis.zrem(keys.ordersWaiting, ...page.filter((_, i) => i % 2 === 0));
      await redis.zadd(keys.ordersWaiting, 9e12, `new${pages.length}`);
    }
    const told = pages.flat();
    expect(new Set(told).size).toBe(3_000);
    expect(told).toHaveLength(3_000);
    const times = told.map((id) => at(Number(id.slice(1))));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    await redis.del(keys.ordersWaiting);
    expect(await all(waitingPages(platform))).toEqual([]);
  });
});

describe('many orders as the engine plans them, without a worker', () => {
  beforeEach(async () => {
    await waiting(4, () => Date.now());
    for (const [id, metres] of [
      ['d1', 100],
      ['d2', 300],
      ['d3', 500],
    ] as const) {
      const position = offset(OPERA, metres, 90);
      await addDriver(platform, { id, name: id, rating: 4, regions: ['Paris'], position }, desk);
    }
  });

  it('shows the plan, then gives it, and says so of each', async () => {
    const how = { dryRun: true, by: 'desk2' };
    const before = await seq();
    const planned = await all(assignOptimal(config, platform, null, how, never));
    expect(planned.map(({ answer }) => answer.is)).toEqual(Array(4).fill('planned'));
    expect(await seq()).toBe(before);
    const given = await all(
      assignOptimal(config, platform, null, { ...how, dryRun: false }, never),
    );
    expect(given.map(({ answer }) => answer.is)).toEqual(Array(4).fill('done'));
    for (const { order, to } of given) expect(await holder(order)).toBe(to?.driver);
    const [event] = await recentEvents(platform, 1);
    expect(event).toMatchObject({ by: 'desk2', via: 'optimal' });
  });

  it('looks past a thousand that nobody may take, and tells of each', async () => {
    const { redis, keys } = platform;
    const pipeline = redis.pipeline();
    for (let n = 0; n < 1_000; n += 1) {
      const places = { pickup_lon: 2.33, pickup_lat: 48.87, dropoff_lon: 2.34, dropoff_lat: 48.86 };
      const about = { status: 'en_attente', region: 'Lyon', created_at: 1_000 };
      pipeline.hset(keys.order(`lyon${n}`), { ...about, ...places });
      pipeline.zadd(keys.ordersWaiting, n, `lyon${n}`);
    }
    await pipeline.exec();
    for (const dryRun of [true, false]) {
      const results = await all(assignOptimal(config, platform, null, { dryRun, by: 'x' }, never));
      expect(results).toHaveLength(1_004);
      const given = results.filter(({ to }) => to !== null).map(({ order }) => order);
      expect(given.sort()).toEqual(['c0', 'c1', 'c2', 'c3']);
    }
  });

  it('gives of the plan what was named, and tells what became of the rest', async () => {
    await assignOrder(platform, { order: 'c1', driver: 'd3' }, desk);
    await createOrder(platform, anOrder('lyon', { region: 'Lyon' }), desk);
    const asked = ['c2', 'c1', 'lyon', 'nowhere'];
    const results = await all(
      assignOptimal(config, platform, asked, { dryRun: false, by: 'x' }, never),
    );
    expect(results.map((each) => inWords(each).replace(/ d\d$/, ''))).toEqual([
      ...['c2 done', 'c1 wrong_status', 'lyon nobody', 'nowhere unknown_order'],
    ]);
    expect(await holder('c0')).toBeNull();
  });
});
