import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aDriver, anOrder, BASTILLE, desk, OPERA } from '../../../test/helpers/life.ts';
import { testPlanner, waits } from '../../../test/helpers/planner.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../../test/helpers/servers.ts';
import { distanceM } from '../../domain/geo.ts';
import { DEFAULT_DETOUR } from '../../domain/vehicle.ts';
import type { Why } from '../../domain/why.ts';
import type { Config } from '../config/config.ts';
import type { History } from '../mongo/connect.ts';
import { parseWhy } from '../redis/parse-why.ts';
import { createOnce } from './once.ts';
import { situationOf } from './situation.ts';
import { detourOf, learnedDetours, type PastWay, pastWays, waysOf } from './ways.ts';

const way = (factor: number): PastWay => ({
  metres: 3_000,
  vehicle: 'vélo',
  minutes: (3_000 * factor) / 300 + 2,
});

describe('the detour factor', () => {
  it('is the middle of what past ways show, however wild some are', () => {
    const ways = [...Array.from({ length: 30 }, () => way(1.6)), way(40), way(0.2)];
    expect(detourOf(ways)).toBeCloseTo(1.6, 5);
    expect(detourOf(ways.slice(0, 29))).toBeNull();
  });

  it('is never below the straight line, nor above three of it', () => {
    const any = fc.record({
      metres: fc.double({ min: 1, max: 20_000, noNaN: true }),
      minutes: fc.double({ min: 0, max: 300, noNaN: true }),
      vehicle: fc.constantFrom('vélo', 'scooter', ''),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 200 }), (ways) => {
        const detour = detourOf(ways);
        if (detour !== null) expect(detour >= 1 && detour <= 3).toBe(true);
      }),
    );
  });

  it('is that of an unknown region where nothing was learned', () => {
    const ways = waysOf(new Map([['Paris', 1.7]]), 1);
    expect([ways.detour('Paris'), ways.detour('Banlieue')]).toEqual([1.7, DEFAULT_DETOUR]);
    expect(ways.metresPerMinute('scooter')).toBeGreaterThan(ways.metresPerMinute('vélo'));
    const fast = waysOf(new Map(), 20);
    expect(fast.metresPerMinute('vélo')).toBe(20 * ways.metresPerMinute('vélo'));
    expect(fast.services.doorService).toBe(ways.services.doorService / 20);
  });
});

