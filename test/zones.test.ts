import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCandidates } from '../src/services/board/candidates.ts';
import { outboxLag } from '../src/services/board/lag.ts';
import { readBoard } from '../src/services/board/snapshot.ts';
import type { Config } from '../src/services/config/config.ts';
import { inZone } from '../src/services/config/schema.ts';
import type { Platform } from '../src/services/redis/connect.ts';
import { RedisDown } from '../src/services/redis/down.ts';
import { openAlert, resolveAlert } from '../src/services/redis/transitions/alerts.ts';
import * as assignments from '../src/services/redis/transitions/assignments.ts';
import * as deliveries from '../src/services/redis/transitions/deliveries.ts';
import {
  driverOffDuty,
  driverOnDuty,
  moveDriver,
} from '../src/services/redis/transitions/drivers.ts';
import * as creations from '../src/services/redis/transitions/orders.ts';
import { readHealth } from '../src/services/status/health.ts';
import { readStatus } from '../src/services/status/status.ts';
import { runWorker } from '../src/services/worker/run.ts';
import { readZones, registerZone, zoneNames } from '../src/services/zones/registry.ts';
import { carryAll } from './helpers/carry.ts';
import { startCluster, type TestCluster } from './helpers/cluster.ts';
import { aDriver, anOrder, BASTILLE, deliver, desk, OPERA } from './helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig, until } from './helpers/servers.ts';

const orders = { ...creations, ...assignments, ...deliveries };

const log = pino({ level: 'silent' });

describe('two zones on one server', () => {
  it('see nothing of each other, in Redis and in MongoDB', async () => {
    const paris = testConfig(await ownRedis(), { VIGIE_ZONE: 'paris' });
    const lyon = inZone(paris, 'lyon');
    expect([paris.mongo.db, lyon.mongo.db]).toEqual(
      ['paris', 'lyon'].map((zone) => `${paris.mongo.baseDb}-${zone}`),
    );
    const ways = await Promise.all(
      [paris, lyon, inZone(paris, null)].map(async (config) => ({
        config,
        platform: await ownPlatform(config),
        history: await ownHistory(config),
      })),
    );
    const [first, second, plain] = ways;
    if (!first || !second || !plain) throw new Error('three ways');
    await aDriver(first.platform, 'd1');
    await deliver(first.platform, 'c1', 'd1');
    await orders.createOrder(first.platform, anOrder('c2'), desk);
    await carryAll(first);

    const { redis } = first.platform;
    expect((await redis.keys('*')).filter((key) => !key.startsWith('{paris}:'))).toEqual([]);
    const view = { waitingOffset: 0, waitingLimit: 10 };
    for (const other of [second, plain]) {
      const board = await readBoard(other.platform, view);
      expect(board).toMatchObject({ counts: { waiting: 0 }, drivers: { total: 0 }, seq: 0 });
      expect(await other.history.db.collection('events').countDocuments()).toBe(0);
    }
    // The same ids in the other zone are others.
    await aDriver(second.platform, 'd1');
    expect(await orders.createOrder(second.platform, anOrder('c2'), desk)).toMatchObject({
      ok: true,
    });
    await orders.cancelOrder(second.platform, 'c2', desk);
    await carryAll(second);
    expect(await readBoard(first.platform, view)).toMatchObject({
      counts: { waiting: 1, delivered: 1, cancelled: 0 },
    });
    const deliveries = (way: typeof first) =>
      way.history.db.collection('deliveries').countDocuments();
    expect([await deliveries(first), await deliveries(second)]).toEqual([1, 0]);
    expect(await first.history.db.collection('orders').findOne({ command_id: 'c2' })).toMatchObject(
      {
        status: 'en_attente',
      },
    );
  });

  it('are listed once somebody worked in them', async () => {
    const paris = testConfig(await ownRedis(), { VIGIE_ZONE: 'paris' });
    const platform = await ownPlatform(paris);
    expect(await zoneNames(platform)).toEqual([]);
    for (const zone of ['paris', 'lyon', null, 'paris']) {
      await registerZone(await ownPlatform(inZone(paris, zone)));
    }
    expect(await zoneNames(platform)).toEqual(['lyon', 'paris']);
    await aDriver(platform, 'd1');
    await orders.createOrder(platform, anOrder('c1'), desk);
    await orders.createOrder(platform, anOrder('c2'), desk);
    await orders.assignOrder(platform, { order: 'c2', driver: 'd1' }, desk);
    await aDriver(await ownPlatform(inZone(paris, null)), 'd1');
    const none = { waiting: 0, open: 0, onDuty: 0, workers: 0 };
    expect(await readZones(platform)).toEqual([
      { zone: null, counts: { ...none, onDuty: 1 } },
      { zone: 'lyon', counts: none },
      { zone: 'paris', counts: { waiting: 1, open: 2, onDuty: 1, workers: 0 } },
    ]);
  });
});

