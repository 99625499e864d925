import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../src/services/redis/connect.ts';
import { parseEvents } from '../../src/services/redis/events.ts';
import type { Servers } from '../../src/services/servers/start.ts';
import { allCarried, endCheck } from '../helpers/end-check.ts';
import { aDriver } from '../helpers/life.ts';
import { isAlive } from '../helpers/processes.ts';
import { aScene } from '../helpers/scene.ts';
import { until } from '../helpers/servers.ts';
import { type Ack, startTraffic } from '../helpers/traffic.ts';
import { startWorker } from '../helpers/worker.ts';

/** Ends a Redis as a power cut would; resolves when it is gone. */
async function kill(redis: Servers['redis']): Promise<void> {
  const pid = redis?.pid() ?? 0;
  redis?.signal('SIGKILL');
  await until('Redis is dead', () => !isAlive(pid));
}

/** Every acknowledged transition is in the stream under its number, and in its order's version. */
async function expectKept({ redis, keys }: Platform, acks: readonly Ack[]): Promise<void> {
  const events = parseEvents(await redis.xrange(keys.events, '-', '+'));
  const bySeq = new Map(events.map((event) => [event.seq, event]));
  const lost = acks.filter(({ order, seq, version }) => {
    const event = bySeq.get(seq);
    return event?.order !== order || event.version !== version;
  });
  expect(lost).toEqual([]);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  const orders = [...new Set(acks.map(({ order }) => order))];
  const versions = await Promise.all(orders.map((id) => redis.hget(keys.order(id), 'version')));
  const known = new Map(orders.map((id, i) => [id, Number(versions[i])]));
  expect(acks.filter(({ order, version }) => version > (known.get(order) ?? 0))).toEqual([]);
}

describe('a Redis that fails while orders come and go', () => {
  it('and forgets its scripts, also with a restart: nobody notices', async () => {
    const scene = await aScene({ redis: { appendfsync: 'always' } });
    const { platform, servers } = scene;
    await aDriver(platform, 'd1');
    const worker = startWorker(scene.config);
    const traffic = startTraffic(platform, { lanes: 4 });
    for (let round = 0; round < 10; round += 1) {
      await traffic.more(10);
      await platform.redis.script('FLUSH');
    }
    for (let round = 0; round < 2; round += 1) {
      await traffic.more(10);
      await platform.redis.script('FLUSH');
      await kill(servers.redis);
      await servers.redis?.start();
    }
    await traffic.more(10);
    await traffic.stop();
    await endCheck(scene, traffic.delivered);
    expect(await worker.end()).toBe(0);
  });

  it('killed with -9 under load with `appendfsync always`: what it acknowledged is there', async () => {
    const scene = await aScene({ redis: { appendfsync: 'always' } });
    const { platform, servers } = scene;
    await aDriver(platform, 'd1');
    const traffic = startTraffic(platform, { lanes: 16, paceMs: 0 });
    for (let round = 0; round < 3; round += 1) {
      await traffic.more(100);
      // In the middle of whatever it is doing.
      await pause(Math.random() * 20);
      await kill(servers.redis);
      const acks = [...traffic.acks];
      await servers.redis?.start();
      await until('Redis answers', () => platform.redis.ping());
      await expectKept(platform, acks);
    }
    await traffic.stop();
    await expectKept(platform, traffic.acks);
    const worker = startWorker(scene.config);
    await endCheck(scene, traffic.delivered);
    expect(await worker.end()).toBe(0);
  });

  it('restored from an older file with `appendfsync everysec`: what was lost is named', async () => {
    const scene = await aScene({ redis: { appendfsync: 'everysec' } });
    const { platform, servers, history } = scene;
    const { redis, keys } = platform;
    const data = join(servers.folder, 'redis');
    const older = join(servers.folder, 'older');
    const seqNow = async () => Number(await redis.get(keys.eventsSeq));
    await aDriver(platform, 'd1');
    const worker = startWorker(scene.config);

    const kept = startTraffic(platform, { prefix: 'kept' });
    await kept.more(40);
    await kept.stop();
    await allCarried(platform);
    const keptSeq = await seqNow();
    await until('everything is in the file', async () =>
      (await redis.info('persistence')).includes('aof_buffer_length:0\r'),
    );
    cpSync(data, older, { recursive: true });

    const lost = startTraffic(platform, { prefix: 'lost' });
    await lost.more(40);
    await lost.stop();
    await allCarried(platform);
    const lostSeq = await seqNow();
    await kill(servers.redis);
    rmSync(data, { recursive: true });
    cpSync(older, data, { recursive: true });
    await servers.redis?.start();
    await until('Redis answers', () => redis.ping());
    // Orders come before anybody knows: they get old numbers again.
    const later = startTraffic(platform, { prefix: 'later' });
    await until('the epoch is raised', async () => (await redis.get(keys.epoch)) === '1');
    await later.more(40);
    await later.stop();

    expect(worker.log().filter(({ msg }) => msg.includes('events are lost'))).toMatchObject([
      { level: 'error', fromSeq: keptSeq + 1, toSeq: lostSeq },
    ]);
    expect(await redis.hgetall(keys.alert('events_lost', 'epoch1'))).toMatchObject({
      state: 'open',
      severity: 'critical',
      from_seq: String(keptSeq + 1),
      to_seq: String(lostSeq),
    });
    await endCheck(scene, [...kept.delivered, ...lost.delivered, ...later.delivered], {
      lost: 'lost',
      alerts: ['events_lost:epoch1'],
      spans: [
        { epoch: 0, from: 1, to: lostSeq },
        { epoch: 1, from: keptSeq + 1, to: await seqNow() },
      ],
    });
    const alert = await history.db.collection('alerts').findOne({ kind: 'events_lost' });
    expect(alert).toMatchObject({ state: 'open', details: { from_seq: String(keptSeq + 1) } });
    expect(await worker.end()).toBe(0);
  });
});
