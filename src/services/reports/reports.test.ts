import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aDriver, anOrder, deliver, desk, OPERA } from '../../../test/helpers/life.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../../test/helpers/servers.ts';
import { offset } from '../../domain/geo.ts';
import { rank } from '../../domain/strategy.ts';
import { findCandidates } from '../board/candidates.ts';
import { readBoardFromHistory } from '../board/history.ts';
import { readBoard } from '../board/snapshot.ts';
import type { Config } from '../config/config.ts';
import type { History } from '../mongo/connect.ts';
import { connectMongo, pingMongo } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { addDriver, driverOffDuty } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { readHealth } from '../status/health.ts';
import { readStatus } from '../status/status.ts';
import { deliveriesPerDay, withEmptyDays } from './daily.ts';
import { periodOf } from './period.ts';
import { regionsReport } from './regions.ts';

let config: Config;
let platform: Platform;
let history: History;

beforeAll(async () => {
  config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  history = await ownHistory(config);
});

interface Delivery {
  region: string;
  delivery_time: Date;
  duration_minutes?: number;
  amount_cents: number;
  rating?: number;
}

const START = Date.parse('2026-10-20T00:00:00Z');
const deliveries = fc.array(
  fc.record(
    {
      region: fc.constantFrom('Paris', 'Banlieue', 'La Défense', ''),
      delivery_time: fc
        .integer({ min: 0, max: 14 * 86_400 })
        .map((s) => new Date(START + s * 1000)),
      duration_minutes: fc.integer({ min: 100, max: 6_000 }).map((hundredths) => hundredths / 100),
      amount_cents: fc.integer({ min: 0, max: 99_999 }),
      rating: fc.integer({ min: 1, max: 5 }),
    },
    { requiredKeys: ['region', 'delivery_time', 'amount_cents'] },
  ),
  { maxLength: 60 },
);