describe.each(['6.2', '7'] as const)('a Cluster of Redis %s', (version) => {
  let cluster: TestCluster;
  let config: Config;
  let platform: Platform;

  beforeAll(async () => {
    cluster = await startCluster({ masters: 2, version });
    afterAll(() => cluster.stop());
    const [zone = ''] = await cluster.zones();
    config = clusterConfig(cluster, zone);
    platform = await ownPlatform(config);
  });

  it('carries a whole life of orders, drivers and alerts to MongoDB', async () => {
    const ok = async (outcome: Promise<{ ok: boolean }>) =>
      expect(await outcome).toMatchObject({ ok: true });
    const history = await ownHistory(config);
    await aDriver(platform, 'd1');
    await aDriver(platform, 'd2');
    for (const id of ['c1', 'c2', 'c3', 'c4'])
      await ok(orders.createOrder(platform, anOrder(id), desk));
    const { eligible } = await findCandidates(platform, {
      ...{ id: 'c1', region: 'Paris', pickup: OPERA },
    } as Parameters<typeof findCandidates>[1]);
    expect(eligible.map(({ driverId }) => driverId).sort()).toEqual(['d1', 'd2']);
    await ok(orders.assignOrder(platform, { order: 'c1', driver: 'd1' }, desk));
    await ok(orders.unassignOrder(platform, { order: 'c1' }, desk));
    await ok(orders.assignOrder(platform, { order: 'c1', driver: 'd1' }, desk));
    expect(await orders.assignOrder(platform, { order: 'c1', driver: 'd2' }, desk)).toMatchObject({
      ok: false,
      refusal: 'wrong_status',
    });
    await ok(orders.pickUpOrder(platform, 'c1', desk));
    await ok(orders.deliverOrder(platform, 'c1', desk));
    await ok(orders.cancelOrder(platform, 'c2', desk));
    await ok(orders.assignOrder(platform, { order: 'c3', driver: 'd2' }, desk));
    await ok(orders.cancelOrder(platform, 'c3', desk));
    await ok(moveDriver(platform, { driver: 'd1', position: BASTILLE }));
    await ok(driverOffDuty(platform, 'd1', desk));
    await ok(driverOnDuty(platform, { driver: 'd1', position: OPERA }, desk));
    const alert = { kind: 'out_of_zone', subject: 'd1', driver: 'd1' } as const;
    await ok(openAlert(platform, { ...alert, severity: 'critical', details: {} }, desk));
    await ok(resolveAlert(platform, alert, desk));

    const { redis, keys } = platform;
    await redis.hset(keys.order('x'), { status: 'en_attente', client: 'hand', region: 'Paris' });
    await redis.sadd(keys.ordersStatus('waiting'), 'x');

    const stop = new AbortController();
    const worker = runWorker(config, log, stop.signal);
    const { db } = history;
    await until('the adopted order in MongoDB', () =>
      db.collection('orders').findOne({ command_id: 'x' }),
    );
    await until('nothing left to carry', async () => (await outboxLag(platform)).lag === 0);
    expect(await readStatus(config)).toMatchObject({
      redis: { ok: true },
      worker: { ok: true, n: 1 },
      orders: { en_attente: 2, assignée: 0, livrée: 1, annulée: 2 },
    });
    await until('the zone on the list', async () => (await zoneNames(platform)).length === 1);
    stop.abort();
    await worker;
    expect(await db.collection('deliveries').find().toArray()).toMatchObject([
      { command_id: 'c1' },
    ]);
    const seq = Number(await redis.get(keys.eventsSeq));
    expect(await db.collection('events').countDocuments()).toBe(seq);
    expect(await zoneNames(platform)).toEqual([config.zone]);
  });

  it('takes nothing that no replica would have, where it is set so, and does it afterwards', async () => {
    const set = (replicas: string) =>
      Promise.all(
        cluster.shards.map(([master]) =>
          master?.ask((redis) => redis.config('SET', 'min-replicas-to-write', replicas)),
        ),
      );
    await set('1');
    const act = { ...desk, operationId: 'once' };
    await expect(orders.createOrder(platform, anOrder('r1'), act)).rejects.toThrow(RedisDown);
    await set('0');
    expect(await orders.createOrder(platform, anOrder('r1'), act)).toMatchObject({ ok: true });
  });

  it('answers from the server that holds the zone, also for what names no key', async () => {
    const { services } = await readHealth(config);
    expect(services.redis).toMatchObject({
      status: 'up',
      host: cluster.nodes,
      full_coverage: 'no',
    });
    expect(services.redis.version).toMatch(version === '7' ? /^7\./ : /^6\.2/);
    const zones = await cluster.zones();
    for (const zone of zones) await registerZone(await ownPlatform(inZone(config, zone)));
    expect((await readZones(platform)).map(({ zone }) => zone)).toEqual([...zones].sort());
    // A zone whose server is gone says so; the rest of the list is still told.
    const [one, other] = cluster.shards.map(([master]) => master);
    const registry = await one?.ask((redis) => redis.exists('zones').catch(() => 0));
    const victim = registry ? other : one;
    await victim?.kill();
    const after = await until('one is gone', async () => {
      const all = await readZones(platform);
      return all.some(({ counts }) => counts === null) ? all : null;
    });
    expect(after.filter(({ counts }) => counts !== null)).toHaveLength(1);
    await victim?.start();
  });
});

describe('a Cluster of one server', () => {
  it('serves a zone although it does not know its own address', async () => {
    const cluster = await startCluster({ masters: 1 });
    afterAll(() => cluster.stop());
    const slots = await cluster.shards[0]?.[0]?.ask((redis) => redis.call('CLUSTER', 'NODES'));
    expect(slots).toMatch(/ :\d+@/);
    const platform = await ownPlatform(clusterConfig(cluster, 'paris'));
    await aDriver(platform, 'd1');
    await deliver(platform, 'c1', 'd1');
    expect(await platform.redis.hget(platform.keys.order('c1'), 'status')).toBe('livrée');
  });
});

/** A zone of a test's own Cluster, on the shared mongod. */
function clusterConfig(cluster: TestCluster, zone: string): Config {
  const servers = { redisUrl: null, folder: cluster.folder };
  return testConfig(servers, { REDIS_NODES: cluster.nodes, VIGIE_ZONE: zone });
}
