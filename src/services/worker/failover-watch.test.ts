import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDriver, anOrder, desk } from '../../../test/helpers/life.ts';
import { ownPlatform, testConfig, until } from '../../../test/helpers/servers.ts';
import type { Platform } from '../redis/connect.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { type Servers, startServers } from '../servers/start.ts';
import type { WorkerContext } from './context.ts';
import { watchFailover } from './failover-watch.ts';
import { createProgress } from './progress.ts';

const log = pino({ level: 'silent' });

describe('a replica that takes over', () => {
  let servers: Servers[];
  let first: WorkerContext;
  let second: WorkerContext;

  beforeAll(async () => {
    const options = { redis: { appendfsync: 'no', tcp: true }, mongo: false } as const;
    servers = await Promise.all([startServers(options), startServers(options)]);
    afterAll(() => Promise.all(servers.map((each) => each.stop())));
    const [one, two] = await Promise.all(
      servers.map(async (each): Promise<WorkerContext> => {
        const config = testConfig(each);
        return {
          config,
          platform: await ownPlatform(config),
          name: 'one',
          log,
          progress: createProgress(),
        };
      }),
    );
    if (!one || !two) throw new Error('two servers');
    [first, second] = [one, two];
  });

  const alertsOf = ({ redis, keys }: Platform) => redis.zrange(keys.alertsOpen, '0', '-1');

  it('is told once, with the last event that is certain; a server that just restarts is not', async () => {
    const { keys, redis } = first.platform;
    await aDriver(first.platform, 'd1');
    await createOrder(first.platform, anOrder('c1'), desk);
    await watchFailover(first);
    expect(await redis.hget(keys.shard, 'seq')).toBe('2');
    await createOrder(first.platform, anOrder('c2'), desk);
    await watchFailover(first);
    await createOrder(first.platform, anOrder('c3'), desk);
    servers[0]?.redis?.signal('SIGKILL');
    await servers[0]?.redis?.start();
    await until('it is back', () => redis.status === 'ready');
    await watchFailover(first);
    expect(await alertsOf(first.platform)).toEqual([]);
    await createOrder(first.platform, anOrder('c4'), desk);

    const { host, port } = first.config.redis;
    const replica = second.platform.redis;
    await replica.call('REPLICAOF', host, port);
    await until('all is copied', async () => (await replica.get(keys.eventsSeq)) === '5');
    // The history begins with the first replica.
    await watchFailover(first);
    await createOrder(first.platform, anOrder('c5'), desk);
    await until('c5 too', async () => (await replica.get(keys.eventsSeq)) === '6');
    await replica.call('REPLICAOF', 'NO', 'ONE');
    // The last note was taken when five events were there.
    await watchFailover(second);
    const [alert = ''] = await alertsOf(second.platform);
    expect(alert).toMatch(/^events_lost:failover-[0-9a-f]{8}$/);
    const subject = alert.slice('events_lost:'.length);
    expect(await replica.hget(keys.alert('events_lost', subject), 'after_seq')).toBe('5');
    await watchFailover(second);
    expect(await alertsOf(second.platform)).toEqual([alert]);
  });
});
