import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/services/config/config.ts';
import { FAULT_POINTS } from '../../src/services/fault.ts';
import type { History } from '../../src/services/mongo/connect.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { createOrder } from '../../src/services/redis/transitions/orders.ts';
import { checkpoints } from '../../src/services/sync/checkpoint.ts';
import { readLosses } from '../../src/services/sync/epoch.ts';
import { allCarried, endCheck } from '../helpers/end-check.ts';
import { aDriver, anOrder, desk } from '../helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig, until } from '../helpers/servers.ts';
import { type Delivered, startTraffic } from '../helpers/traffic.ts';
import { startWorker } from '../helpers/worker.ts';

const ORDERS = 40;
const DAY_MS = 86_400_000;

/** A worker that is killed at a point: it never comes further. */
async function dieAt(config: Config, fault: string): Promise<void> {
  const doomed = spawn(process.execPath, ['dist/main.js', 'worker'], {
    env: {
      ...process.env,
      REDIS_URL: `unix://${config.redis.path}`,
      MONGO_URI: config.mongo.uri,
      MONGO_DB: config.mongo.db,
      VIGIE_LOG_FILE: config.log.file,
      VIGIE_FAULT: fault,
    },
    stdio: 'ignore',
  });
  const [, signal] = await once(doomed, 'exit');
  expect(signal).toBe('SIGKILL');
}

async function work(platform: Platform): Promise<readonly Delivered[]> {
  const traffic = startTraffic(platform, { lanes: 4 });
  await traffic.more(ORDERS);
  await traffic.stop();
  return traffic.delivered;
}

/** Orders that come later reach MongoDB too. */
async function moreIsCarried(platform: Platform, history: History): Promise<void> {
  const traffic = startTraffic(platform, { prefix: 'later', lanes: 2 });
  await traffic.more(10);
  await traffic.stop();
  await allCarried(platform);
  const later = { command_id: /^later/, status: 'livrée' };
  expect(await history.db.collection('deliveries').countDocuments(later)).toBe(
    traffic.delivered.length,
  );
}

/** The entries of a worker that died some time ago: to be taken over at once. */
async function leavePending({ redis, keys }: Platform): Promise<void> {
  await redis.xgroup('CREATE', keys.events, 'mongo', '0');
  await redis.xreadgroup('GROUP', 'mongo', 'dead', 'COUNT', 20, 'STREAMS', keys.events, '>');
  const pending = await redis.xpending(keys.events, 'mongo', '-', '+', 20);
  const ids = pending.map((entry) => String((entry as unknown[])[0]));
  await redis.call('XCLAIM', keys.events, 'mongo', 'dead', 0, ...ids, 'IDLE', 60_000);
}

/** Redis comes back as it was some events ago: its numbers go back behind MongoDB's checkpoint. */
async function goBack({ redis, keys }: Platform): Promise<void> {
  const seq = Number(await redis.get(keys.eventsSeq));
  await redis.set(keys.eventsSeq, seq - 3);
}

async function aWay() {
  const config = testConfig(await ownRedis());
  const platform = await ownPlatform(config);
  const history = await ownHistory(config);
  await aDriver(platform, 'd1');
  return { config, platform, history };
}

const CARRYING = FAULT_POINTS.filter(
  (point) => !/cut|raise|loss|prune|hydrate|drivers|commit/.test(point),
);

describe('a worker killed with -9', () => {
  it.each(CARRYING)('at %s loses nothing and doubles nothing', async (fault) => {
    const { config, platform, history } = await aWay();
    const delivered = await work(platform);
    if (fault === 'after-claim') await leavePending(platform);
    await dieAt(config, fault);
    const heir = startWorker(config);
    const { workers } = platform.keys;
    await until(
      'the heir at work',
      async () => (await platform.redis.zcard(workers)) === 2,
      40_000,
    );
    await until(
      'nothing pending',
      async () => {
        const [count] = await platform.redis.xpending(platform.keys.events, 'mongo');
        return count === 0;
      },
      40_000,
    );
    await endCheck({ platform, history }, delivered);
    expect(await heir.end('SIGTERM')).toBe(0);
  });

  it.each(['after-cut', 'after-raise', 'after-loss'])(
    'at %s the loss is still named, once, and what comes after it is carried',
    async (fault) => {
      const { config, platform, history } = await aWay();
      await work(platform);
      const first = startWorker(config);
      await allCarried(platform);
      await first.end('SIGTERM');
      const before = await history.db.collection('events').countDocuments();
      await goBack(platform);
      await dieAt(config, fault);
      const heir = startWorker(config);
      const { redis, keys } = platform;
      await until('the alert', () => redis.zscore(keys.alertsOpen, 'events_lost:epoch1'), 30_000);
      await until('it is noted', async () => (await readLosses(platform, history)).length === 1);
      expect(await readLosses(platform, history)).toEqual([
        { epoch: 0, fromSeq: before - 2, toSeq: before },
      ]);
      expect(await redis.get(keys.epoch)).toBe('1');
      await moreIsCarried(platform, history);
      expect(await checkpoints(history).findOne()).toMatchObject({ epoch: 1 });
      await heir.end('SIGTERM');
    },
  );

  it.each(['before-prune', 'after-prune'])(
    'at %s finished orders leave Redis, and MongoDB has each',
    async (fault) => {
      const { config, platform, history } = await aWay();
      const delivered = await work(platform);
      const first = startWorker(config);
      await allCarried(platform);
      await first.end('SIGTERM');
      const { redis, keys } = platform;
      const old = Date.now() - 2 * DAY_MS;
      for (const id of await redis.zrange(keys.ordersFinished, '0', '-1'))
        await redis.zadd(keys.ordersFinished, old, id);
      await dieAt(config, fault);
      const heir = startWorker(config);
      await until(
        'nothing finished is left',
        async () => (await redis.zcard(keys.ordersFinished)) === 0,
        60_000,
      );
      for (const { order } of delivered) {
        expect(await redis.exists(keys.order(order.id))).toBe(0);
        const found = await history.db.collection('deliveries').findOne({ command_id: order.id });
        expect(found).toMatchObject({ amount_cents: order.amountCents, status: 'livrée' });
      }
      await heir.end('SIGTERM');
    },
  );

  it.each(['mid-hydrate', 'after-drivers'])(
    'at %s an empty Redis is still filled, and what comes after it is carried',
    async (fault) => {
      const { config, platform, history } = await aWay();
      await work(platform);
      await createOrder(platform, anOrder('open'), desk);
      const first = startWorker(config);
      await allCarried(platform);
      await first.end('SIGTERM');
      await platform.redis.flushall();
      await dieAt(config, fault);
      const heir = startWorker(config);
      const { redis, keys } = platform;
      await until('it is filled', async () => {
        const there = await redis.exists(keys.order('open'), keys.driver('d1'));
        return there === 2 && (await redis.hexists(keys.settings, 'hydrating')) === 0;
      });
      await moreIsCarried(platform, history);
      await heir.end('SIGTERM');
    },
  );
});
