import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { ownPlatform, testConfig, until } from '../../../test/helpers/servers.ts';
import { outboxLag } from '../board/lag.ts';
import type { Config } from '../config/config.ts';
import { connectMongo, type History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { type Servers, startServers } from '../servers/start.ts';
import { runWorker } from './run.ts';

const log = pino({ level: 'silent' });

let servers: Servers;
let config: Config;
let platform: Platform;
let workers: { stop: AbortController; done: Promise<void> }[] = [];

beforeEach(async () => {
  // A mongod of their own: they kill it.
  servers = await startServers({ redis: { appendfsync: 'always' }, mongo: {} });
  config = testConfig(servers, { MONGO_URI: servers.mongoUri ?? '', MONGO_TIMEOUT: '500' });
  platform = await ownPlatform(config);
  await aDriver(platform, 'd1');
});

afterEach(async () => {
  for (const { stop } of workers) stop.abort();
  await Promise.all(workers.map(({ done }) => done));
  workers = [];
  await servers.stop();
});

function startWorker() {
  const stop = new AbortController();
  const worker = { stop, done: runWorker(config, log, stop.signal) };
  workers.push(worker);
  return worker;
}

async function withHistory<T>(read: (history: History) => Promise<T>): Promise<T> {
  const history = await connectMongo(config.mongo, 'test');
  return read(history).finally(() => history.close());
}

const carried = () =>
  until('nothing left to carry', async () => (await outboxLag(platform)).lag === 0, 20_000);

const delivered = () =>
  withHistory(async ({ db }) => {
    const all = await db.collection('deliveries').find().toArray();
    return all.map(({ command_id }) => String(command_id)).sort();
  });

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(3, '0')}`);

async function deliverAll(orders: readonly string[]): Promise<void> {
  for (const id of orders) await deliver(platform, id, 'd1');
}

describe('a worker', () => {
  it('loses nothing when MongoDB is killed, and reads no further while it is away', async () => {
    const [before, during, after] = [ids('a', 5), ids('b', 200), ids('c', 5)];
    startWorker();
    await deliverAll(before);
    await carried();
    servers.mongo?.signal('SIGKILL');
    await deliverAll(during);
    const [pending] = await platform.redis.xpending(platform.keys.events, 'mongo');
    expect(pending).toBeGreaterThan(0);
    // Four batches under way, and no more.
    expect(pending).toBeLessThanOrEqual(2_000);
    expect((await outboxLag(platform)).lag).toBe(during.length * 4);
    await servers.mongo?.start();
    await deliverAll(after);
    await carried();
    expect(await delivered()).toEqual([...before, ...during, ...after]);
  });

  it('starts while both servers are away, and begins when they are there', async () => {
    await deliverAll(ids('a', 3));
    servers.mongo?.signal('SIGKILL');
    servers.redis?.signal('SIGKILL');
    await until('Redis is gone', () => platform.redis.status !== 'ready');
    startWorker();
    await servers.redis?.start();
    await until('Redis is back', () => platform.redis.status === 'ready');
    const beats = () => platform.redis.zcard(platform.keys.workers);
    await until('its heartbeat, without MongoDB', async () => (await beats()) === 1);
    await servers.mongo?.start();
    await carried();
    expect(await delivered()).toEqual(ids('a', 3));
    const names = await withHistory(({ db }) => db.collection('deliveries').indexes());
    expect(names.find(({ key }) => 'command_id' in key)?.unique).toBe(true);
  });

  it('shares the stream with another, and each single job is one worker’s', async () => {
    const [one, two] = [startWorker(), startWorker()];
    await deliverAll(ids('a', 100));
    await carried();
    expect(await delivered()).toEqual(ids('a', 100));
    const { redis, keys } = platform;
    expect(await redis.zcard(keys.workers)).toBe(2);
    const owner = await until('the lease of the zone watch', () => redis.get(keys.lease('zone')));
    const members = await redis.zrange(keys.workers, '0', '-1');
    expect(members).toContain(owner);
    // Whichever has the leases: when it stops, the other one takes them over.
    one.stop.abort();
    await one.done;
    await createOrder(platform, anOrder('late'), desk);
    await carried();
    const [left] = await redis.zrange(keys.workers, '0', '-1');
    await until('its leases', async () => (await redis.get(keys.lease('adoption'))) === left);
    two.stop.abort();
    await two.done;
    expect(await redis.zcard(keys.workers)).toBe(0);
    expect(await redis.exists(keys.lease('adoption'), keys.lease('zone'))).toBe(0);
  });

  it('tells when Redis lost what MongoDB has, and goes on', async () => {
    startWorker();
    await deliverAll(ids('a', 3));
    await carried();
    await platform.redis.flushall();
    await aDriver(platform, 'd1');
    await deliver(platform, 'a000', 'd1', { client: 'In the new life' });
    await until('the alert', async () => {
      const open = await platform.redis.zrange(platform.keys.alertsOpen, '0', '-1');
      return open.includes('events_lost:epoch1');
    });
    await carried();
    const again = await withHistory(({ db }) =>
      db.collection('deliveries').findOne({ command_id: 'a000' }),
    );
    expect(again).toMatchObject({ client: 'In the new life', epoch: 1 });
  });
});

describe('a worker that starts on an empty Redis', () => {
  it('fills it from MongoDB, and carries on from there', async () => {
    const first = startWorker();
    await deliverAll(ids('a', 3));
    await createOrder(platform, anOrder('open'), desk);
    await carried();
    first.stop.abort();
    await first.done;
    await platform.redis.flushall();
    startWorker();
    const { redis, keys } = platform;
    await until('the open order and the driver', async () => {
      const there = await redis.exists(keys.order('open'), keys.driver('d1'));
      return there === 2 && (await redis.hexists(keys.settings, 'hydrating')) === 0;
    });
    // What Redis lost is told, and it goes on in an epoch of its own.
    expect(await redis.get(keys.epoch)).toBe('2');
    expect(await redis.zcard(keys.alertsOpen)).toBe(1);
    await deliverAll(ids('b', 3));
    await carried();
    expect(await delivered()).toEqual([...ids('a', 3), ...ids('b', 3)]);
  });
});
