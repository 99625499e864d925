import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/domain/refusal.ts';
import { outboxLag } from '../../src/services/board/lag.ts';
import type { Config } from '../../src/services/config/config.ts';
import { connectMongo } from '../../src/services/mongo/connect.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { RedisDown } from '../../src/services/redis/down.ts';
import type { Act } from '../../src/services/redis/transitions/act.ts';
import { assignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../../src/services/redis/transitions/deliveries.ts';
import { cancelOrder, createOrder } from '../../src/services/redis/transitions/orders.ts';
import { type Servers, startServers } from '../../src/services/servers/start.ts';
import { aDriver, anOrder } from '../helpers/life.ts';
import { ownPlatform, testConfig, until } from '../helpers/servers.ts';

const ROUNDS = 3;

let servers: Servers;
let config: Config;
let platform: Platform;
const workers = new Set<ChildProcess>();

beforeEach(async () => {
  servers = await startServers({ redis: { appendfsync: 'always' }, mongo: {} });
  config = testConfig(servers, { MONGO_URI: servers.mongoUri ?? '' });
  platform = await ownPlatform(config);
  await aDriver(platform, 'd1', 10_000);
});

afterEach(async () => {
  for (const worker of workers) await end(worker, 'SIGKILL');
  await servers.stop();
});

function startWorker(): ChildProcess {
  const env = {
    ...process.env,
    REDIS_URL: servers.redisUrl ?? '',
    MONGO_URI: config.mongo.uri,
    MONGO_DB: config.mongo.db,
    VIGIE_LOG_FILE: config.log.file,
  };
  const worker = spawn(process.execPath, ['dist/main.js', 'worker'], { env, stdio: 'ignore' });
  workers.add(worker);
  return worker;
}

async function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  workers.delete(worker);
  if (worker.exitCode !== null || worker.signalCode !== null) return worker.exitCode;
  const exit = once(worker, 'exit');
  worker.kill(signal);
  const [code] = await exit;
  return code;
}

/** Repeats a transition under one operation id until Redis has answered. */
async function insist(transition: (act: Act) => Promise<Outcome>): Promise<void> {
  const act = { by: 'desk1', operationId: randomUUID() };
  for (;;) {
    try {
      const outcome = await transition(act);
      if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
      return;
    } catch (error) {
      if (!(error instanceof RedisDown)) throw error;
      await pause(50);
    }
  }
}

/** Orders come and go until the signal aborts; answers the ids of those delivered. */
async function traffic(signal: AbortSignal): Promise<string[]> {
  const delivered: string[] = [];
  for (let i = 0; !signal.aborted; i += 1) {
    const order = `t${i}`;
    const amountCents = 1000 + i;
    await insist((act) => createOrder(platform, anOrder(order, { amountCents }), act));
    await insist((act) => assignOrder(platform, { order, driver: 'd1' }, act));
    if (i % 5 === 4) {
      await insist((act) => cancelOrder(platform, order, act));
      continue;
    }
    await insist((act) => pickUpOrder(platform, order, act));
    await insist((act) => deliverOrder(platform, order, act));
    delivered.push(order);
  }
  return delivered;
}

async function restart(server: Servers['redis']): Promise<void> {
  server?.signal('SIGKILL');
  await pause(100 + Math.random() * 400);
  await server?.start();
}

describe('kill -9 of whatever, again and again, while orders come and go', () => {
  it('every event is in MongoDB, every delivered order once', async () => {
    let [first, second] = [startWorker(), startWorker()];
    const { redis, keys } = platform;
    await until('both workers', async () => (await redis.zcard(keys.workers)) === 2, 30_000);
    const stop = new AbortController();
    const orders = traffic(stop.signal);
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(Math.random() * 500);
      await end(first, 'SIGKILL');
      first = startWorker();
      await restart(servers.mongo);
      await pause(Math.random() * 500);
      await restart(servers.redis);
      await pause(Math.random() * 500);
      await end(second, 'SIGKILL');
      second = startWorker();
    }
    stop.abort();
    const delivered = await orders;
    expect(delivered.length).toBeGreaterThan(0);
    await until('nothing left to carry', async () => (await outboxLag(platform)).lag === 0, 60_000);

    const history = await connectMongo(config.mongo, 'test');
    const { db } = history;
    const documents = await db.collection('deliveries').find().toArray();
    expect(documents.map(({ command_id }) => command_id).sort()).toEqual(delivered.sort());
    for (const { command_id, amount_cents, version } of documents) {
      expect(amount_cents).toBe(1000 + Number(String(command_id).slice(1)));
      expect(version).toBe(4);
    }
    const seq = Number(await redis.get(keys.eventsSeq));
    const audit = await db.collection('events').find({ epoch: 0 }).sort({ seq: 1 }).toArray();
    expect(audit.map((event) => event.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    for await (const { command_id, status, version } of db.collection('orders').find()) {
      const hash = await redis.hmget(keys.order(String(command_id)), 'status', 'version');
      expect(hash).toEqual([status, String(version)]);
    }
    expect(await db.collection('dead_letters').countDocuments()).toBe(0);
    expect(await redis.zcard(keys.alertsOpen)).toBe(0);
    await history.close();
    expect(await end(first, 'SIGTERM')).toBe(0);
    expect(await end(second, 'SIGTERM')).toBe(0);
  });
});
