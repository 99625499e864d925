import { beforeEach, describe, expect, it } from 'vitest';
import { carryAll, type Way } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Platform } from '../redis/connect.ts';
import { deliverOrder } from '../redis/transitions/deliveries.ts';
import { cancelOrder, createOrder } from '../redis/transitions/orders.ts';
import { checkEpoch, inEpoch, readCut } from './checkpoint.ts';

/** All that a Redis holds, for coming back to it. */
async function copyOf({ redis }: Platform): Promise<() => Promise<void>> {
  const names = await redis.scan('0', 'COUNT', 10_000).then(([, found]) => found);
  const dumps = await Promise.all(names.map((name) => redis.dumpBuffer(name)));
  return async () => {
    await redis.flushall();
    for (const [index, name] of names.entries()) {
      const dump = dumps[index];
      if (dump) await redis.restore(name, 0, dump);
    }
  };
}

describe('a Redis that came back older than MongoDB', () => {
  let way: Way;
  let platform: Platform;

  beforeEach(async () => {
    const config = testConfig(await ownRedis());
    platform = await ownPlatform(config);
    way = { config, platform, history: await ownHistory(config) };
    await aDriver(platform, 'd1');
  });

  const orders = () => way.history.db.collection('orders');
  const seq = async () => Number(await platform.redis.get(platform.keys.eventsSeq));

  /** Delivers c1 and two more, all carried; Redis comes back as it was when c1 was created. */
  async function loseTail(): Promise<{ fromSeq: number; toSeq: number }> {
    await createOrder(platform, anOrder('c1'), desk);
    await carryAll(way);
    const fromSeq = (await seq()) + 1;
    const comeBack = await copyOf(platform);
    await cancelOrder(platform, 'c1', { by: 'desk1', via: 'lost' });
    await deliver(platform, 'c2', 'd1');
    await carryAll(way);
    const toSeq = await seq();
    await comeBack();
    return { fromSeq, toSeq };
  }

  it('is found once, also by two workers, and told by an alert', async () => {
    const lost = await loseTail();
    const found = await Promise.all([
      checkEpoch(platform, way.history),
      checkEpoch(platform, way.history),
    ]);
    expect(found.filter(Boolean)).toEqual([lost]);
    expect(await platform.redis.get(platform.keys.epoch)).toBe('1');
    expect(await platform.redis.zrange(platform.keys.alertsOpen, '0', '-1')).toEqual([
      'events_lost:epoch1',
    ]);
    expect(await checkEpoch(platform, way.history)).toBeNull();
  });

  it('is followed again: what was written before it was found is no replay', async () => {
    await loseTail();
    await deliver(platform, 'c3', 'd1');
    expect(await checkEpoch(platform, way.history)).not.toBeNull();
    await carryAll(way);
    await cancelOrder(platform, 'c1', { by: 'desk1', via: 'told again' });
    await carryAll(way);
    expect(await orders().findOne({ command_id: 'c1' })).toMatchObject({
      status: 'annulée',
      cancel_reason: 'told again',
      epoch: 1,
    });
    const audit = way.history.db.collection('events');
    expect(await audit.countDocuments({ order: 'c3', epoch: 1 })).toBe(4);
  });

  it('is found even when as many events were written since as had been lost', async () => {
    const { fromSeq, toSeq } = await loseTail();
    await cancelOrder(platform, 'c1', { by: 'desk1', via: 'in the new life' });
    while ((await seq()) < toSeq) await createOrder(platform, anOrder(`n${await seq()}`), desk);
    await deliver(platform, 'c2', 'd1', { client: 'Somebody else' });
    expect(await checkEpoch(platform, way.history)).toEqual({ fromSeq, toSeq });
    await carryAll(way);
    expect(await orders().findOne({ command_id: 'c1' })).toMatchObject({
      cancel_reason: 'in the new life',
    });
    const delivered = await way.history.db.collection('deliveries').findOne({ command_id: 'c2' });
    expect(delivered).toMatchObject({ client: 'Somebody else', epoch: 1 });
    expect(await checkEpoch(platform, way.history)).toBeNull();
  });

  it('is found again when it happens again', async () => {
    await loseTail();
    await checkEpoch(platform, way.history);
    await carryAll(way);
    const comeBack = await copyOf(platform);
    await createOrder(platform, anOrder('c8'), desk);
    await carryAll(way);
    await comeBack();
    await createOrder(platform, anOrder('c9'), desk);
    expect(await checkEpoch(platform, way.history)).toMatchObject({ toSeq: (await seq()) - 1 });
    expect(await platform.redis.get(platform.keys.epoch)).toBe('2');
    await carryAll(way);
    expect(await orders().findOne({ command_id: 'c9' })).toMatchObject({ epoch: 2 });
  });

  it('is found when it lost everything', async () => {
    await deliver(platform, 'c1', 'd1');
    await carryAll(way);
    const toSeq = await seq();
    await platform.redis.flushall();
    expect(await checkEpoch(platform, way.history)).toEqual({ fromSeq: 1, toSeq });
  });

  it('is not one that another worker carries from in this moment', async () => {
    await carryAll(way);
    let busy = false;
    const redis = new Proxy(platform.redis, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name !== 'mget') return value.bind(target);
        return async (...names: string[]) => {
          const reply = await target.mget(...names);
          busy = true;
          await createOrder(platform, anOrder('meanwhile'), desk);
          await carryAll(way, 'another');
          return reply;
        };
      },
    });
    expect(await checkEpoch({ ...platform, redis }, way.history)).toBeNull();
    expect(busy).toBe(true);
    expect(await platform.redis.zcard(platform.keys.alertsOpen)).toBe(0);
  });

  it('nobody finds while nothing is lost', async () => {
    expect(await checkEpoch(platform, way.history)).toBeNull();
    await deliver(platform, 'c1', 'd1');
    await carryAll(way);
    await deliverOrder(platform, 'c1', desk);
    await createOrder(platform, anOrder('c2'), desk);
    expect(await checkEpoch(platform, way.history)).toBeNull();
    expect(await readCut(platform, way.history)).toBeNull();
  });
});

describe('a cut', () => {
  it('moves what follows it into the new epoch, and nothing else', () => {
    const event = {
      ...({
        epoch: 0,
        seq: 7,
        type: 'order_created',
        at: 1,
        by: 'x',
        via: '',
        version: 1,
      } as const),
      ...{ order: 'c1', driver: null, record: {}, driverRecord: null, status: null },
    };
    const cut = { after: '100-5', epoch: 1 };
    const epochOf = (streamId: string, epoch = 0) =>
      inEpoch({ ...event, streamId, epoch }, cut).epoch;
    expect(['99-9', '100-4', '100-5', '100-6', '101-0'].map((id) => epochOf(id))).toEqual([
      0, 0, 0, 1, 1,
    ]);
    expect(epochOf('101-0', 2)).toBe(2);
    expect(inEpoch({ ...event, streamId: '1-0' }, null).epoch).toBe(0);
  });
});
