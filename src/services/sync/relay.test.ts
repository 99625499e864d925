import { beforeEach, describe, expect, it } from 'vitest';
import { carryAll, type Way } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { MONGO_GROUP } from '../board/lag.ts';
import { adoptOrder } from '../redis/transitions/adoption.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { ensureGroup } from './relay.ts';

describe.each(['6.2', '7'] as const)('a relay on Redis %s', (version) => {
  let way: Way;

  beforeEach(async () => {
    const config = testConfig(await ownRedis(version));
    const platform = await ownPlatform(config);
    way = { config, platform, history: await ownHistory(config) };
    await aDriver(platform, 'd1');
  });

  /** A worker that took everything there is and died a while ago. */
  async function dieWithAll(): Promise<string[]> {
    const { redis, keys } = way.platform;
    await ensureGroup(way.platform);
    const group = ['GROUP', MONGO_GROUP, 'dead', 'COUNT', 1000] as const;
    await redis.xreadgroup(...group, 'STREAMS', keys.events, '>');
    const all = await redis.xpending(keys.events, MONGO_GROUP, '-', '+', 1000);
    const ids = all.map((entry) => String((entry as unknown[])[0]));
    const claim = [keys.events, MONGO_GROUP, 'dead', 0, ...ids, 'IDLE', 60_000];
    await redis.call('XCLAIM', ...claim);
    return ids;
  }

  const pending = async () =>
    (await way.platform.redis.xpending(way.platform.keys.events, MONGO_GROUP))[0];

  it('finishes what a dead worker began', async () => {
    for (let i = 0; i < 20; i += 1) await deliver(way.platform, `c${i}`, 'd1');
    await dieWithAll();
    await carryAll(way, 'heir');
    expect(await way.history.db.collection('deliveries').countDocuments()).toBe(20);
    expect(await pending()).toBe(0);
  });

  it('lets go of entries that were dropped while they were pending', async () => {
    const { redis, keys } = way.platform;
    for (let i = 0; i < 10; i += 1) await createOrder(way.platform, anOrder(`c${i}`), desk);
    const ids = await dieWithAll();
    await redis.xdel(keys.events, ...ids.slice(0, 4), ...ids.slice(-1));
    await carryAll(way, 'heir');
    expect(await pending()).toBe(0);
    expect(await way.history.db.collection('events').countDocuments()).toBe(ids.length - 5);
  });

  it('puts aside what no document can hold, shortened, and goes on', async () => {
    const { platform, history } = way;
    await createOrder(platform, anOrder('large'), desk);
    // Another program keeps no measure.
    await platform.redis.hset(platform.keys.order('large'), 'note', 'x'.repeat(17_000_000));
    await adoptOrder(platform, 'large', desk, true);
    await createOrder(platform, anOrder('c1'), desk);
    await carryAll(way);
    const [letter] = await history.db.collection('dead_letters').find().toArray();
    expect(letter).toMatchObject({ reason: expect.stringContaining('larger than') });
    expect(JSON.stringify(letter).length).toBeLessThan(1_000_000);
    expect(await history.db.collection('orders').findOne({ command_id: 'c1' })).not.toBeNull();
  });
});
