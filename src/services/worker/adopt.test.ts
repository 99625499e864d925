import pino from 'pino';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryAll, type Way } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Platform } from '../redis/connect.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { adopt } from './adopt.ts';
import type { WorkerContext } from './context.ts';
import { createProgress } from './progress.ts';

let way: Way;
let platform: Platform;
let context: WorkerContext;

beforeAll(async () => {
  const config = testConfig(await ownRedis('6.2'));
  platform = await ownPlatform(config);
  way = { config, platform, history: await ownHistory(config) };
  context = {
    config,
    platform,
    name: 'me',
    log: pino({ level: 'silent' }),
    progress: createProgress(),
  };
});

beforeEach(async () => {
  await platform.redis.flushdb();
  await aDriver(platform, 'd1');
});

const MINUTE = 60_000;
const waitingSince = (id: string) =>
  platform.redis.zscore(platform.keys.ordersWaiting, id).then(Number);

describe('an order written by hand', () => {
  it('needs no status of its own: the set says it', async () => {
    const { redis } = platform;
    await redis.hset('order:x', { client: 'Zoé', amount: '12.3' });
    await redis.sadd('orders:status:en_attente', 'x');
    await adopt(context);
    expect(await redis.hmget('order:x', 'status', 'version', 'amount_cents')).toEqual([
      'en_attente',
      '1',
      '1230',
    ]);
  });

  const created = Date.parse('2026-11-20T10:15:30.250Z');
  it.each([
    ['ISO 8601', '2026-11-20T10:15:30.250Z'],
    ['ISO 8601 with microseconds and an offset', '2026-11-20T11:15:30.250999+01:00'],
    ['seconds with a fraction', '1795169730.25'],
    ['milliseconds', '1795169730250'],
  ])('keeps its times when they are in %s', async (_what, text) => {
    const { redis, keys } = platform;
    await redis.hset('order:x', { client: 'Zoé', status: 'en_attente', created_at: text });
    await redis.sadd('orders:status:en_attente', 'x');
    await adopt(context);
    expect(await waitingSince('x')).toBe(created);
    expect(Number(await redis.zscore(keys.ordersDue, 'x'))).toBe(created + 40 * MINUTE);
    expect(await redis.hget('order:x', 'created_at')).toBe(String(created));
  });

  it('reaches MongoDB with what it says of itself', async () => {
    const { redis } = platform;
    await redis.hset('order:y', {
      ...{ client: '$Zoé', amount: '25.5', status: 'livrée', region: 'Paris', driver_id: 'd1' },
      ...{ picked_up_at: '2026-11-20T10:00:00Z', delivered_at: '2026-11-20T10:12:30Z' },
      ...{ items_count: '1', item_0_product_id: 'p7', item_0_quantity: '3' },
    });
    await redis.sadd('orders:status:livrée', 'y');
    await adopt(context);
    await carryAll(way);
    const document = await way.history.db.collection('deliveries').findOne({ command_id: 'y' });
    expect(document).toMatchObject({
      ...{ client: '$Zoé', driver_id: 'd1', driver_name: 'Name d1', region: 'Paris' },
      ...{ amount: 25.5, amount_cents: 2550, status: 'livrée', duration_minutes: 12.5 },
      pickup_time: new Date('2026-11-20T10:00:00Z'),
      delivery_time: new Date('2026-11-20T10:12:30Z'),
      items: [{ product_id: 'p7', quantity: 3 }],
    });
    expect(document).not.toHaveProperty('rating');
  });

  it('that Redis can not read keeps no other one out', async () => {
    const { redis } = platform;
    await redis.hset('order:bad', { client: 'Bad', status: 'en_attente' });
    await redis.hset('assignment:bad', { driver: 'd1' });
    await redis.set('order:worse', 'a text');
    await redis.sadd('orders:status:en_attente', 'bad', 'worse');
    await redis.hset('order:good', { client: 'Good', status: 'récupérée', driver_id: 'd1' });
    await redis.sadd('orders:status:récupérée', 'good');
    await adopt(context);
    expect(await redis.hget('order:good', 'version')).toBe('1');
    expect(await redis.smembers('driver:d1:orders')).toEqual(['good']);
  });

  it('is found among many, and only then', async () => {
    const { redis, keys } = platform;
    for (let i = 0; i < 30; i += 1) await deliver(platform, `c${i}`, 'd1');
    const pipeline = redis.pipeline();
    for (let i = 0; i < 1_500; i += 1) {
      pipeline.hset(`order:h${i}`, { client: `Client ${i}`, status: 'en_attente' });
      pipeline.sadd('orders:status:en_attente', `h${i}`);
    }
    await pipeline.exec();
    const before = Number(await redis.get(keys.eventsSeq));
    await Promise.all([adopt(context), adopt({ ...context, name: 'another' })]);
    await adopt(context);
    expect(await redis.zcard(keys.ordersWaiting)).toBe(1_500);
    const after = Number(await redis.get(keys.eventsSeq));
    // Two at once may both take one in; a round on its own finds nothing left.
    expect(after - before).toBeGreaterThanOrEqual(1_500);
    await adopt(context);
    expect(Number(await redis.get(keys.eventsSeq))).toBe(after);
  });
});

describe('a driver written by hand', () => {
  const index = (status: 'free' | 'busy' | 'offDuty', id: string) =>
    platform.redis.sismember(platform.keys.driversStatus(status), id);

  it('has his place, his rating and his position seen', async () => {
    const { redis, keys } = platform;
    const hash = { name: 'Py', rating: ' 4.2', status: 'disponible', region: 'Paris' };
    await redis.hset('driver:py', hash);
    await redis.hset('driver:off', { ...hash, status: 'hors_ligne', rating: 'good' });
    await redis.hset('driver:carrying', hash);
    await redis.sadd('driver:carrying:orders', 'o1');
    await redis.sadd('drivers:all', 'py', 'off', 'carrying');
    await redis.geoadd('drivers_locations', 2.33, 48.87, 'py');
    await adopt(context);
    expect([
      await index('free', 'py'),
      await index('offDuty', 'off'),
      await index('busy', 'carrying'),
    ]).toEqual([1, 1, 1]);
    expect(Number(await redis.zscore(keys.driversRatings, 'py'))).toBe(4.2);
    expect(await redis.zscore(keys.driversRatings, 'off')).toBeNull();
    expect(await redis.smembers(keys.driverRegions('py'))).toEqual(['Paris']);
    expect(await redis.zscore(keys.driversLastSeen, 'py')).not.toBeNull();
    expect(await redis.zscore(keys.driversLastSeen, 'off')).toBeNull();
  });

  it('that Redis can not read, or that has no hash yet, keeps no other one out', async () => {
    const { redis } = platform;
    await redis.set('driver:bad', 'a text');
    await redis.hset('driver:good', { name: 'Good', status: 'disponible' });
    await redis.sadd('drivers:all', 'bad', 'ghost', 'good');
    await createOrder(platform, anOrder('c1'), desk);
    await redis.hset('order:c1', 'status', 'annulée');
    await adopt(context);
    expect(await index('free', 'good')).toBe(1);
    expect(await index('free', 'ghost')).toBe(0);
    expect(await redis.sismember('orders:status:annulée', 'c1')).toBe(1);
  });
});
