import pino from 'pino';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDriver, anOrder, BASTILLE, deliver, desk, OPERA } from '../../../test/helpers/life.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../../test/helpers/servers.ts';
import { ALERT_RULES } from '../../domain/alert.ts';
import { readTopDrivers } from '../board/top-drivers.ts';
import type { Config } from '../config/config.ts';
import type { Platform, RedisClient } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { driverOffDuty, moveDriver } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import type { Servers } from '../servers/start.ts';
import { adopt } from './adopt.ts';
import type { WorkerContext } from './context.ts';
import { beat, stopBeating } from './heartbeat.ts';
import { refreshLeaderboard } from './leaderboard.ts';
import { holdLease, releaseLease } from './lease.ts';
import { createProgress } from './progress.ts';
import { runWorker } from './run.ts';
import { watchZone } from './zone-watch.ts';

const log = pino({ level: 'silent' });
const FAR = { lon: 2.4392, lat: 48.8474 };

let servers: Servers;
let config: Config;
let platform: Platform;
let context: WorkerContext;

beforeAll(async () => {
  servers = await ownRedis();
  config = testConfig(servers);
  platform = await ownPlatform(config);
  context = { config, platform, name: 'me', log, progress: createProgress() };
});

beforeEach(async () => {
  await platform.redis.flushdb();
  await aDriver(platform, 'd1');
});

describe('what another program writes', () => {
  it('shows in lists and is followed to the door', async () => {
    const { redis, keys } = platform;
    await redis.hset('order:x', {
      client: 'Zoé',
      destination: 'Bastille',
      amount: '25.5',
      status: 'en_attente',
      region: 'Paris',
    });
    await redis.sadd('orders:status:en_attente', 'x');
    await adopt(context);
    expect(await redis.zscore(keys.ordersWaiting, 'x')).not.toBeNull();
    expect(await redis.hmget('order:x', 'version', 'amount_cents')).toEqual(['1', '2550']);

    await redis.smove('orders:status:en_attente', 'orders:status:assignée', 'x');
    await redis.set('assignment:x', 'd1');
    await redis.hset('order:x', 'status', 'assignée');
    await adopt(context);
    expect(await redis.smembers(keys.driverOrders('d1'))).toEqual(['x']);
    expect(await redis.hget(keys.driver('d1'), 'status')).toBe('occupé');
    expect(await redis.zscore(keys.ordersWaiting, 'x')).toBeNull();

    await redis.smove('orders:status:assignée', 'orders:status:livrée', 'x');
    await redis.hset('order:x', 'status', 'livrée');
    await adopt(context);
    expect(await redis.scard(keys.driverOrders('d1'))).toBe(0);
    expect(await redis.zscore(keys.ordersFinished, 'x')).not.toBeNull();
    expect(await redis.zscore(keys.ordersDue, 'x')).toBeNull();

    const seq = await redis.get(keys.eventsSeq);
    await adopt(context);
    expect(await redis.get(keys.eventsSeq)).toBe(seq);
  });

  it.each([
    [
      'only the sets',
      async () =>
        void (await platform.redis.smove(
          'orders:status:en_attente',
          'orders:status:récupérée',
          'c1',
        )),
    ],
    [
      'only the hash',
      async () => void (await platform.redis.hset('order:c1', 'status', 'récupérée')),
    ],
    [
      'é in two characters',
      async () =>
        void (await platform.redis.hset('order:c1', 'status', 'récupérée'.normalize('NFD'))),
    ],
  ])('is taken in when it changed %s', async (_what, change) => {
    await createOrder(platform, anOrder('c1'), desk);
    await change();
    await adopt(context);
    expect(await platform.redis.sismember('orders:status:récupérée', 'c1')).toBe(1);
    expect(await platform.redis.sismember('orders:status:en_attente', 'c1')).toBe(0);
    expect(await platform.redis.hget('order:c1', 'status')).toBe('récupérée');
  });

  it('may be a word that is no status: the order stays where it was', async () => {
    const { redis, keys } = platform;
    await createOrder(platform, anOrder('c1'), desk);
    await assignOrder(platform, { order: 'c1', driver: 'd1' }, desk);
    await redis.hset(keys.order('c1'), 'status', 'picked up');
    await adopt(context);
    expect(await redis.hget(keys.order('c1'), 'status')).toBe('assignée');
    expect(await redis.smembers(keys.driverOrders('d1'))).toEqual(['c1']);
  });

  it('may be a driver, or an id without a hash', async () => {
    const { redis, keys } = platform;
    await redis.sadd('orders:status:en_attente', 'ghost');
    await redis.hset('driver:py', {
      name: 'Py',
      rating: '4.2',
      status: 'disponible',
      region: 'Paris',
    });
    await redis.sadd('drivers:all', 'py');
    await adopt(context);
    expect(await redis.sismember(keys.driversStatus('free'), 'py')).toBe(1);
    expect(await redis.sismember(keys.regionDrivers('Paris'), 'py')).toBe(1);
    expect(await redis.exists('order:ghost')).toBe(0);
  });
});

