import { describe, expect, it } from 'vitest';
import { endCheck } from '../helpers/end-check.ts';
import { aDriver } from '../helpers/life.ts';
import { type Member, startReplicaSet } from '../helpers/replica-set.ts';
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

    const traffic = startTraffic(platform, { lanes: 4 });
    const worker = startWorker(config);
    await traffic.more(50);
    await until('the sync is under way', async () => (await events.countDocuments()) > 0, 30_000);

    // It dies with writes that nobody else has: they don't count, whatever it had said of them.
    const doomed = await set.primary();
    const others = set.members.filter((member) => member !== doomed);
    const hashOf = async (member: Member) =>
      (await member.command({ dbHash: 1 }, config.mongo.db)).md5;
    for (const member of others) await member.replicate(false);
    const replicated = await Promise.all(others.map(hashOf));
    await until('writes that it alone has', async () => !replicated.includes(await hashOf(doomed)));
    // If its word alone were enough, much would be acknowledged by now.
    await traffic.more(200);
    await doomed.kill();
    for (const member of others) await member.replicate(true);
    await traffic.more(50);
    await traffic.stop();
    await endCheck(scene, traffic.delivered);

    // The one that died takes the others' word for what happened.
    await doomed.start();
    await set.complete();
    await until('the one that died has it all', async () => {
      const hashes = await Promise.all(set.members.map(hashOf));
      return new Set(hashes).size === 1;
    });
    await endCheck(scene, traffic.delivered);
    expect(await worker.end()).toBe(0);
  });
});
