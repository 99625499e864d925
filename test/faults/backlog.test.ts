import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/domain/refusal.ts';
import { outboxLag } from '../../src/services/board/lag.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { assignOrder, unassignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { createOrder } from '../../src/services/redis/transitions/orders.ts';
import { allCarried, endCheck } from '../helpers/end-check.ts';
import { aDriver, anOrder, desk } from '../helpers/life.ts';
import { memoryOf } from '../helpers/processes.ts';
import { aScene } from '../helpers/scene.ts';
import { until } from '../helpers/servers.ts';
import { startTraffic } from '../helpers/traffic.ts';
import { interruptions, startWorker, untilInterrupted } from '../helpers/worker.ts';

const ENTRIES = 100_000;
const ORDERS = 500;
/** The entries as text are 120 MB: whoever kept them would grow by several times that. */
const FLAT_MB = 80;

/**
 * So many entries on few orders, given and taken back again and again: what grows is the stream alone.
 */
async function fillStream(platform: Platform, entries: number): Promise<void> {
  const orders = Array.from({ length: ORDERS }, (_, i) => `b${i}`);
  const all = async (transition: (order: string) => Promise<Outcome>) => {
    const outcomes = await Promise.all(orders.map(transition));
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  };
  await all((order) => createOrder(platform, anOrder(order), desk));
  for (let round = 0; round < entries / ORDERS / 2; round += 1) {
    await all((order) => assignOrder(platform, { order, driver: 'd2' }, desk));
    await all((order) => unassignOrder(platform, { order }, desk));
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
    servers.mongo?.signal('SIGKILL');
    await fillStream(platform, ENTRIES);
    // It has tried in vain, and once more while all of it was there.
    await untilInterrupted(worker, said);
    await untilInterrupted(worker, interruptions(worker).length);
    const away = memoryOf(worker.pid).peakMb;

    await servers.mongo?.start();
    const third = async () => (await outboxLag(platform)).lag < (ENTRIES * 2) / 3;
    await until('a third is carried', third, 60_000);
    const busy = memoryOf(worker.pid).peakMb;
    await allCarried(platform, 100_000);
    const most = memoryOf(worker.pid).peakMb;
    const figures = [before, away, busy, most].map(Math.round).join(', ');
    await annotate(
      `MB before, most while away, until a third and until all is carried: ${figures}`,
    );
    expect(away - before).toBeLessThan(FLAT_MB);
    expect(most - busy).toBeLessThan(FLAT_MB);
    await endCheck(scene, traffic.delivered);
    expect(await worker.end()).toBe(0);
  }, 240_000);
});
