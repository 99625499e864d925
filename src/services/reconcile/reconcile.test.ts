import { beforeEach, describe, expect, it } from 'vitest';
import { carryAll, type Way } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { liveWholeLife } from '../../../test/helpers/whole-life.ts';
import { openAlert } from '../redis/transitions/alerts.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../redis/transitions/deliveries.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { compare, reconcile } from './reconcile.ts';

let way: Way;

beforeEach(async () => {
  const config = testConfig(await ownRedis());
  way = { config, platform: await ownPlatform(config), history: await ownHistory(config) };
});

const differences = async () =>
  (await compare(way.platform, way.history)).differences.map(
    ({ kind, subject, where }) => `${kind} ${subject} ${where}`,
  );

function repairAll() {
  return reconcile(way.platform, way.history, {
    by: 'desk1',
    carry: () => carryAll(way),
    onRepair: () => undefined,
    signal: new AbortController().signal,
  });
}

/** A room with an order in each status. */
async function aRoom(): Promise<void> {
  const { platform } = way;
  for (const id of ['d1', 'd2']) await aDriver(platform, id);
  await deliver(platform, 'c1', 'd1');
  for (const id of ['c2', 'c3', 'c4']) await createOrder(platform, anOrder(id), desk);
  await assignOrder(platform, { order: 'c3', driver: 'd1' }, desk);
  await assignOrder(platform, { order: 'c4', driver: 'd2' }, desk);
  await pickUpOrder(platform, 'c4', desk);
  await carryAll(way);
}

describe('reconcile', () => {
  it('finds nothing after a whole life', async () => {
    await liveWholeLife(way.platform);
    // What the life restored by hand is not in MongoDB, and says so.
    await carryAll(way);
    const found = await differences();
    expect(found.filter((each) => !/ r1 /.test(each))).toEqual([]);
  });

  it('finds nothing in a room that works', async () => {
    await aRoom();
    expect(await differences()).toEqual([]);
    expect(await repairAll()).toMatchObject({ orders: 4, drivers: 2, repaired: [], behind: 0 });
  });

  // What somebody breaks, and what is said of it.
  const BREAKS: [string, string, (way: Way) => Promise<unknown>][] = [
    [
      'a status set',
      'order_index c2 orders:status:en_attente',
      ({ platform: { redis, keys } }) => redis.srem(keys.ordersStatus('waiting'), 'c2'),
    ],
    [
      'another status set',
      'order_index c2 orders:status:livrée',
      ({ platform: { redis, keys } }) => redis.sadd(keys.ordersStatus('delivered'), 'c2'),
    ],
    [
      'the queue',
      'order_index c2 orders:waiting',
      ({ platform: { redis, keys } }) => redis.zrem(keys.ordersWaiting, 'c2'),
    ],
    [
      'a promised time',
      'order_index c3 orders:due',
      ({ platform: { redis, keys } }) => redis.zadd(keys.ordersDue, 5, 'c3'),
    ],
    [
      'the finished',
      'order_index c1 orders:finished',
      ({ platform: { redis, keys } }) => redis.zrem(keys.ordersFinished, 'c1'),
    ],
    [
      'an assignment',
      'order_index c3 assignment:c3',
      ({ platform: { redis, keys } }) => redis.del(keys.assignment('c3')),
    ],
    [
      'a hand',
      'order_index c4 driver:d2:orders',
      ({ platform: { redis, keys } }) => redis.srem(keys.driverOrders('d2'), 'c4'),
    ],
    [
      'a stray',
      'order_stray ghost orders:due',
      ({ platform: { redis, keys } }) => redis.zadd(keys.ordersDue, 5, 'ghost'),
    ],
    [
      'a stray in a hand',
      'driver_index d1 deliveries_in_progress',
      ({ platform: { redis, keys } }) => redis.sadd(keys.driverOrders('d1'), 'ghost'),
    ],
    [
      'a counter',
      'driver_index d1 deliveries_in_progress',
      ({ platform: { redis, keys } }) =>
        redis.hincrby(keys.driverStats('d1'), 'deliveries_in_progress', 3),
    ],
    [
      'a driver’s status',
      'driver_index d1 status',
      ({ platform: { redis, keys } }) => redis.hset(keys.driver('d1'), 'status', 'disponible'),
    ],
    [
      'the roster',
      'driver_index d1 drivers:all',
      ({ platform: { redis, keys } }) => redis.srem(keys.driversAll, 'd1'),
    ],
    [
      'the ranking',
      'driver_index d1 drivers:ratings',
      ({ platform: { redis, keys } }) => redis.zadd(keys.driversRatings, 1, 'd1'),
    ],
    [
      'a region',
      'region_index d1 Paris',
      ({ platform: { redis, keys } }) => redis.srem(keys.regionDrivers('Paris'), 'd1'),
    ],
    [
      'an alert',
      'alert_stray out_of_zone:d9 ',
      ({ platform: { redis, keys } }) => redis.zadd(keys.alertsOpen, 1, 'out_of_zone:d9'),
    ],
    [
      'an alert in Redis',
      'alert_left out_of_zone:d9 ',
      async (way) => {
        const { platform } = way;
        const alert = { kind: 'out_of_zone', subject: 'd9', driver: 'd9' } as const;
        await openAlert(platform, { ...alert, severity: 'critical', details: {} }, desk);
        await carryAll(way);
        const { redis, keys } = platform;
        await redis.del(keys.alert('out_of_zone', 'd9'), keys.alertsOpen);
      },
    ],
    [
      'an order in Redis',
      'order_missing c2 ',
      ({ platform: { redis, keys } }) => redis.del(keys.order('c2')),
    ],
    [
      'a field',
      'order_differs c2 note',
      ({ platform: { redis, keys } }) => redis.hset(keys.order('c2'), 'note', 'by hand'),
    ],
    [
      'an order in MongoDB',
      'order_behind c2 0 < 1',
      ({ history }) => history.db.collection('orders').deleteOne({ command_id: 'c2' }),
    ],
    [
      'a delivery',
      'delivery_missing c1 ',
      ({ history }) => history.db.collection('deliveries').deleteOne({ command_id: 'c1' }),
    ],
    [
      'a driver in MongoDB',
      'driver_differs d2 rating',
      ({ history }) =>
        history.db.collection('drivers').updateOne({ driver_id: 'd2' }, { $set: { rating: 1 } }),
    ],
  ];

  it.each(BREAKS)('names %s that was broken, and repairs it', async (_what, sentence, harm) => {
    await aRoom();
    await harm(way);
    expect(await differences()).toContain(sentence);
    const { differences: left, repaired } = await repairAll();
    expect(left).toEqual([]);
    expect(repaired.length).toBeGreaterThan(0);
    expect(await differences()).toEqual([]);
    // The room works on.
    expect(await deliverOrder(way.platform, 'c4', desk)).toMatchObject({ ok: true });
  });

  it('takes MongoDB’s word where Redis came back older', async () => {
    await aRoom();
    const { redis, keys } = way.platform;
    const copy = await redis.dumpBuffer(keys.order('c4'));
    await deliverOrder(way.platform, 'c4', desk);
    await carryAll(way);
    // The hash of the order as it was; the indexes as they are.
    await redis.restore(keys.order('c4'), 0, copy ?? '', 'REPLACE');
    expect(await differences()).toContain('order_older c4 3 < 4');
    expect((await repairAll()).differences).toEqual([]);
    expect(await redis.hget(keys.order('c4'), 'status')).toBe('livrée');
    expect(await redis.sismember(keys.driverOrders('d2'), 'c4')).toBe(0);
  });
});
