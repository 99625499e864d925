import { beforeAll, describe, expect, it } from 'vitest';
import { ON_CLUSTER } from '../../../../test/helpers/own-cluster.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../../test/helpers/servers.ts';
import { strictPlatform } from '../../../../test/helpers/strict.ts';
import type { NewOrder } from '../../../domain/order.ts';
import type { Outcome } from '../../../domain/refusal.ts';
import { connectPlatform, type Platform, whenReady } from '../connect.ts';
import { recentEvents } from '../events.ts';
import { adoptOrder } from './adoption.ts';
import { assignOrder, reassignOrder, unassignOrder, undoOrder } from './assignments.ts';
import { deliverOrder, failOrder, pickUpOrder, rateOrder } from './deliveries.ts';
import {
  addDriver,
  driverOffDuty,
  driverOnDuty,
  moveDriver,
  removeDriver,
  setDriverRegions,
} from './drivers.ts';
import { cancelOrder, correctOrder, createOrder, deleteOrder } from './orders.ts';
import { refusePair } from './plans.ts';

const OPERA = { lon: 2.3316, lat: 48.8708 };
const BASTILLE = { lon: 2.3692, lat: 48.8532 };
const desk = { by: 'desk1' };

function newOrder(id: string, more: Partial<NewOrder> = {}): NewOrder {
  return {
    id,
    client: 'Amélie Roux',
    clientId: 'u1',
    destination: 'Bastille',
    region: 'Paris',
    amountCents: 2550,
    pickup: OPERA,
    dropoff: BASTILLE,
    items: [{ productId: 'p1', quantity: 2 }],
    ...more,
  };
}

const refusalOf = (outcome: Outcome) => (outcome.ok ? 'done' : outcome.refusal);

