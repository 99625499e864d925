import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { carryAll } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { outboxLag } from '../board/lag.ts';
import type { Config } from '../config/config.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { parseEvent, recentEvents } from '../redis/events.ts';
import { cancelOrder, createOrder } from '../redis/transitions/orders.ts';
import type { Servers } from '../servers/start.ts';
import { documentsOf } from './documents.ts';
import { olderId, trimEvents } from './trim.ts';
import { writeAll } from './write.ts';

let servers: Servers;
let config: Config;
let platform: Platform;
let history: History;

beforeAll(async () => {
  servers = await ownRedis();
  config = testConfig(servers);
  platform = await ownPlatform(config);
  history = await ownHistory(config);
  await aDriver(platform, 'd1');
});

const carry = (consumer?: string) => carryAll({ config, platform, history }, consumer);

describe('from Redis to MongoDB', () => {
  it('brings every event, order, delivery and driver', async () => {
    await deliver(platform, 'c1', 'd1', { note: '$amount {weird: "$$ROOT"}' });
    await createOrder(platform, anOrder('c2'), desk);
    await cancelOrder(platform, 'c2', { by: 'desk1', via: 'client absent' });
    expect((await outboxLag(platform)).lag).toBeGreaterThan(0);
    await carry();
    const { db } = history;
    expect(await db.collection('deliveries').findOne({ command_id: 'c1' })).toMatchObject({
      client: 'Amélie Roux',
      driver_id: 'd1',
      driver_name: 'Name d1',
      amount: 25.5,
      amount_cents: 2550,
      status: 'livrée',
      region: 'Paris',
      driver_rating: 4.5,
      items: [{ product_id: 'p1', quantity: 2 }],
    });
    expect(await db.collection('orders').findOne({ command_id: 'c1' })).toMatchObject({
      note: '$amount {weird: "$$ROOT"}',
      strategy: 'closest',
    });
    expect(await db.collection('orders').findOne({ command_id: 'c2' })).toMatchObject({
      status: 'annulée',
      cancel_reason: 'client absent',
    });
    expect(await db.collection('drivers').findOne({ driver_id: 'd1' })).toMatchObject({
      name: 'Name d1',
    });
    const seq = Number(await platform.redis.get(platform.keys.eventsSeq));
    expect(await db.collection('events').countDocuments()).toBe(seq);
  });

  it('changes nothing when events are replayed, in whatever order', async () => {
    const events = (await recentEvents(platform, 100)).filter(({ order }) => order === 'c1');
    const upserts = events.flatMap((event) => documentsOf(event, null));
    const snapshot = async () =>
      JSON.stringify([
        await history.db.collection('orders').find().sort({ command_id: 1 }).toArray(),
        await history.db.collection('deliveries').find().sort({ command_id: 1 }).toArray(),
      ]);
    const before = await snapshot();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(upserts, { minLength: 1 }), async (some) => {
        expect((await writeAll(history, some)).size).toBe(0);
        expect(await snapshot()).toBe(before);
      }),
      { numRuns: 15 },
    );
  });

  it('ends the same whichever event arrives first', async () => {
    await deliver(platform, 'c9', 'd1');
    const events = (await recentEvents(platform, 10)).filter(({ order }) => order === 'c9');
    for (const event of events.toReversed()) await writeAll(history, documentsOf(event, null));
    expect(await history.db.collection('orders').findOne({ command_id: 'c9' })).toMatchObject({
      status: 'livrée',
      version: 4,
    });
    await carry();
  });

  it('keeps what can never be written where an operator finds it, and goes on', async () => {
    const { redis, keys } = platform;
    await redis.xadd(keys.events, '*', 'type', 'nonsense', 'seq', '1');
    await redis.xadd(keys.events, '*', 'type', 'order_created', 'seq', 'x');
    await history.db.command({
      collMod: 'orders',
      validator: { destination: { $ne: 'refused by the collection' } },
    });
    await createOrder(platform, anOrder('c3', { destination: 'refused by the collection' }), desk);
    await createOrder(platform, anOrder('c4'), desk);
    await carry();
    await history.db.command({ collMod: 'orders', validator: {} });
    const letters = await history.db.collection('dead_letters').find().toArray();
    expect(letters.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('nonsense'),
      expect.stringContaining('whole numbers'),
      expect.stringContaining('validation'),
    ]);
    expect(await history.db.collection('orders').findOne({ command_id: 'c4' })).not.toBeNull();
  });

  it('is shared by two workers', async () => {
    for (let i = 0; i < 50; i += 1) await createOrder(platform, anOrder(`s${i}`), desk);
    await Promise.all([carry('one'), carry('two')]);
    expect(await history.db.collection('orders').countDocuments({ command_id: /^s/ })).toBe(50);
  });

  it('makes documents of whatever another program wrote', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.string()),
        fc.constantFrom('order_adopted', 'driver_on_duty', 'alert_opened'),
        (record, type) => {
          const flat = {
            ...{ seq: '1', epoch: '0', type, at: '5', version: '1', by: 'x' },
            ...{
              order: type === 'order_adopted' ? 'o1' : '',
              driver: 'd1',
              record: JSON.stringify(record),
            },
          };
          const event = parseEvent(['1-0', Object.entries(flat).flat()]);
          if ('fault' in event) throw new Error(event.fault);
          expect(documentsOf(event, 'paris').length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('the stream', () => {
  it('is trimmed to what is acknowledged, but keeps the newest ten thousand', async () => {
    const own = await ownRedis();
    const other = await ownPlatform(testConfig(own));
    const { redis, keys } = other;
    const pipeline = redis.pipeline();
    for (let i = 1; i <= 13_000; i += 1) pipeline.xadd(keys.events, `${i}-0`, 'seq', i);
    await pipeline.exec();
    expect(await trimEvents(other)).toBe(0);
    await redis.xgroup('CREATE', keys.events, 'mongo', '500-0');
    await trimEvents(other);
    expect(await redis.xlen(keys.events)).toBe(12_501);
    await redis.xgroup('SETID', keys.events, 'mongo', '$');
    await trimEvents(other);
    expect(await redis.xlen(keys.events)).toBeGreaterThanOrEqual(10_000);
    expect(await redis.xlen(keys.events)).toBeLessThanOrEqual(11_000);
  });
  it('knows which of two ids is older', () => {
    expect(olderId('9-1', '10-0')).toBe('9-1');
    expect(olderId('9-2', '9-10')).toBe('9-2');
  });
});
