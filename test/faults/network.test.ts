import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Done } from '../../src/domain/refusal.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { RedisDown } from '../../src/services/redis/down.ts';
import { parseEvents } from '../../src/services/redis/events.ts';
import { runMany } from '../../src/services/redis/scripts.ts';
import { type Act, callOf } from '../../src/services/redis/transitions/act.ts';
import { assignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../../src/services/redis/transitions/deliveries.ts';
import { createOrder, creation } from '../../src/services/redis/transitions/orders.ts';
import { type Servers, startServers } from '../../src/services/servers/start.ts';
import { aDriver, anOrder } from '../helpers/life.ts';
import type { TestProxy } from '../helpers/proxy.ts';
import { connectScene, redisProxy } from '../helpers/scene.ts';
import { testConfig, until } from '../helpers/servers.ts';
import { insist } from '../helpers/traffic.ts';

let servers: Servers;
/** Straight to the server: what is true. */
let direct: Platform;
/** Through the proxy: what a caller is told. */
let platform: Platform;
let proxy: TestProxy;

beforeEach(async () => {
  servers = await startServers({ redis: { appendfsync: 'no' }, mongo: false });
  // A command then waits 3 s for its answer.
  const config = testConfig(servers, { REDIS_TIMEOUT: '1' });
  direct = await connectScene(config);
  const [started, through] = await redisProxy({ config });
  proxy = started;
  platform = await connectScene(through);
  await aDriver(direct, 'd1');
  return () => servers.stop();
});

/** The whole life of an order, a transition a step. */
const STEPS = [
  (order: string, act: Act) => createOrder(platform, anOrder(order), act),
  (order: string, act: Act) => assignOrder(platform, { order, driver: 'd1' }, act),
  (order: string, act: Act) => pickUpOrder(platform, order, act),
  (order: string, act: Act) => deliverOrder(platform, order, act),
] as const;

async function eventsOf(order: string) {
  const { redis, keys } = direct;
  const entries = await redis.xrange(keys.events, '-', '+');
  return parseEvents(entries).filter((event) => event.order === order);
}

/** Each transition of the order was done once: its events, its version, and all that it is counted in. */
async function expectOnce(order: string, answers: readonly Done[]): Promise<void> {
  const { redis, keys } = direct;
  const events = await eventsOf(order);
  expect(events.map(({ type, version }) => [type, version])).toEqual([
    ['order_created', 1],
    ['order_assigned', 2],
    ['order_picked_up', 3],
    ['order_delivered', 4],
  ]);
  expect(answers.map(({ seq, version }) => [seq, version])).toEqual(
    events.map(({ seq, version }) => [seq, version]),
  );
  expect(await redis.hget(keys.order(order), 'version')).toBe('4');
  const counted = await redis.hmget(
    keys.driverStats('d1'),
    ...['deliveries_completed', 'deliveries_in_progress', 'revenue_cents'],
  );
  expect(counted).toEqual(['1', '0', '2550']);
  expect(await redis.get(keys.productSold('p1'))).toBe('2');
  expect(await redis.zscore(keys.clientsSpent, 'u1')).toBe('2550');
}

/** Sends a transition that Redis does and whose answer never comes; what the caller hears in the end. */
async function unheard(
  step: (typeof STEPS)[number],
  act: Act,
): Promise<{ heard: Promise<unknown> }> {
  const lost = proxy.loseReply('evalsha');
  const heard = step('o1', act).catch((error: unknown) => error);
  await lost;
  return { heard };
}

describe('a transition whose answer is lost on the way', () => {
  it('is done once when the connection is cut: it is tried again by itself', async () => {
    const answers: Done[] = [];
    for (const step of STEPS) {
      const cut = proxy.cutReply('evalsha');
      const outcome = await step('o1', { by: 'desk1' });
      await cut;
      expect(outcome.ok).toBe(true);
      if (outcome.ok) answers.push(outcome);
    }
    await expectOnce('o1', answers);
  });

  it('is done once when Redis had forgotten the scripts besides', async () => {
    const answers: Done[] = [];
    for (const step of STEPS) {
      // A new connection loads all scripts first: not after they are forgotten.
      await platform.redis.ping();
      await direct.redis.script('FLUSH');
      const cut = proxy.cutReply('eval\r\n');
      const outcome = await step('o1', { by: 'desk1' });
      await cut;
      expect(outcome.ok).toBe(true);
      if (outcome.ok) answers.push(outcome);
    }
    await expectOnce('o1', answers);
  });

  it('is done once when answers come later than the time limit', async () => {
    const answers: Done[] = [];
    for (const step of STEPS.slice(0, 1)) {
      const operationId = randomUUID();
      const act = { by: 'desk1', operationId };
      proxy.delay(4_000);
      await expect(step('o1', act)).rejects.toThrow(RedisDown);
      proxy.normal();
      answers.push(await insist((again) => step('o1', again), operationId));
    }
    // The late answer to the first try must not be taken for the answer to another command.
    for (const step of STEPS.slice(1)) answers.push(await insist((act) => step('o1', act)));
    await expectOnce('o1', answers);
  });

  it.each(['client', 'server'] as const)(
    'is done once when the way to the %s is closed',
    async (towards) => {
      const answers: Done[] = [];
      for (const step of STEPS) {
        const operationId = randomUUID();
        const ended = proxy.ended();
        const { heard } = await unheard(step, { by: 'desk1', operationId });
        proxy.halfClose(towards);
        await until('the connection is over', () => proxy.ended() > ended);
        expect(await heard).toMatchObject({ ok: true });
        answers.push(await insist((act) => step('o1', act), operationId));
      }
      await expectOnce('o1', answers);
    },
  );

  it('is done once when Redis can not be reached for longer than it is tried', async () => {
    const answers: Done[] = [];
    for (const step of STEPS) {
      const operationId = randomUUID();
      const { heard } = await unheard(step, { by: 'desk1', operationId });
      proxy.refuse();
      expect(await heard).toBeInstanceOf(RedisDown);
      proxy.normal();
      answers.push(await insist((act) => step('o1', act), operationId));
    }
    await expectOnce('o1', answers);
  });

  it('is done once when it was one of many in a pipeline', async () => {
    const calls = Array.from({ length: 200 }, (_, i) => {
      const transition = creation(platform, anOrder(`o${i}`));
      if ('ok' in transition) throw new Error('refused');
      return callOf(platform, transition, { by: 'desk1', operationId: `many-${i}` });
    });
    const cut = proxy.cutReply('evalsha');
    await expect(runMany(platform.redis, calls)).rejects.toThrow(RedisDown);
    await cut;
    const replies = await until('an answer', () => runMany(platform.redis, calls));
    const { redis, keys } = direct;
    const events = parseEvents(await redis.xrange(keys.events, '-', '+'));
    const created = events.filter(({ type }) => type === 'order_created');
    expect(created).toHaveLength(200);
    expect(replies.map(([, seq]) => Number(seq))).toEqual(created.map(({ seq }) => seq));
    expect(await redis.zcard(keys.ordersWaiting)).toBe(200);
  });
});