describe.each(['6.2', '7'] as const)('transitions on Redis %s', (version) => {
  let platform: Platform;
  let url: Awaited<ReturnType<typeof ownRedis>>;

  beforeAll(async () => {
    url = await ownRedis(version);
    const config = testConfig(url);
    // Every script may touch its KEYS and nothing else.
    const admin = await ownPlatform(config);
    // On a Cluster it is the slots that hold a script to its keys.
    platform = ON_CLUSTER ? admin : await strictPlatform(admin, config);
  });

  let made = 0;
  async function driver(more: { capacity?: number; regions?: string[]; offDuty?: true } = {}) {
    made += 1;
    const id = `d${made}`;
    await addDriver(
      platform,
      {
        id,
        name: `Driver ${made}`,
        rating: 4.5,
        regions: more.regions ?? ['Paris'],
        capacity: more.capacity ?? 4,
        ...(more.offDuty ? {} : { position: OPERA }),
      },
      desk,
    );
    return id;
  }
  async function order(more: Partial<NewOrder> = {}) {
    made += 1;
    const id = `c${made}`;
    expect(await createOrder(platform, newOrder(id, more), desk)).toMatchObject({
      ok: true,
      version: 1,
    });
    return id;
  }
  const members = (status: Parameters<typeof platform.keys.ordersStatus>[0]) =>
    platform.redis.smembers(platform.keys.ordersStatus(status));
  const seq = async () => Number(await platform.redis.get(platform.keys.eventsSeq));

  it('takes an order from its creation to the door', async () => {
    const { redis, keys } = platform;
    const d = await driver();
    const c = await order();
    expect(await redis.zscore(keys.ordersWaiting, c)).not.toBeNull();
    expect(
      await assignOrder(platform, { order: c, driver: d }, { by: 'desk1', via: 'closest' }),
    ).toMatchObject({ ok: true, version: 2 });
    expect(await redis.get(keys.assignment(c))).toBe(d);
    expect(await redis.hget(keys.driver(d), 'status')).toBe('occupé');
    expect(await members('assigned')).toContain(c);
    expect(await redis.zscore(keys.ordersWaiting, c)).toBeNull();
    expect(refusalOf(await pickUpOrder(platform, c, desk))).toBe('done');
    expect(refusalOf(await deliverOrder(platform, c, desk))).toBe('done');
    expect(await redis.hgetall(keys.driverStats(d))).toEqual({
      deliveries_in_progress: '0',
      deliveries_completed: '1',
      revenue_cents: '2550',
      revenue: '25.50',
    });
    expect(await redis.hget(keys.driver(d), 'status')).toBe('disponible');
    expect(await redis.get(keys.productSold('p1'))).toBe('2');
    expect(await redis.zscore(keys.clientsSpent, 'u1')).toBe('2550');
    expect(await redis.exists(keys.assignment(c))).toBe(0);
    const events = (await recentEvents(platform, 50)).filter((event) => event.order === c);
    expect(events.map(({ type, status, version: v }) => [type, status, v])).toEqual([
      ['order_created', 'waiting', 1],
      ['order_assigned', 'assigned', 2],
      ['order_picked_up', 'pickedUp', 3],
      ['order_delivered', 'delivered', 4],
    ]);
    expect(events[3]?.record).toMatchObject({
      driver_id: d,
      client: 'Amélie Roux',
      amount: '25.50',
    });
  });

  it('refuses what the state does not allow, with a code, and changes nothing', async () => {
    const d = await driver({ capacity: 1 });
    const off = await driver({ offDuty: true });
    const elsewhere = await driver({ regions: ['Banlieue'] });
    const c = await order();
    const second = await order();
    await assignOrder(platform, { order: c, driver: d }, desk);
    const before = await seq();
    const refused: [string, Promise<Outcome>][] = [
      ['unknown_order', assignOrder(platform, { order: 'nobody', driver: d }, desk)],
      ['unknown_driver', assignOrder(platform, { order: second, driver: 'nobody' }, desk)],
      ['wrong_status', assignOrder(platform, { order: c, driver: d }, desk)],
      ['driver_full', assignOrder(platform, { order: second, driver: d }, desk)],
      ['driver_off_duty', assignOrder(platform, { order: second, driver: off }, desk)],
      ['wrong_region', assignOrder(platform, { order: second, driver: elsewhere }, desk)],
      ['moved_on', assignOrder(platform, { order: second, driver: d, expectedVersion: 9 }, desk)],
      ['unknown_order', unassignOrder(platform, { order: 'nobody' }, desk)],
      ['wrong_status', unassignOrder(platform, { order: second }, desk)],
      ['moved_on', unassignOrder(platform, { order: c, expectedVersion: 9 }, desk)],
      ['unknown_order', pickUpOrder(platform, 'nobody', desk)],
      ['wrong_status', pickUpOrder(platform, second, desk)],
      ['unknown_order', deliverOrder(platform, 'nobody', desk)],
      ['wrong_status', deliverOrder(platform, c, desk)],
      ['unknown_order', cancelOrder(platform, 'nobody', desk)],
      ['already_exists', createOrder(platform, newOrder(c), desk)],
      ['malformed', createOrder(platform, newOrder('has space'), desk)],
      ['malformed', createOrder(platform, newOrder('c{x}'), desk)],
      ['malformed', createOrder(platform, newOrder('n1', { amountCents: -1 }), desk)],
      ['malformed', createOrder(platform, newOrder('n2', { amountCents: 10.5 }), desk)],
      ['malformed', createOrder(platform, newOrder('n3', { pickup: { lon: 200, lat: 0 } }), desk)],
      [
        'malformed',
        createOrder(platform, newOrder('n4', { pickup: { lon: Number.NaN, lat: 0 } }), desk),
      ],
      ['unknown_driver', driverOnDuty(platform, { driver: 'nobody' }, desk)],
      ['wrong_status', driverOnDuty(platform, { driver: d }, desk)],
      ['unknown_driver', driverOffDuty(platform, 'nobody', desk)],
      ['driver_off_duty', driverOffDuty(platform, off, desk)],
      ['carrying', driverOffDuty(platform, d, desk)],
      ['unknown_driver', moveDriver(platform, { driver: 'nobody', position: OPERA })],
      ['driver_off_duty', moveDriver(platform, { driver: off, position: OPERA })],
      ['malformed', moveDriver(platform, { driver: d, position: { lon: 0, lat: 89 } })],
      ['unknown_order', adoptOrder(platform, 'nobody', desk)],
    ];
    for (const [index, [name, outcome]] of refused.entries()) {
      expect([index, refusalOf(await outcome)]).toEqual([index, name]);
    }
    expect(await seq()).toBe(before);
  });

  it('keeps the hundred drivers who were refused last, whoever refused them', async () => {
    const { redis, keys } = platform;
    const [a, b, c] = [await driver(), await driver(), await order()];
    const before = Array.from({ length: 120 }, (_, i) => `x${i}`);
    await redis.hset(keys.order(c), 'refused_drivers', before.join(','));
    const refused = async () => (await redis.hget(keys.order(c), 'refused_drivers'))?.split(',');
    expect(await refusePair(platform, { order: c, driver: a }, desk)).toMatchObject({ ok: true });
    expect(await refused()).toEqual([...before.slice(21), a]);
    await assignOrder(platform, { order: c, driver: b }, desk);
    await unassignOrder(platform, { order: c }, desk);
    expect(await refused()).toEqual([...before.slice(22), a, b]);
    const [event] = await recentEvents(platform, 1);
    expect(event?.record.refused_drivers?.split(',')).toHaveLength(100);
  });

  it('says who was first when two desks want the same order', async () => {
    const [a, b] = [await driver(), await driver()];
    const c = await order();
    await assignOrder(platform, { order: c, driver: a }, { by: 'desk2', at: 5_000 });
    const late = { by: 'desk1', at: 7_000 };
    const race = { status: 'assignée', driver: a, last: 'assign', now: '7000' };
    expect(await assignOrder(platform, { order: c, driver: b }, late)).toEqual({
      ok: false,
      refusal: 'wrong_status',
      details: { ...race, by: 'desk2', at: '5000' },
    });
    // Who corrects it afterwards is not who was first.
    await correctOrder(platform, { order: c, note: 'door 3' }, { by: 'desk3' });
    expect(await assignOrder(platform, { order: c, driver: b }, late)).toMatchObject({
      details: { ...race, last: 'correct', by: '', at: '' },
    });
  });

  it('does an operation once, however often it is sent', async () => {
    const d = await driver();
    const c = await order();
    const act = { by: 'desk1', operationId: `op-${c}` };
    const first = await assignOrder(platform, { order: c, driver: d }, act);
    const after = await seq();
    expect(await assignOrder(platform, { order: c, driver: d }, act)).toEqual(first);
    expect(refusalOf(await assignOrder(platform, { order: c, driver: 'd1' }, act))).toBe(
      'operation_reused',
    );
    expect(await seq()).toBe(after);
    const back = { by: 'desk1', operationId: `undo-${c}` };
    const undone = await unassignOrder(platform, { order: c, expectedVersion: 2 }, back);
    expect(await unassignOrder(platform, { order: c, expectedVersion: 2 }, back)).toEqual(undone);
  });

  it('gives an order back its place in the queue when an assignment is undone', async () => {
    const { redis, keys } = platform;
    const d = await driver();
    const c = await order();
    const place = await redis.zscore(keys.ordersWaiting, c);
    await assignOrder(platform, { order: c, driver: d }, desk);
    expect(refusalOf(await unassignOrder(platform, { order: c, expectedVersion: 2 }, desk))).toBe(
      'done',
    );
    expect(await redis.zscore(keys.ordersWaiting, c)).toBe(place);
    expect(await redis.scard(keys.driverOrders(d))).toBe(0);
    expect(await redis.hget(keys.driver(d), 'status')).toBe('disponible');
    expect(await redis.hget(keys.order(c), 'driver_id')).toBeNull();
  });

  it('cancels from every open status and frees the driver', async () => {
    const d = await driver();
    const [waiting, assigned, picked] = [await order(), await order(), await order()];
    for (const c of [assigned, picked]) await assignOrder(platform, { order: c, driver: d }, desk);
    await pickUpOrder(platform, picked, desk);
    for (const c of [waiting, assigned, picked]) {
      expect(refusalOf(await cancelOrder(platform, c, { by: 'desk1', via: 'client absent' }))).toBe(
        'done',
      );
    }
    expect(await platform.redis.hget(platform.keys.driver(d), 'status')).toBe('disponible');
    expect(refusalOf(await cancelOrder(platform, waiting, desk))).toBe('wrong_status');
  });

  it('moves an order from one driver to another in one step', async () => {
    const { redis, keys } = platform;
    const [a, b] = [await driver(), await driver({ capacity: 1 })];
    const c = await order();
    await assignOrder(platform, { order: c, driver: a }, desk);
    await pickUpOrder(platform, c, desk);
    expect(await reassignOrder(platform, { order: c, driver: b, from: a }, desk)).toMatchObject({
      ok: true,
      version: 4,
    });
    expect(await redis.get(keys.assignment(c))).toBe(b);
    expect(await members('pickedUp')).toContain(c);
    expect(await redis.hmget(keys.driver(a), 'status')).toEqual(['disponible']);
    expect(await redis.smembers(keys.driverOrders(b))).toEqual([c]);
    const second = await order();
    const refused: [string, Promise<Outcome>][] = [
      ['wrong_status', reassignOrder(platform, { order: second, driver: a }, desk)],
      ['wrong_status', reassignOrder(platform, { order: c, driver: b }, desk)],
      ['wrong_status', reassignOrder(platform, { order: c, driver: a, from: a }, desk)],
      ['unknown_driver', reassignOrder(platform, { order: c, driver: 'nobody' }, desk)],
      ['unknown_order', reassignOrder(platform, { order: 'nobody', driver: a }, desk)],
      ['moved_on', reassignOrder(platform, { order: c, driver: a, expectedVersion: 3 }, desk)],
    ];
    for (const [name, outcome] of refused) expect(refusalOf(await outcome)).toBe(name);
    await assignOrder(platform, { order: second, driver: a }, desk);
    const full = await reassignOrder(platform, { order: second, driver: b }, desk);
    expect(refusalOf(full)).toBe('driver_full');
  });

  it('undoes what the same operator did last, and nothing else', async () => {
    const { redis, keys } = platform;
    const [a, b] = [await driver(), await driver()];
    const c = await order();
    const holder = () => redis.get(keys.assignment(c));
    const undo = (by = 'desk1') => undoOrder(platform, c, { by });
    expect(refusalOf(await undo())).toBe('nothing_to_undo');
    await assignOrder(platform, { order: c, driver: a }, desk);
    expect(await undo('desk2')).toMatchObject({ refusal: 'not_yours', details: { by: 'desk1' } });
    await reassignOrder(platform, { order: c, driver: b }, desk);
    expect(refusalOf(await undo())).toBe('done');
    expect(await holder()).toBe(a);
    expect(refusalOf(await undo())).toBe('nothing_to_undo');
    await unassignOrder(platform, { order: c }, desk);
    expect(refusalOf(await undo())).toBe('done');
    expect(await holder()).toBe(a);
    await reassignOrder(platform, { order: c, driver: b }, desk);
    await pickUpOrder(platform, c, { by: 'd' });
    expect(await undo()).toMatchObject({ refusal: 'moved_on', details: { by: 'd' } });
    expect(refusalOf(await undoOrder(platform, 'nobody', desk))).toBe('unknown_order');
  });

  it('lets a failed delivery wait again, with its place and one attempt more', async () => {
    const { redis, keys } = platform;
    const d = await driver();
    const c = await order();
    const place = await redis.zscore(keys.ordersWaiting, c);
    expect(refusalOf(await failOrder(platform, c, desk))).toBe('wrong_status');
    for (const attempts of ['1', '2']) {
      await assignOrder(platform, { order: c, driver: d }, desk);
      await pickUpOrder(platform, c, desk);
      const failed = await failOrder(platform, c, { by: 'desk1', via: 'nobody at home' });
      expect(refusalOf(failed)).toBe('done');
      expect(
        await redis.hmget(keys.order(c), 'attempts', 'fail_reason', 'driver_id', 'picked_up_at'),
      ).toEqual([attempts, 'nobody at home', null, null]);
    }
    expect(await redis.zscore(keys.ordersWaiting, c)).toBe(place);
    expect(await redis.hget(keys.driverStats(d), 'deliveries_in_progress')).toBe('0');
  });

  it('corrects what was noted until the order is finished', async () => {
    const { redis, keys } = platform;
    const c = await order({ note: 'old' });
    const dueAt = Date.now() + 60_000;
    const done = await correctOrder(platform, { order: c, note: '', phone: '06', dueAt }, desk);
    expect(done).toMatchObject({ ok: true, version: 2 });
    expect(await redis.hmget(keys.order(c), 'note', 'phone', 'due_at')).toEqual([
      ...['', '06', String(dueAt)],
    ]);
    expect(await redis.zscore(keys.ordersDue, c)).toBe(String(dueAt));
    expect(refusalOf(await correctOrder(platform, { order: c }, desk))).toBe('malformed');
    const long = { order: c, note: 'x'.repeat(10_000) };
    expect(refusalOf(await correctOrder(platform, long, desk))).toBe('malformed');
    await cancelOrder(platform, c, desk);
    expect(refusalOf(await correctOrder(platform, { order: c, note: 'x' }, desk))).toBe(
      'wrong_status',
    );
  });

  it('moves the mean of the driver with each rating, and drops the leaderboard for a big step', async () => {
    const { redis, keys } = platform;
    const d = await driver();
    const rate = async (stars: number, text?: string) => {
      const c = await order();
      await assignOrder(platform, { order: c, driver: d }, desk);
      const early = await rateOrder(platform, { order: c, stars }, desk);
      expect(refusalOf(early)).toBe('wrong_status');
      await pickUpOrder(platform, c, desk);
      await deliverOrder(platform, c, desk);
      await redis.rpush(keys.topDrivers, 'cached');
      const outcome = await rateOrder(
        platform,
        { order: c, stars, ...(text ? { text } : {}) },
        desk,
      );
      expect(refusalOf(outcome)).toBe('done');
      expect(refusalOf(await rateOrder(platform, { order: c, stars }, desk))).toBe('already_rated');
      const kept = await redis.del(keys.topDrivers);
      return { c, rating: await redis.hget(keys.driver(d), 'rating'), kept };
    };
    const first = await rate(4, 'warm and on time');
    expect(first).toMatchObject({ rating: '4', kept: 0 });
    expect(await redis.hmget(keys.order(first.c), 'rating', 'review')).toEqual([
      ...['4', 'warm and on time'],
    ]);
    expect(await rate(4)).toMatchObject({ rating: '4', kept: 1 });
    expect(await rate(5)).toMatchObject({ rating: '4.33', kept: 0 });
    expect(Number(await redis.zscore(keys.driversRatings, d))).toBe(4.33);
    expect(await redis.hmget(keys.driverStats(d), 'rating_sum', 'rating_count')).toEqual([
      ...['13', '3'],
    ]);
    for (const stars of [0, 6, 4.5, Number.NaN]) {
      const refused = await rateOrder(platform, { order: first.c, stars }, desk);
      expect(refusalOf(refused)).toBe('malformed');
    }
    expect(refusalOf(await rateOrder(platform, { order: 'nobody', stars: 5 }, desk))).toBe(
      'unknown_order',
    );
  });

  it('deletes an order that nobody carries', async () => {
    const { redis, keys } = platform;
    const d = await driver();
    const c = await order();
    await assignOrder(platform, { order: c, driver: d }, desk);
    expect(refusalOf(await deleteOrder(platform, c, desk))).toBe('wrong_status');
    await unassignOrder(platform, { order: c }, desk);
    const act = { by: 'desk1', operationId: `delete-${c}` };
    expect(await deleteOrder(platform, c, act)).toMatchObject({ ok: true, version: 4 });
    // The answer was lost on the way: the same operation is asked again.
    expect(await deleteOrder(platform, c, act)).toMatchObject({ ok: true, version: 4 });
    expect(await redis.exists(keys.order(c), keys.assignment(c))).toBe(0);
    expect(await members('waiting')).not.toContain(c);
    expect(await redis.zscore(keys.ordersWaiting, c)).toBeNull();
    expect(await redis.zscore(keys.ordersDue, c)).toBeNull();
    expect(refusalOf(await deleteOrder(platform, c, desk))).toBe('unknown_order');
  });

  it('changes where a driver works, and removes him when he carries nothing', async () => {
    const { redis, keys } = platform;
    const d = await driver({ regions: ['Paris', 'Nord'] });
    const request = { driver: d, regions: ['Nord', 'La Défense'] };
    expect(refusalOf(await setDriverRegions(platform, request, desk))).toBe('done');
    expect((await redis.smembers(keys.driverRegions(d))).sort()).toEqual(['La Défense', 'Nord']);
    expect(await redis.sismember(keys.regionDrivers('Paris'), d)).toBe(0);
    expect(await redis.sismember(keys.regionDrivers('La Défense'), d)).toBe(1);
    for (const regions of [[], ['a{b'], ['a+b'], ['\n'], ['x'.repeat(65)]]) {
      const refused = await setDriverRegions(platform, { driver: d, regions }, desk);
      expect(refusalOf(refused)).toBe('malformed');
    }
    const c = await order({ region: 'Nord' });
    await assignOrder(platform, { order: c, driver: d }, desk);
    expect(refusalOf(await removeDriver(platform, d, desk))).toBe('carrying');
    await unassignOrder(platform, { order: c }, desk);
    const act = { by: 'desk1', operationId: `remove-${d}` };
    expect(refusalOf(await removeDriver(platform, d, act))).toBe('done');
    expect(refusalOf(await removeDriver(platform, d, act))).toBe('done');
    expect(refusalOf(await removeDriver(platform, d, desk))).toBe('unknown_driver');
    const left = (await redis.keys(`*driver:${d}*`)).length;
    expect(left).toBe(0);
    for (const set of [keys.driversAll, keys.driversStatus('free'), keys.regionDrivers('Nord')])
      expect(await redis.sismember(set, d)).toBe(0);
    for (const zset of [keys.driversRatings, keys.driversLocations, keys.driversLastSeen])
      expect(await redis.zscore(zset, d)).toBeNull();
  });

  it.each([
    ['a space', 'has space'],
    ['a quote', 'quo"te'],
    ['an apostrophe', "it's"],
    ['a line end', 'new\nline'],
    ['braces', 'bra{c}e'],
    ['10 kB', 'x'.repeat(10_000)],
    ['nothing', ''],
  ])('refuses %s in an id of anything, and changes nothing', async (_what, id) => {
    const before = await seq();
    const refused = [
      createOrder(platform, newOrder(id), desk),
      assignOrder(platform, { order: id, driver: 'd1' }, desk),
      reassignOrder(platform, { order: id, driver: 'd1' }, desk),
      unassignOrder(platform, { order: id }, desk),
      pickUpOrder(platform, id, desk),
      deliverOrder(platform, id, desk),
      failOrder(platform, id, desk),
      cancelOrder(platform, id, desk),
      deleteOrder(platform, id, desk),
      undoOrder(platform, id, desk),
      correctOrder(platform, { order: id, note: 'x' }, desk),
      rateOrder(platform, { order: id, stars: 5 }, desk),
      addDriver(platform, { id, name: 'x', rating: 4, regions: ['Paris'] }, desk),
      removeDriver(platform, id, desk),
      driverOnDuty(platform, { driver: id }, desk),
      driverOffDuty(platform, id, desk),
      setDriverRegions(platform, { driver: id, regions: ['Paris'] }, desk),
      moveDriver(platform, { driver: id, position: OPERA }),
    ];
    for (const [index, outcome] of refused.entries())
      expect([index, refusalOf(await outcome)]).toEqual([index, 'malformed']);
    expect(await seq()).toBe(before);
  });

  it('delivers what another program wrote oddly wholly or not at all', async () => {
    const { redis, keys } = platform;
    const d = await driver();
    const odd = async (fields: Record<string, string>) => {
      const c = await order();
      await assignOrder(platform, { order: c, driver: d }, desk);
      await pickUpOrder(platform, c, desk);
      await redis.hset(keys.order(c), fields);
      const before = await seq();
      const outcome = refusalOf(await deliverOrder(platform, c, desk));
      const status = await redis.hget(keys.order(c), 'status');
      expect([status, (await seq()) - before]).toEqual(
        outcome === 'done' ? ['livrée', 1] : ['récupérée', 0],
      );
      return outcome;
    };
    expect(await odd({ item_0_quantity: '1.5' })).toBe('malformed');
    expect(await odd({ amount_cents: '12.5' })).toBe('malformed');
    expect(await odd({ amount_cents: 'inf' })).toBe('malformed');
    expect(await odd({ items_count: '3' })).toBe('done');
    expect(await odd({ items_count: '100000000' })).toBe('done');
    await redis.xadd(keys.driverTrack(d), '*', 'odd', '1');
    expect(refusalOf(await moveDriver(platform, { driver: d, position: OPERA }))).toBe('done');
    const colon = { id: 'd1:orders', name: 'x', rating: 4, regions: [] };
    expect(refusalOf(await addDriver(platform, colon, desk))).toBe('malformed');
  });

  it('keeps a track of moves, and forgets a position off duty', async () => {
    const { redis, keys } = platform;
    const d = await driver();
    const at = Date.now();
    await moveDriver(platform, { driver: d, position: OPERA, at });
    await moveDriver(platform, {
      driver: d,
      position: { ...OPERA, lat: OPERA.lat + 0.0001 },
      at: at + 1000,
    });
    await moveDriver(platform, { driver: d, position: BASTILLE, at: at + 2000 });
    expect(await redis.xlen(keys.driverTrack(d))).toBe(2);
    await moveDriver(platform, { driver: d, position: OPERA, at: at - 5000 });
    const [position] = await redis.geopos(keys.driversLocations, d);
    expect(Number(position?.[0])).toBeCloseTo(BASTILLE.lon, 4);
    expect(refusalOf(await driverOffDuty(platform, d, desk))).toBe('done');
    expect((await redis.geopos(keys.driversLocations, d))[0]).toBeNull();
    expect(refusalOf(await driverOnDuty(platform, { driver: d, position: OPERA }, desk))).toBe(
      'done',
    );
  });

  it('lets 64 clients race for 500 orders: each order has one driver, no driver too many', async () => {
    const { keys } = platform;
    const drivers = await Promise.all(Array.from({ length: 100 }, () => driver({ capacity: 4 })));
    const orders = await Promise.all(Array.from({ length: 500 }, () => order()));
    const config = testConfig(url);
    const clients = await Promise.all(
      Array.from({ length: 64 }, async (_, index) => {
        const client = connectPlatform(config.redis, config.zone, `client${index}`);
        await whenReady(client.redis, 10_000);
        return client;
      }),
    );
    const before = await seq();
    const won = await Promise.all(
      clients.map(async (client, n) => {
        let mine = 0;
        for (let i = 0; i < orders.length; i += 8) {
          const c = orders[(i * 7 + n * 13) % orders.length] ?? '';
          const d = drivers[(i + n * 31) % drivers.length] ?? '';
          const outcome = await assignOrder(client, { order: c, driver: d }, { by: `client${n}` });
          if (outcome.ok) mine += 1;
        }
        return mine;
      }),
    );
    for (const client of clients) client.redis.disconnect();
    const total = won.reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(100);
    expect((await seq()) - before).toBe(total);
    const loads = await Promise.all(drivers.map((d) => platform.redis.scard(keys.driverOrders(d))));
    expect(loads.reduce((sum, load) => sum + load, 0)).toBe(total);
    expect(Math.max(...loads)).toBeLessThanOrEqual(4);
  });
});
