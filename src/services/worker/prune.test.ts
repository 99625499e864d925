import { beforeEach, describe, expect, it } from 'vitest';
import { carryAll, type Way } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { rateOrder } from '../redis/transitions/deliveries.ts';
import { cancelOrder, createOrder } from '../redis/transitions/orders.ts';
import { pruneFinished } from './prune.ts';

let way: Way;

beforeEach(async () => {
  const config = testConfig(await ownRedis());
  way = { config, platform: await ownPlatform(config), history: await ownHistory(config) };
  await aDriver(way.platform, 'd1');
});

const LATER = Date.now() + 3_600_000;
const prune = (before = LATER) => pruneFinished(way.platform, way.history, before);
const there = async (...ids: string[]) => {
  const { redis, keys } = way.platform;
  return Promise.all(ids.map(async (id) => (await redis.exists(keys.order(id))) === 1));
};

describe('finished orders', () => {
  it('leave Redis after the retention time, and only when MongoDB has them', async () => {
    const { platform, history } = way;
    const { redis, keys } = platform;
    await deliver(platform, 'c1', 'd1');
    await createOrder(platform, anOrder('c2'), desk);
    await cancelOrder(platform, 'c2', desk);
    await createOrder(platform, anOrder('c3'), desk);
    expect(await prune()).toBe(0);
    await carryAll(way);
    expect(await prune(Date.now() - 3_600_000)).toBe(0);
    // One is not among the deliveries: what MongoDB lost stays in Redis.
    await history.db.collection('deliveries').deleteOne({ command_id: 'c1' });
    expect(await prune()).toBe(1);
    expect(await there('c1', 'c2', 'c3')).toEqual([true, false, true]);
    const at = new Date(Number(await redis.hget(keys.order('c1'), 'delivered_at')));
    const again = { command_id: 'c1', delivery_time: at };
    await history.db.collection('deliveries').insertOne(again);
    expect(await prune()).toBe(1);
    expect(await there('c1', 'c3')).toEqual([false, true]);
    for (const status of ['delivered', 'cancelled'] as const)
      expect(await redis.scard(keys.ordersStatus(status))).toBe(0);
    expect(await redis.zcard(keys.ordersFinished)).toBe(0);
    expect(await rateOrder(platform, { order: 'c1', stars: 5 }, desk)).toMatchObject({
      refusal: 'unknown_order',
    });
  });

  it('stay while MongoDB has an older version of them', async () => {
    const { platform } = way;
    await deliver(platform, 'c1', 'd1');
    await carryAll(way);
    await rateOrder(platform, { order: 'c1', stars: 5, text: 'warm' }, desk);
    expect(await prune()).toBe(0);
    await carryAll(way);
    expect(await prune()).toBe(1);
    expect(await way.history.db.collection('deliveries').findOne()).toMatchObject({
      ...{ command_id: 'c1', rating: 5, review: 'warm', driver_rating: 4.5 },
    });
  });

  it('of a re-used id are told from those of its life before', async () => {
    const { platform } = way;
    await deliver(platform, 'c1', 'd1', { client: 'Ann' });
    await rateOrder(platform, { order: 'c1', stars: 5 }, desk);
    await carryAll(way);
    expect(await prune()).toBe(1);
    await deliver(platform, 'c1', 'd1', { client: 'Bob', amountCents: 9900 });
    // MongoDB has a higher version of the life before: that is not this one.
    expect(await prune()).toBe(0);
    await carryAll(way);
    const found = await way.history.db.collection('deliveries').find().toArray();
    expect(found).toMatchObject([{ client: 'Bob', amount: 99, version: 4 }]);
    expect(found[0]).not.toHaveProperty('rating');
    expect(await prune()).toBe(1);
  });

  it('beyond one page all leave, also behind some that must stay', async () => {
    const { platform, history } = way;
    const ids = Array.from({ length: 620 }, (_, i) => `c${i}`);
    for (const id of ids) {
      await createOrder(platform, anOrder(id), desk);
      await cancelOrder(platform, id, desk);
    }
    await carryAll(way);
    const stay = ids.slice(0, 510);
    await history.db.collection('orders').deleteMany({ command_id: { $in: stay } });
    expect(await prune()).toBe(110);
    expect(await platform.redis.zcard(platform.keys.ordersFinished)).toBe(510);
  });
});
