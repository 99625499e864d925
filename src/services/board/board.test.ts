import { beforeAll, describe, expect, it } from 'vitest';
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
import type { Config } from '../config/config.ts';
import type { History } from '../mongo/connect.ts';
import { connectMongo, pingMongo } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { addDriver, driverOffDuty } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { readHealth } from '../status/health.ts';
import { readStatus } from '../status/status.ts';
import { findCandidates } from './candidates.ts';
import { readBoardFromHistory } from './history.ts';
import { readBoard } from './snapshot.ts';

let config: Config;
let platform: Platform;
let history: History;

beforeAll(async () => {
  config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  history = await ownHistory(config);
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
      redis: {
        ...{ ...config.redis, nodes: [], path: '/nowhere.sock', password: 'hunter2' },
        timeoutMs: 300,
      },
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
