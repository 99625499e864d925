import { describe, expect, it } from 'vitest';
import { outboxLag } from '../../src/services/board/lag.ts';
import { endCheck } from '../helpers/end-check.ts';
import { aDriver } from '../helpers/life.ts';
import type { TestProxy } from '../helpers/proxy.ts';
import { aScene, mongoProxy, redisProxy, type Scene } from '../helpers/scene.ts';
import { until } from '../helpers/servers.ts';
import { startTraffic } from '../helpers/traffic.ts';
import {
  interruptions,
  startWorker,
  untilInterrupted,
  type WorkerProcess,
} from '../helpers/worker.ts';

interface Fault {
  readonly name: string;
  /** Misbehaves until the worker has felt it. */
  readonly strike: (proxy: TestProxy, worker: WorkerProcess) => Promise<unknown>;
}

/** Until the worker itself says that it can't go on. */
const felt = (begin: (proxy: TestProxy) => void) => (proxy: TestProxy, worker: WorkerProcess) => {
  const before = interruptions(worker).length;
  begin(proxy);
  return untilInterrupted(worker, before);
};

/** Until a connection is over: the driver may come back without a word. */
const cutOff = (begin: (proxy: TestProxy) => void) => (proxy: TestProxy) => {
  const before = proxy.ended();
  begin(proxy);
  return until('a connection ends', () => proxy.ended() > before);
};

const COMMON: readonly Fault[] = [
  { name: 'delay', strike: felt((proxy) => proxy.delay(8_000)) },
  { name: 'no answers', strike: felt((proxy) => proxy.mute()) },
  { name: 'no connections', strike: felt((proxy) => proxy.refuse()) },
  { name: 'half-closed to the worker', strike: cutOff((proxy) => proxy.halfClose('client')) },
  { name: 'half-closed to the server', strike: cutOff((proxy) => proxy.halfClose('server')) },
];
const TO_MONGO: readonly Fault[] = [
  { name: 'cut answer of a write', strike: (proxy) => proxy.cutReply('deliveries') },
  { name: 'cut answer of the checkpoint', strike: (proxy) => proxy.cutReply('checkpoints') },
  { name: 'lost answer of a write', strike: (proxy) => proxy.loseReply('deliveries') },
];
const TO_REDIS: readonly Fault[] = [
  { name: 'cut answer of a read', strike: (proxy) => proxy.cutReply('xreadgroup') },
  { name: 'cut answer of an acknowledgement', strike: (proxy) => proxy.cutReply('xack') },
  { name: 'lost answer of a read', strike: (proxy) => proxy.loseReply('xreadgroup') },
];

/** Every fault in turn while orders come and go; after each one the worker must catch up. */
async function endure(
  scene: Scene,
  proxy: TestProxy,
  worker: WorkerProcess,
  faults: readonly Fault[],
): Promise<void> {
  const { platform } = scene;
  const { redis, keys } = platform;
  await aDriver(platform, 'd1');
  const traffic = startTraffic(platform, { paceMs: 20 });
  for (const { name, strike } of faults) {
    await traffic.more(10);
    await strike(proxy, worker);
    const seq = Number(await redis.get(keys.eventsSeq));
    proxy.normal();
    await until(
      `carried on after: ${name}`,
      async () => {
        const now = await outboxLag(platform);
        return now.seq - now.lag >= seq;
      },
      30_000,
    );
  }
  await traffic.stop();
  await endCheck(scene, traffic.delivered);
  expect(await worker.end()).toBe(0);
}

describe('a network that misbehaves while orders come and go', () => {
  it('on the way to MongoDB: everything arrives once', async () => {
    const scene = await aScene({ redis: { appendfsync: 'no' } });
    const [proxy, config] = await mongoProxy(scene);
    await endure(scene, proxy, startWorker(config), [...TO_MONGO, ...COMMON]);
  });

  it('on the way to Redis: everything arrives once', async () => {
    const scene = await aScene({ redis: { appendfsync: 'no' } });
    const [proxy, config] = await redisProxy(scene);
    const worker = startWorker(config, { REDIS_TIMEOUT: '1' });
    await endure(scene, proxy, worker, [...TO_REDIS, ...COMMON]);
  });
});