describe('the zone watch', () => {
  const open = () => platform.redis.zrange(platform.keys.alertsOpen, '0', '-1');

  it('opens an alert once after two checks outside, and resolves it inside', async () => {
    await moveDriver(platform, { driver: 'd1', position: FAR });
    await watchZone(context);
    expect(await open()).toEqual([]);
    await watchZone(context);
    expect(await open()).toEqual(['out_of_zone:d1']);
    const seq = await platform.redis.get(platform.keys.eventsSeq);
    await watchZone(context);
    expect(await platform.redis.get(platform.keys.eventsSeq)).toBe(seq);
    expect(Number(await platform.redis.hget('alert:out_of_zone:d1', 'distance_m'))).toBeGreaterThan(
      6_000,
    );
    await moveDriver(platform, { driver: 'd1', position: OPERA });
    for (let check = 0; check < ALERT_RULES.out_of_zone.toResolve - 1; check += 1)
      await watchZone(context);
    expect(await open()).toEqual(['out_of_zone:d1']);
    await watchZone(context);
    expect(await open()).toEqual([]);
  });

  it('resolves it when he goes off duty, and forgets one check alone', async () => {
    await moveDriver(platform, { driver: 'd1', position: FAR });
    await watchZone(context);
    await moveDriver(platform, { driver: 'd1', position: BASTILLE });
    await watchZone(context);
    expect(await platform.redis.exists('alert:out_of_zone:d1')).toBe(0);
    await moveDriver(platform, { driver: 'd1', position: FAR });
    await watchZone(context);
    await watchZone(context);
    expect(await open()).toHaveLength(1);
    await driverOffDuty(platform, 'd1', desk);
    await watchZone(context);
    expect(await open()).toEqual([]);
  });
});

/** The platform, where something happens just before the command of that number. */
function happening(turn: number, what: () => Promise<unknown>): Platform {
  let sent = 0;
  const redis: RedisClient = new Proxy(platform.redis, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        sent += 1;
        if (sent === turn) await what();
        return value.apply(target, args);
      };
    },
  });
  return { ...platform, redis };
}

describe('leases, heartbeats and caches', () => {
  it('one worker has a lease until it gives it back', async () => {
    expect(await holdLease(platform, 'trim', 'a', 10_000)).toBe(true);
    expect(await holdLease(platform, 'trim', 'b', 10_000)).toBe(false);
    expect(await holdLease(platform, 'trim', 'a', 10_000)).toBe(true);
    await releaseLease(platform, 'trim', 'b');
    expect(await holdLease(platform, 'trim', 'b', 10_000)).toBe(false);
    await releaseLease(platform, 'trim', 'a');
    expect(await holdLease(platform, 'trim', 'b', 10_000)).toBe(true);
  });
  it.each([2, 3])('a lease that another takes before command %i is not touched', async (turn) => {
    const { redis, keys } = platform;
    const key = keys.lease('trim');
    const taken = happening(turn, () => redis.set(key, 'b', 'PX', 5_000));
    await redis.set(key, 'a', 'PX', 10_000);
    const held = await holdLease(taken, 'trim', 'a', 60_000);
    expect(await redis.get(key)).toBe(held ? 'a' : 'b');
    expect((await redis.pttl(key)) > 5_000).toBe(held);
    await redis.set(key, 'a', 'PX', 10_000);
    let taker: string | null = null;
    const other = happening(turn, async () => {
      taker = 'b';
      await redis.set(key, taker);
    });
    await releaseLease(other, 'trim', 'a');
    expect(await redis.get(key)).toBe(taker);
  });
  it('a worker is on the list while it lives', async () => {
    await beat(context);
    expect(await platform.redis.zcard(platform.keys.workers)).toBe(1);
    await stopBeating(context);
    expect(await platform.redis.zcard(platform.keys.workers)).toBe(0);
  });
  it('the leaderboard comes from its cache while that lives', async () => {
    expect((await readTopDrivers(platform)).ttlMs).toBeNull();
    await refreshLeaderboard(context);
    await platform.redis.hset('driver:d1', 'name', 'Somebody else');
    const { drivers, ttlMs } = await readTopDrivers(platform);
    expect(ttlMs).toBeGreaterThan(20_000);
    expect(drivers[0]).toMatchObject({ id: 'd1', name: 'Name d1', rating: 4.5 });
    await platform.redis.lpush(platform.keys.topDrivers, 'not json');
    expect((await readTopDrivers(platform)).drivers).toHaveLength(1);
  });
});

describe('a whole worker', () => {
  it('carries what happens, survives a killed Redis, and stops cleanly', async () => {
    const own = await ownRedis();
    const mine = testConfig(own);
    const other = await ownPlatform(mine);
    const history = await ownHistory(mine);
    const stop = new AbortController();
    const running = runWorker(mine, log, stop.signal);
    await aDriver(other, 'd1');
    await deliver(other, 'c1', 'd1');
    const there = (id: string) => history.db.collection('deliveries').findOne({ command_id: id });
    await until('c1 in MongoDB', () => there('c1'));
    await until('the heartbeat', async () => (await other.redis.zcard(other.keys.workers)) === 1);

    own.redis?.signal('SIGKILL');
    await until('Redis is gone', () => other.redis.status !== 'ready');
    await own.redis?.start();
    await until('Redis is back', () => other.redis.status === 'ready');
    await deliver(other, 'c2', 'd1');
    await until('c2 in MongoDB', () => there('c2'));

    stop.abort();
    await running;
    expect(await other.redis.zcard(other.keys.workers)).toBe(0);
    expect(await other.redis.exists(other.keys.lease('zone'))).toBe(0);
  });
});
