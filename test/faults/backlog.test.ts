import { describe, expect, it } from 'vitest';
import type { Platform } from '../../src/services/redis/connect.ts';
import { runMany } from '../../src/services/redis/scripts.ts';
import { callOf } from '../../src/services/redis/transitions/act.ts';
import { assignment } from '../../src/services/redis/transitions/assignments.ts';
import { creation } from '../../src/services/redis/transitions/orders.ts';
import { allCarried, endCheck } from '../helpers/end-check.ts';
import { aDriver, anOrder } from '../helpers/life.ts';
import { memoryOf } from '../helpers/processes.ts';
import { aScene } from '../helpers/scene.ts';
import { startTraffic } from '../helpers/traffic.ts';
import { interruptions, startWorker, untilInterrupted } from '../helpers/worker.ts';

const ENTRIES = 100_000;
const AT_ONCE = 1_000;
/** The entries alone are 70 MB as text: who kept them would grow by several times that. */
const FLAT_MB = 60;

/** Orders, each created and assigned: two entries an order. */
async function fillStream(platform: Platform, entries: number): Promise<void> {
  for (let start = 0; start < entries / 2; start += AT_ONCE) {
    const orders = Array.from({ length: AT_ONCE }, (_, i) => anOrder(`b${start + i}`));
    const created = orders.map((order) => creation(platform, order));
    const given = orders.map(({ id }) => assignment(platform, { order: id, driver: 'd2' }));
    const transitions = [...created, ...given].flatMap((each) => ('ok' in each ? [] : [each]));
    const replies = await runMany(
      platform.redis,
      transitions.map((each) => callOf(platform, each, { by: 'desk1' })),
    );
    expect(replies.filter(([code]) => Number(code) !== 0)).toEqual([]);
  }
}

describe('MongoDB away for long', () => {
  it('the memory of the worker stays flat over 100,000 entries, then all are carried', async ({
    annotate,
  }) => {
    const scene = await aScene({ redis: { appendfsync: 'no' } });
    const { platform, servers } = scene;
    await aDriver(platform, 'd1');
    await aDriver(platform, 'd2', ENTRIES);
    const worker = startWorker(scene.config);
    const traffic = startTraffic(platform);
    await traffic.more(200);
    await traffic.stop();
    await allCarried(platform);
    const before = memoryOf(worker.pid).nowMb;

    const said = interruptions(worker).length;
    const t0 = Date.now();
    servers.mongo?.signal('SIGKILL');
    await fillStream(platform, ENTRIES);
    await untilInterrupted(worker, said);
    const t1 = Date.now();
    // It has seen the whole of it, and tried again.
    await untilInterrupted(worker, interruptions(worker).length);
    const away = memoryOf(worker.pid);
    await servers.mongo?.start();
    const t2 = Date.now();
    await allCarried(platform, 100_000);
    const t3 = Date.now();
    const after = memoryOf(worker.pid);
    const figures = [before, away.peakMb, after.peakMb].map(Math.round);
    console.log(figures, t1 - t0, t2 - t1, t3 - t2);
    await annotate(`RSS before, most while away, most until all was carried, MB: ${figures}`);
    expect(away.peakMb - before).toBeLessThan(FLAT_MB);
    expect(after.peakMb - before).toBeLessThan(2 * FLAT_MB);
    await endCheck(scene, traffic.delivered);
    console.log(Date.now() - t3);
    expect(await worker.end()).toBe(0);
  });
});