describe('reports', () => {
  const collection = () => history.db.collection(history.deliveries);
  async function fill(documents: readonly Delivery[]): Promise<void> {
    await collection().deleteMany({});
    if (documents.length === 0) return;
    await collection().insertMany(documents.map((each, i) => ({ ...each, command_id: `r${i}` })));
  }
  afterEach(() => collection().deleteMany({}));

  const mean = (values: readonly (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };

  it('by region equal an independent computation, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, fc.integer({ min: 0, max: 14 }), async (documents, day) => {
        await fill(documents);
        const from = new Date(START + day * 86_400_000);
        const inPeriod = documents.filter(({ delivery_time }) => delivery_time >= from);
        const { rows, total } = await regionsReport(history, { from, to: null });
        expect(total.deliveries).toBe(inPeriod.length);
        expect(total.revenueCents).toBe(
          inPeriod.reduce((sum, { amount_cents }) => sum + amount_cents, 0),
        );
        expect(rows.reduce((sum, row) => sum + row.deliveries, 0)).toBe(inPeriod.length);
        for (const row of rows) {
          const mine = inPeriod.filter(({ region }) => region === row.region);
          expect(row.deliveries).toBe(mine.length);
          expect(row.revenueCents).toBe(
            mine.reduce((sum, { amount_cents }) => sum + amount_cents, 0),
          );
          const minutes = mean(mine.map(({ duration_minutes }) => duration_minutes));
          const rating = mean(mine.map((each) => each.rating));
          if (minutes === null) expect(row.meanMinutes).toBeNull();
          else expect(row.meanMinutes).toBeCloseTo(minutes, 6);
          if (rating === null) expect(row.meanRating).toBeNull();
          else expect(row.meanRating).toBeCloseTo(rating, 6);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('count days in the time zone, the hour that comes twice included', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async (documents) => {
        await fill(documents);
        const days = await deliveriesPerDay(history, { from: null, to: null }, 'Europe/Paris');
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });
        for (const { day, deliveries: n } of days) {
          expect(n).toBe(
            documents.filter(({ delivery_time }) => format.format(delivery_time) === day).length,
          );
        }
        expect(days.reduce((sum, each) => sum + each.deliveries, 0)).toBe(documents.length);
      }),
      { numRuns: 10 },
    );
    expect(
      withEmptyDays([
        { day: '2026-03-28', deliveries: 1 },
        { day: '2026-03-30', deliveries: 2 },
      ]),
    ).toEqual([
      { day: '2026-03-28', deliveries: 1 },
      { day: '2026-03-29', deliveries: 0 },
      { day: '2026-03-30', deliveries: 2 },
    ]);
    const apart = [
      { day: '1970-01-01', deliveries: 1 },
      { day: '2026-03-30', deliveries: 2 },
    ];
    expect(withEmptyDays(apart)).toEqual(apart);
  });

  it('count what they can of documents that another program stored', async () => {
    const delivery_time = new Date('2026-11-20T12:00:00Z');
    const raw: object[] = [
      { region: 'Paris', delivery_time, amount: 25.5, duration_minutes: '12', rating: 'good' },
      { region: 'Paris', delivery_time, amount: '10.10', rating: 4 },
      { region: 'Paris', delivery_time, amount: 'free', amount_cents: null },
      { region: 'Paris', delivery_time: '2026-11-20', amount_cents: 1 },
      { region: null, delivery_time: new Date(8e15), amount_cents: 7 },
      { region: 75, delivery_time: null },
      { delivery_time },
    ];
    await collection().deleteMany({});
    await collection().insertMany(raw.map((each, i) => ({ ...each, command_id: `o${i}` })));
    const { rows, total } = await regionsReport(history, { from: null, to: null });
    expect(rows).toEqual([
      { region: 'Paris', deliveries: 4, revenueCents: 3561, meanMinutes: null, meanRating: 4 },
      { region: '', deliveries: 2, revenueCents: 7, meanMinutes: null, meanRating: null },
      { region: '75', deliveries: 1, revenueCents: 0, meanMinutes: null, meanRating: null },
    ]);
    expect(total).toMatchObject({ deliveries: 7, revenueCents: 3568 });
    expect(await deliveriesPerDay(history, { from: null, to: null }, 'Europe/Paris')).toEqual([
      { day: '2026-11-20', deliveries: 4 },
    ]);
  });

  it('of an empty period are empty', async () => {
    await fill([]);
    const report = await regionsReport(history, periodOf('7d', Date.now()));
    expect(report).toMatchObject({
      rows: [],
      total: { deliveries: 0, revenueCents: 0, meanMinutes: null },
    });
    expect(await deliveriesPerDay(history, periodOf('30d', Date.now()), 'UTC')).toEqual([]);
    expect(periodOf('all', 5)).toEqual({ from: null, to: null });
  });
});

describe('the board', () => {
  it('reads what is there, from Redis or from history', async () => {
    await aDriver(platform, 'd1', 4);
    for (const id of ['c1', 'c2', 'c3']) await createOrder(platform, anOrder(id), desk);
    await createOrder(platform, anOrder('old'), { by: 'desk1', at: Date.now() - 50 * 60_000 });
    await assignOrder(platform, { order: 'c1', driver: 'd1' }, desk);
    await deliver(platform, 'c9', 'd1');
    const board = await readBoard(platform, { waitingOffset: 0, waitingLimit: 2 });
    expect(board).toMatchObject({
      counts: { waiting: 3, assigned: 1, pickedUp: 0, delivered: 1, cancelled: 0 },
      drivers: { total: 1, free: 0, busy: 1, offDuty: 0 },
      late: 1,
      workers: 0,
      simulator: null,
    });
    expect(board.waiting.map(({ id }) => id)).toEqual(['old', 'c2']);
    expect(board.lag).toBe(board.seq);
    const status = await readStatus(config);
    expect(status).toMatchObject({
      redis: { ok: true },
      mongo: { ok: true },
      worker: { ok: false, n: 0 },
      orders: { en_attente: 3, assignée: 1, récupérée: 0, livrée: 1, annulée: 0 },
      drivers: { total: 1, on_duty: 1 },
      alerts: { open: 0 },
      events: { seq: board.seq, lag: board.seq },
    });
    await history.db.collection('orders').insertOne({ command_id: 'c1', status: 'assignée' });
    await history.db
      .collection('drivers')
      .insertOne({ driver_id: 'd1', name: 'Alice', rating: 4.8 });
    const past = await readBoardFromHistory(history);
    expect(past).toMatchObject({
      source: 'history',
      counts: { assigned: 1 },
      topDrivers: [{ id: 'd1', load: null }],
    });
  });

  it('names who could take an order, and why the others can not', async () => {
    const near = (metres: number) => offset(OPERA, metres, 90);
    const add = (id: string, metres: number, more: object = {}) =>
      addDriver(
        platform,
        {
          id,
          name: id,
          rating: 4,
          regions: ['Paris'],
          position: near(metres),
          capacity: 2,
          ...more,
        },
        desk,
      );
    await add('near', 300);
    await add('far', 4_800);
    await add('gone', 9_000);
    await add('elsewhere', 200, { regions: ['Banlieue'] });
    await add('full', 100, { capacity: 1 });
    await add('silent', 250);
    await platform.redis.zadd(platform.keys.driversLastSeen, Date.now() - 3_600_000, 'silent');
    await createOrder(platform, anOrder('k1'), desk);
    await createOrder(platform, anOrder('k2'), desk);
    await assignOrder(platform, { order: 'k1', driver: 'full' }, desk);
    const order = { id: 'k2', region: 'Paris', pickup: OPERA };
    const list = await findCandidates(platform, order);
    expect(list.eligible.map(({ driverId }) => driverId)).toEqual(['d1', 'near', 'far']);
    expect(list.excluded.map(({ driverId, reason }) => [driverId, reason])).toEqual([
      ['full', 'full'],
      ['elsewhere', 'other_region'],
      ['silent', 'silent'],
    ]);
    expect((await findCandidates(platform, order, 1_000)).eligible).toHaveLength(2);
    expect((await findCandidates(platform, { ...order, pickup: null })).eligible).toEqual([]);
    await driverOffDuty(platform, 'near', desk);
    expect((await findCandidates(platform, order, 1_000)).eligible).toHaveLength(1);
  });
});

