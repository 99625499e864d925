import fc from 'fast-check';
import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { aDriver, anOrder, desk, OPERA } from '../../../test/helpers/life.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../../test/helpers/servers.ts';
import { distanceM, offset } from '../../domain/geo.ts';
import { ORDER_STATUSES } from '../../domain/status.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { steerSimulator } from '../simulator/control.ts';
import { runSimulator } from '../simulator/run.ts';
import { isAt, nextStop, reach, type Stop } from '../simulator/travel.ts';
import { DEFAULT_SIZE, generate } from './generate.ts';
import { type SeedOptions, SeedRefused, seed } from './seed.ts';

const AT = Date.parse('2026-11-20T20:00:00Z');
let platform: Platform;
let history: History;

const options = (more: Partial<SeedOptions> = {}): SeedOptions => ({
  at: AT,
  force: false,
  onProgress: () => undefined,
  signal: new AbortController().signal,
  ...more,
});

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  history = await ownHistory(config);
});

describe('the seed', () => {
  it('is the same for the same number, and another for another', () => {
    expect(generate(DEFAULT_SIZE, AT)).toEqual(generate(DEFAULT_SIZE, AT));
    expect(generate({ ...DEFAULT_SIZE, seed: 2 }, AT)).not.toEqual(generate(DEFAULT_SIZE, AT));
  });

  it('is pure, has the sizes that were asked for, and overloads nobody', () => {
    const size = fc.record({
      drivers: fc.nat(40),
      orders: fc.nat(60),
      deliveries: fc.nat(60),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(size, fc.nat(1_000_000), (wanted, later) => {
        const data = generate(wanted, AT);
        expect(generate(wanted, AT)).toEqual(data);
        expect([data.drivers.length, data.orders.length]).toEqual([wanted.drivers, wanted.orders]);
        const delivered = data.orders.filter(({ status }) => status === 'delivered').length;
        expect(data.past).toHaveLength(Math.max(0, wanted.deliveries - delivered));
        for (const driver of data.drivers) {
          const carried = data.orders.filter(
            (each) =>
              each.driver?.id === driver.id && ['assigned', 'pickedUp'].includes(each.status),
          );
          expect(carried.length).toBeLessThanOrEqual(driver.capacity ?? 4);
        }
        // Another moment moves the times of today's orders, and nothing else of them.
        const moved = generate(wanted, AT + later).orders;
        expect(moved.map(({ order }) => order)).toEqual(data.orders.map(({ order }) => order));
        expect(moved.map(({ createdAt }) => createdAt - later)).toEqual(
          data.orders.map(({ createdAt }) => createdAt),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('has the platform’s own figures', async () => {
    const progress: string[] = [];
    const written = await seed(
      platform,
      history,
      DEFAULT_SIZE,
      options({ onProgress: (stage) => progress.push(stage) }),
    );
    expect(written).toEqual({ drivers: 24, orders: 34, deliveries: 154, already: 0 });
    expect(new Set(progress)).toEqual(new Set(['drivers', 'orders', 'deliveries']));
    const { redis, keys } = platform;
    const counts = await Promise.all(
      ORDER_STATUSES.map((status) => redis.scard(keys.ordersStatus(status))),
    );
    expect(counts).toEqual([12, 7, 5, 8, 2]);
    const named = await Promise.all(
      ['d1', 'd2', 'd3', 'd4'].map((id) => redis.hmget(keys.driver(id), 'name', 'rating')),
    );
    expect(named).toEqual([
      ['Alice', '4.8'],
      ['Bob', '4.5'],
      ['Charlie', '4.9'],
      ['Diana', '4.3'],
    ]);
    const regions = await Promise.all(
      Array.from({ length: 24 }, (_, i) => redis.scard(keys.driverRegions(`d${i + 1}`))),
    );
    expect(regions.filter((count) => count > 1)).toHaveLength(4);
    expect(await redis.zcard(keys.deliveryPoints)).toBe(10);
    expect(await history.db.collection('deliveries').countDocuments()).toBe(154);
  });

  it('writes whom and what its orders refer to, under the names that they say', async () => {
    const all = (name: string) => history.db.collection(name).find().toArray();
    const keys = async (name: string, key: string) =>
      new Map((await all(name)).map((each) => [String(each[key]), each]));
    const menus = await keys('menus', '_id');
    const restaurants = await keys('restaurants', 'restaurant_id');
    const clients = await keys('clients', 'client_id');
    const drivers = await keys('drivers', 'driver_id');
    expect([menus.size, restaurants.size, clients.size]).toEqual([30, 40, 400]);
    const names = [...clients.values()].map(({ name }) => name);
    expect(new Set(names).size).toBe(400);
    for (const order of await all('orders')) {
      expect(clients.get(order.client_id)?.name).toBe(order.client);
      expect(restaurants.has(order.restaurant_id)).toBe(true);
      expect(drivers.get(order.driver_id)?.name).toBe(order.driver_name);
      for (const { product_id } of order.items)
        expect(menus.get(product_id)).toMatchObject({
          name: expect.stringMatching(/^\S/),
          price_cents: Math.round(menus.get(product_id)?.price * 100),
        });
    }
  });

  it('leaves every order in one set, and in the hands of who carries it', async () => {
    const { redis, keys } = platform;
    for (let i = 1001; i <= 1034; i += 1) {
      const id = `c${i}`;
      const member = await Promise.all(
        ORDER_STATUSES.map((status) => redis.sismember(keys.ordersStatus(status), id)),
      );
      expect(member.reduce((sum, each) => sum + each, 0)).toBe(1);
      const driver = await redis.get(keys.assignment(id));
      const carried = member[1] === 1 || member[2] === 1;
      expect(driver !== null).toBe(carried);
      if (driver) expect(await redis.sismember(keys.driverOrders(driver), id)).toBe(1);
    }
    // As many in hands as are carried: nobody holds anything else.
    const ids = await redis.smembers(keys.driversAll);
    const held = await Promise.all(ids.map((id) => redis.scard(keys.driverOrders(id))));
    expect(held.reduce((sum, each) => sum + each, 0)).toBe(7 + 5);
  });

  it('run twice doubles nothing, on other data refuses, and adds when forced', async () => {
    const again = await seed(platform, history, DEFAULT_SIZE, options({ at: AT + 1 }));
    expect(again).toEqual({ drivers: 0, orders: 0, deliveries: 0, already: 212 });
    const other = { ...DEFAULT_SIZE, drivers: 26, seed: 7 };
    await expect(seed(platform, history, other, options())).rejects.toThrow(SeedRefused);
    expect(await seed(platform, history, other, options({ force: true }))).toMatchObject({
      drivers: 2,
    });
  });

  it('can be stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(
      seed(platform, history, DEFAULT_SIZE, options({ force: true, signal: stop.signal })),
    ).rejects.toThrow();
  });
});

describe('the simulator', () => {
  const here = { lon: 2.35, lat: 48.85 };
  it('goes to the nearest stop', () => {
    const door = { order: 'a', kind: 'door' as const, position: { lon: 2.38, lat: 48.85 } };
    const far = { order: 'b', kind: 'pickup' as const, position: { lon: 2.4, lat: 48.85 } };
    const near = { order: 'c', kind: 'pickup' as const, position: { lon: 2.36, lat: 48.85 } };
    expect(nextStop(here, [door, far, near])).toBe(near);
    expect(nextStop(here, [door])).toBe(door);
    expect(nextStop(here, [])).toBeNull();
    expect(isAt(door.position, door)).toBe(true);
    expect(isAt(here, near)).toBe(false);
    expect(reach('scooter', 60_000)).toBeGreaterThan(reach('vélo', 60_000));
    expect(reach('vélo', 3_600_000) / 1000).toBeCloseTo(18 / 1.3, 5);
  });

  it('goes to a stop there is, and to none that costs more than another of its kind', () => {
    const position = fc.record({
      lon: fc.double({ min: 2.2, max: 2.5, noNaN: true }),
      lat: fc.double({ min: 48.8, max: 48.95, noNaN: true }),
    });
    const stop: fc.Arbitrary<Stop> = fc.record({
      order: fc.string(),
      kind: fc.constantFrom('pickup', 'door'),
      position,
    });
    fc.assert(
      fc.property(position, fc.array(stop), (from, stops) => {
        const next = nextStop(from, stops);
        expect(next === null).toBe(stops.length === 0);
        if (!next) return;
        expect(stops).toContain(next);
        const way = distanceM(from, next.position);
        for (const other of stops)
          if (other.kind === next.kind)
            expect(distanceM(from, other.position)).toBeGreaterThanOrEqual(way);
      }),
    );
    fc.assert(
      fc.property(stop, fc.double({ min: 0, max: 60, noNaN: true }), (each, metres) => {
        fc.pre(Math.abs(metres - 30) > 1);
        expect(isAt(offset(each.position, metres, 45), each)).toBe(metres < 30);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.nat(1e7), fc.nat(1e7), (vehicle, a, b) => {
        expect(reach(vehicle, a + b)).toBeCloseTo(reach(vehicle, a) + reach(vehicle, b), 3);
        expect(reach(vehicle, a)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('delivers, stands still when paused, and makes one step when told', async () => {
    const city = await ownPlatform(testConfig(await ownRedis()));
    const { redis, keys } = city;
    await aDriver(city, 'd1');
    await createOrder(city, anOrder('c1', { dropoff: offset(OPERA, 150, 90) }), desk);
    await assignOrder(city, { order: 'c1', driver: 'd1' }, desk);
    const stop = new AbortController();
    const running = runSimulator(
      city,
      { rate: 2, speed: 64, seed: 3, still: false },
      pino({ level: 'silent' }),
      stop.signal,
    );
    const delivered = () => redis.sismember(keys.ordersStatus('delivered'), 'c1');
    await until('the delivery', async () => (await delivered()) === 1, 25_000);
    await steerSimulator(city, { paused: true });
    const heartbeat = await redis.hget(keys.simulator, 'seen');
    await until(
      'two more heartbeats',
      async () => Number(await redis.hget(keys.simulator, 'seen')) > Number(heartbeat) + 1_500,
    );
    const still = await redis.get(keys.eventsSeq);
    const places = async () =>
      JSON.stringify(
        await redis.geopos(
          keys.driversLocations,
          ...(await redis.zrange(keys.driversLocations, '0', '-1')),
        ),
      );
    const stood = await places();
    const later = await redis.hget(keys.simulator, 'seen');
    await until(
      'another heartbeat',
      async () => (await redis.hget(keys.simulator, 'seen')) !== later,
    );
    expect(await redis.get(keys.eventsSeq)).toBe(still);
    await steerSimulator(city, { step: true });
    await until('somebody moved', async () => (await places()) !== stood);
    await steerSimulator(city, { speed: 1_000 });
    expect(await redis.hget(keys.simulator, 'speed')).toBe('64');
    stop.abort();
    await running;
    expect(await redis.hexists(keys.simulator, 'seen')).toBe(0);
  }, 60_000);
});