describe('past ways in MongoDB', () => {
  let config: Config;
  let history: History;

  beforeAll(async () => {
    config = testConfig(await ownRedis());
    await aDriver(await ownPlatform(config), 'd1');
    history = await ownHistory(config);
    const { db, deliveries } = history;
    const ids = Array.from({ length: 40 }, (_, i) => `c${i}`);
    const metres = distanceM(OPERA, BASTILLE);
    await db.collection('orders').insertMany(
      ids.map((command_id) => ({
        command_id,
        pickup: [OPERA.lon, OPERA.lat],
        dropoff: [BASTILLE.lon, BASTILLE.lat],
      })),
    );
    await db.collection(deliveries).insertMany(
      ids.map((command_id, i) => ({
        ...{ command_id, driver_id: 'd1', region: 'Paris', delivery_time: new Date(i) },
        duration_minutes: (metres * 2) / (28_000 / 60) + 2,
      })),
    );
    await db.collection('drivers').insertOne({ driver_id: 'd1', vehicle: 'scooter' });
  });

  it('are read with their places and vehicles', async () => {
    const ways = await pastWays(history, 'Paris');
    expect(ways).toHaveLength(40);
    expect(detourOf(ways)).toBeCloseTo(2, 5);
    expect(await pastWays(history, 'Lyon')).toEqual([]);
  });

  it('are learned in the background, and stay known while MongoDB is away', async () => {
    const failures: unknown[] = [];
    const detours = learnedDetours(config, (error) => failures.push(error));
    detours.refresh(['Paris'], 0);
    await until('it is learned', () => detours.known.get('Paris'));
    const away = { ...config, mongo: { ...config.mongo, uri: 'mongodb://127.0.0.1:1/' } };
    const cut = learnedDetours(away, (error) => failures.push(error));
    cut.refresh(['Paris'], 0);
    await until('it was told', () => failures.length === 1);
    expect([detours.known.get('Paris'), cut.known.size]).toEqual([expect.closeTo(2, 5), 0]);
    // Ten minutes later, not sooner.
    cut.refresh(['Paris'], 60_000);
    cut.refresh(['Paris'], 600_000);
    await until('it was told again', () => failures.length === 2);
  });

  it('serve a command as they serve the worker: both plan on the same ways', async () => {
    const platform = await ownPlatform(config);
    await waits(platform, 'c1', { pickup: BASTILLE });
    const wayOf = (why: Why | null | undefined) =>
      why?.candidates[0]?.terms.find(({ term }) => term === 'way')?.value;
    const [planned] = (await createOnce(config, platform)()).planned;
    const made = wayOf(planned?.why);
    const straight = distanceM(OPERA, BASTILLE) / waysOf(new Map(), 1).metresPerMinute('');
    expect((made ?? 0) / straight).toBeCloseTo(2, 2);
    const engine = testPlanner(config, platform);
    await until('the worker has learned them', async () => {
      await engine.round();
      const way = wayOf(parseWhy(await platform.redis.hget(platform.keys.plan('c1'), 'why')));
      return Math.abs((way ?? 0) - (made ?? 0)) < 1e-3;
    });
    await engine.planner.close();
    // Without MongoDB it plans all the same.
    const away = { ...config, mongo: { ...config.mongo, uri: 'mongodb://127.0.0.1:1/' } };
    const [alone] = (await createOnce(away, platform)()).planned;
    expect((wayOf(alone?.why) ?? 0) / straight).toBeCloseTo(DEFAULT_DETOUR, 2);
  });
});

it('a situation keeps distances, to a thousandth, and times, however fast a simulated city is', () => {
  const ways = waysOf(new Map(), 1);
  const now = Date.UTC(2026, 10, 21, 12, 0);
  const point = fc.record({
    lon: fc.double({ min: 2.2, max: 2.5, noNaN: true }),
    lat: fc.double({ min: 48.75, max: 48.95, noNaN: true }),
  });
  fc.assert(
    fc.property(point, point, fc.constantFrom(1, 20), (pickup, dropoff, pace) => {
      const { id, client, region } = anOrder('c1');
      const waiting = [
        {
          ...{ id, client, region, pickup, dropoff, status: 'waiting' as const, version: 3 },
          ...{ clientId: '', phone: '', address: '', note: '', origin: '', destination: '' },
          ...{ restaurantId: '', amountCents: 0, attempts: 0, driverId: null, items: [] },
          ...{ createdAt: now - 60_000, assignedAt: null, pickedUpAt: null, deliveredAt: null },
          ...{ cancelledAt: null, dueAt: null, readyAt: now + 300_000 },
          ...{ pinned: { driver: 'd9', by: desk.by }, refused: ['d1'] },
        },
      ];
      const live = { now, waiting, drivers: [], seen: [], shown: new Map(), ways, pace };
      const { problem, msOf } = situationOf(live);
      const [order] = problem.orders;
      if (!order) throw new Error('no order');
      const [a, b] = [order.pickup, order.door];
      const straight = distanceM(pickup, dropoff);
      expect(Math.abs(Math.hypot(a.x - b.x, a.y - b.y) - straight)).toBeLessThan(
        1 + straight * 0.003,
      );
      expect([msOf(problem.now), msOf(order.readyAt)]).toEqual([now, now + 300_000]);
      expect(order.readyAt - problem.now).toBeCloseTo(5 * pace, 6);
      expect([order.pinned, [...order.refused], order.kept]).toEqual(['d9', ['d1'], null]);
    }),
  );
});
