import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { startServers } from '../src/services/servers/start.ts';
import { vigie } from './helpers/binary.ts';
import { startCluster } from './helpers/cluster.ts';
import { until } from './helpers/servers.ts';
import { openTerminal } from './helpers/terminal.ts';

const SMALL = ['--drivers', '8', '--orders', '10', '--deliveries', '5'];

describe('the console', () => {
  it('goes from zone to zone at a key, and its worker with it', async () => {
    const servers = await startServers({ redis: { appendfsync: 'no' } });
    onTestFinished(() => servers.stop());
    const env = {
      REDIS_URL: servers.redisUrl ?? '',
      MONGO_URI: servers.mongoUri ?? '',
      VIGIE_LANG: 'en',
      VIGIE_LOG_FILE: `${servers.folder}/vigie.log`,
    };
    expect(await vigie(['zones'], env)).toMatchObject({
      code: 0,
      out: 'There is no zone here yet. Make one: vigie seed --zone paris\n',
    });
    for (const [zone, seed] of [
      ['paris', '1'],
      ['lyon', '2'],
    ] as const) {
      expect((await vigie(['seed', '--zone', zone, '--seed', seed, ...SMALL], env)).code).toBe(0);
    }
    const terminal = openTerminal(['--zone', 'lyon'], { env });
    await terminal.sees('vigie  lyon');
    await terminal.sees('none: W starts one');
    terminal.press('\u0014');
    await terminal.sees('Theme: high contrast.');
    terminal.press('z');
    await terminal.sees('vigie  paris');
    await terminal.sees('Zone paris. z goes on to the next.');
    expect(terminal.modes()).toEqual({ alternate: true, cursorHidden: true });
    await terminal.sees('none: W starts one');
    // The theme that was chosen has come along: this is the one after it.
    terminal.press('\u0014');
    await terminal.sees('Theme: colours that everybody tells apart.');
    terminal.press('W');
    await terminal.sees('worker ●');
    await terminal.sees('lag 0');
    terminal.press('z');
    await terminal.sees('vigie  lyon');
    await terminal.sees('none: W starts one');

    const mongo = await MongoClient.connect(env.MONGO_URI);
    onTestFinished(() => mongo.close());
    // What a worker carried: the past that the seed wrote is of an epoch before.
    const events = (zone: string) =>
      mongo
        .db(`vigie-${zone}`)
        .collection('events')
        .countDocuments({ epoch: { $gte: 0 } });
    expect(await events('paris')).toBeGreaterThan(0);
    expect(await events('lyon')).toBe(0);
    const { out } = await vigie(['zones', '--json'], env);
    expect(JSON.parse(out)).toMatchObject([
      { zone: 'lyon', ok: true, worker: { n: 0 } },
      { zone: 'paris', ok: true, worker: { n: 1 } },
    ]);
    expect((await vigie(['zones'], env)).out).toMatch(
      /^zone +waiting +open +on duty +workers\nlyon +\d+/,
    );
    terminal.press('q');
    expect(await terminal.exit()).toBe(0);
    const redis = new Redis(env.REDIS_URL.replace('unix://', ''));
    onTestFinished(() => redis.disconnect());
    expect(await redis.zcard('{paris}:workers')).toBe(0);
    expect((await redis.keys('*')).filter((key) => !/^\{(paris|lyon)\}:/.test(key))).toEqual([
      'zones',
    ]);
  }, 60_000);
});

describe('a Cluster', () => {
  it('is refused in words where it was taken for one server, and serves a zone', async () => {
    const cluster = await startCluster({ masters: 2 });
    onTestFinished(() => cluster.stop());
    const where = `127.0.0.1:${cluster.shards[0]?.[0]?.port}`;
    const base = {
      MONGO_URI: inject('mongoUri'),
      MONGO_DB: `test_cluster_${process.pid}`,
      VIGIE_LANG: 'en',
      VIGIE_LOG_FILE: `${cluster.folder}/vigie.log`,
    };
    const single = { ...base, REDIS_URL: `redis://${where}` };
    for (const command of ['seed', 'status', 'health', 'worker', 'zones', 'simulate']) {
      const { code, err } = await vigie([command, '--zone', 'paris'], single);
      expect([command, code]).toEqual([command, 2]);
      expect(err).toContain(`Set REDIS_NODES to its servers (REDIS_NODES=${where})`);
    }
    const lost = openTerminal([], { env: single });
    await lost.sees(`Redis at ${where} is part of a Cluster`);
    expect(await lost.exit()).toBe(2);
    expect(lost.modes()).toEqual({ alternate: false, cursorHidden: false });

    const env = { ...base, REDIS_NODES: cluster.nodes };
    expect(await vigie(['status', '--redis-nodes', cluster.nodes], base)).toMatchObject({
      code: 2,
    });
    const names = await cluster.zones();
    for (const zone of names) {
      expect((await vigie(['seed', '--zone', zone, '--deliveries', '5'], env)).code).toBe(0);
    }
    const terminal = openTerminal(['--zone', names[0] ?? ''], { env });
    await terminal.sees('▸ c');
    terminal.press('W');
    await terminal.sees('worker ●');
    await terminal.sees('lag 0');
    terminal.press('c');
    await terminal.sees('u undoes');
    terminal.press('z');
    await terminal.sees(`vigie  ${names[1]}`);
    await terminal.sees('▸ c');
    terminal.press('q');
    expect(await terminal.exit()).toBe(0);
    const { out, code } = await vigie(['zones', '--json'], env);
    expect([code, JSON.parse(out).length]).toEqual([0, 2]);
    const mongo = await MongoClient.connect(base.MONGO_URI);
    onTestFinished(() => mongo.close());
    await until('its events in MongoDB', () =>
      mongo
        .db(`${base.MONGO_DB}-${names[0]}`)
        .collection('events')
        .findOne({ type: 'order_assigned' }),
    );
    for (const zone of names) await mongo.db(`${base.MONGO_DB}-${zone}`).dropDatabase();
  }, 60_000);
});
