import { describe, expect, it } from 'vitest';
import { outboxLag } from '../../src/services/board/lag.ts';
import { endCheck } from '../helpers/end-check.ts';
import { aDriver } from '../helpers/life.ts';
import { startReplicaSet } from '../helpers/replica-set.ts';
import { aScene } from '../helpers/scene.ts';
import { until } from '../helpers/servers.ts';
import { startTraffic } from '../helpers/traffic.ts';
import { startWorker } from '../helpers/worker.ts';

describe('a replica set of three', () => {
  it('whose primary is killed in the middle of a sync loses nothing', async () => {
    const set = await startReplicaSet();
    const scene = await aScene({ redis: { appendfsync: 'no' } }, set.uri);
    const { platform, history, config } = scene;
    const events = history.db.collection('events');
    await aDriver(platform, 'd1');

    // Enough waits that the worker is busy when the primary dies.
    const traffic = startTraffic(platform, { lanes: 8, paceMs: 0 });
    await traffic.more(600);
    const worker = startWorker(config);
    await until('the sync is under way', async () => (await events.countDocuments()) > 0, 30_000);
    const dead = await set.primary();
    await dead.kill();
    expect((await outboxLag(platform)).lag).toBeGreaterThan(0);
    await traffic.more(50);
    await traffic.stop();
    await endCheck(scene, traffic.delivered);

    // The one that died takes the others' word for what happened.
    await dead.start();
    await set.complete();
    const total = await events.countDocuments();
    await until('the one that died has it all', async () => {
      const { n } = await dead.command({ count: 'events' }, config.mongo.db);
      return n === total;
    });
    expect((await set.primary()).port).not.toBe(dead.port);
    await endCheck(scene, traffic.delivered);
    expect(await worker.end()).toBe(0);
  });
});