describe('the candidates of a crowded place', () => {
  it('are every eligible driver within the radius, whoever stands nearer', async () => {
    const crowded = testConfig(await ownRedis());
    const city = await ownPlatform(crowded);
    const add = (id: string, metres: number, rating: number, region: string) =>
      addDriver(
        city,
        { id, name: id, rating, regions: [region], position: offset(OPERA, metres, 90) },
        desk,
      );
    for (let i = 0; i < 130; i += 1) await add(`out${i}`, 50 + i, 4, 'Banlieue');
    for (let i = 0; i < 12; i += 1) await add(`near${i}`, 200 + i, 4, 'Paris');
    await add('star', 4_500, 5, 'Paris');
    const order = { id: 'c1', region: 'Paris', pickup: OPERA };
    const { eligible } = await findCandidates(city, order);
    expect(eligible).toHaveLength(13);
    expect(rank('best_rated', eligible)[0]?.driverId).toBe('star');
    for (let i = 0; i < 60; i += 1) await add(`more${i}`, 300 + i, 3, 'Paris');
    expect((await findCandidates(city, order)).eligible).toHaveLength(50);
  });
});

describe('health', () => {
  it('says how both servers are, and their settings', async () => {
    const { timestamp, services } = await readHealth(config);
    expect(Date.parse(timestamp)).toBeGreaterThan(0);
    expect(services.redis).toMatchObject({
      status: 'up',
      appendonly: 'yes',
      appendfsync: 'no',
      maxmemory_policy: 'noeviction',
      port: null,
    });
    expect(services.mongodb).toMatchObject({
      status: 'up',
      database: config.mongo.db,
      replica_set: 'vigie',
    });
  });

  it('names what is down and never a password', async () => {
    const broken: Config = {
      ...config,
      redis: { ...config.redis, path: '/nowhere.sock', password: 'hunter2', timeoutMs: 300 },
      mongo: { ...config.mongo, uri: 'mongodb://me:hunter2@127.0.0.1:1/', timeoutMs: 300 },
    };
    const health = await readHealth(broken);
    expect(health.services.redis.status).toBe('down');
    expect(health.services.mongodb.status).toBe('down');
    expect(JSON.stringify(health)).not.toContain('hunter2');
    expect(await readStatus(broken)).toMatchObject({
      redis: { ok: false },
      mongo: { ok: false },
      orders: {},
    });
    await expect(connectMongo(broken.mongo, 'x')).rejects.toThrow();
    await until('a ping', () => pingMongo(history, 1_000));
  });
});
