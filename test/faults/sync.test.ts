import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Servers } from '../../src/services/servers/start.ts';
import { endCheck } from '../helpers/end-check.ts';
import { aDriver } from '../helpers/life.ts';
import { aScene } from '../helpers/scene.ts';
import { until } from '../helpers/servers.ts';
import { startTraffic } from '../helpers/traffic.ts';
import { startWorker } from '../helpers/worker.ts';

const ROUNDS = 3;

async function restart(server: Servers['redis']): Promise<void> {
  server?.signal('SIGKILL');
  await pause(100 + Math.random() * 400);
  await server?.start();
}

describe('kill -9 of whatever, again and again, while orders come and go', () => {
  it('every event is in MongoDB, every delivered order once', async () => {
    const scene = await aScene({ redis: { appendfsync: 'always' } });
    const { servers, platform, config } = scene;
    const { redis, keys } = platform;
    await aDriver(platform, 'd1', 10_000);
    let [first, second] = [startWorker(config), startWorker(config)];
    await until('both workers', async () => (await redis.zcard(keys.workers)) === 2, 30_000);
    const traffic = startTraffic(platform, { paceMs: 0 });
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(Math.random() * 500);
      await first.end('SIGKILL');
      first = startWorker(config);
      await restart(servers.mongo);
      await pause(Math.random() * 500);
      await restart(servers.redis);
      await pause(Math.random() * 500);
      await second.end('SIGKILL');
      second = startWorker(config);
    }
    await traffic.more(10);
    await traffic.stop();
    await endCheck(scene, traffic.delivered);
    expect(await first.end()).toBe(0);
    expect(await second.end()).toBe(0);
  });
});
