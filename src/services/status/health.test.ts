import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { aDriver, anOrder, desk } from '../../../test/helpers/life.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../../test/helpers/servers.ts';
import type { Health } from '../../domain/health.ts';
import { problemsOf } from '../../domain/problems.ts';
import { problemsEn } from '../../i18n/problems.ts';
import type { Config } from '../config/config.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import type { Servers } from '../servers/start.ts';
import { bury } from '../sync/dead-letters.ts';
import { runWorker } from '../worker/run.ts';
import { readHealth } from './health.ts';
import { membersOf } from './mongo-health.ts';
import { replicationIn } from './redis-health.ts';

const kinds = (health: Health) => problemsOf(health).map(({ kind }) => kind);
const sentences = (health: Health) => problemsOf(health).map(problemsEn.say).join('\n');

describe.each(['6.2', '7'] as const)('the health of a platform, Redis %s', (version) => {
  let servers: Servers;
  let config: Config;
  let platform: Platform;
  let history: History;

  beforeAll(async () => {
    servers = await ownRedis(version);
    config = testConfig(servers);
    platform = await ownPlatform(config);
    history = await ownHistory(config);
  });

  it('tells what each server is like, and what its settings can lose', async () => {
    const health = await readHealth(config);
    const { redis, mongodb } = health.services;
    expect(redis.latency).toMatchObject({ samples: 5 });
    expect(redis.latency?.worst_ms).toBeGreaterThanOrEqual(redis.latency?.median_ms ?? 0);
    expect(redis.memory?.limit).toBeGreaterThan(redis.used_memory ?? 0);
    expect(redis).toMatchObject({
      ...{ appendonly: 'yes', appendfsync: 'no', maxmemory_policy: 'noeviction' },
      persistence: { aof_write_ok: true, last_save_ok: true },
      replication: { role: 'master', replicas: [], master: null },
    });
    expect(Math.abs(redis.clock_difference_ms ?? 9_999)).toBeLessThan(2_000);
    expect(mongodb.members).toMatchObject([{ state: 'PRIMARY', up: true, lag_s: null }]);
    expect(mongodb.oplog_hours).toBeGreaterThanOrEqual(0);
    expect(mongodb.connections).toBeGreaterThan(0);
    expect(kinds(health)).toContain('appendfsync');
    expect(sentences(health)).toContain('Set: appendfsync always');
  });

  it('tells of settings that lose all, as they are changed', async () => {
    const set = (name: string, value: string) => platform.redis.config('SET', name, value);
    await set('appendonly', 'no');
    await set('maxmemory-policy', 'allkeys-lru');
    await set('maxmemory', '200mb');
    const weak = await readHealth(config);
    expect(kinds(weak)).toEqual(expect.arrayContaining(['appendonly', 'maxmemory_policy']));
    const maxmemory = 200 * 1024 ** 2;
    expect(weak.services.redis.memory).toMatchObject({ maxmemory, limit: maxmemory });
    await set('maxmemory', String((weak.services.redis.used_memory ?? 0) + 100_000));
    expect(problemsOf(await readHealth(config))).toContainEqual(
      expect.objectContaining({ kind: 'memory_full' }),
    );
    await set('maxmemory', '0');
    await set('maxmemory-policy', 'noeviction');
    await set('appendonly', 'yes');
  });

  it('tells who works, who holds what, what waits, and what is dead', async () => {
    await aDriver(platform, 'd1');
    await createOrder(platform, anOrder('c1'), desk);
    const before = await readHealth(config);
    expect(before.zone).toMatchObject({
      sync: { seq: 2, lag: 2, last_error: null },
      workers: [],
      caches: [{ name: 'leaderboard', ttl_ms: null }],
    });
    expect(before.zone?.leases.every(({ owner }) => owner === null)).toBe(true);
    expect(problemsOf(before)[0]).toMatchObject({ kind: 'no_worker' });

    const stop = new AbortController();
    const done = runWorker(config, pino({ level: 'silent' }), stop.signal);
    try {
      const health = await until('a worker that has done all', async () => {
        const { zone, ...rest } = await readHealth(config);
        const caught = zone?.sync.lag === 0 && zone.workers.length === 1;
        const held = zone?.leases.every(({ owner }) => owner !== null);
        return caught && held && zone?.caches[0]?.ttl_ms ? { ...rest, zone } : null;
      });
      const [worker] = health.zone.workers;
      expect(worker?.age_ms).toBeLessThan(5_000);
      expect(health.zone.leases).toContainEqual(
        expect.objectContaining({ job: 'trim', owner: worker?.name }),
      );
      expect(health.zone.caches).toMatchObject([{ name: 'leaderboard', entries: 1 }]);
      expect(kinds(health)).not.toContain('no_worker');
    } finally {
      stop.abort();
      await done;
    }

    await bury(platform, history, ['5-0', ['type', 'x']], 'older');
    await bury(platform, history, ['7-0', ['type', 'nonsense']], 'type: unknown');
    const { dead_letters, ...rest } = await readHealth(config);
    expect(dead_letters).toMatchObject({
      count: 2,
      newest: [{ id: '7-0', reason: 'type: unknown' }, { id: '5-0' }],
    });
    expect(sentences({ ...rest, dead_letters })).toContain('the newest: type: unknown');
  });

  it('tells that a server is gone, and that it is back', async () => {
    servers.redis?.signal('SIGKILL');
    const hasty = { ...config, redis: { ...config.redis, timeoutMs: 300 } };
    const gone = await until('Redis is gone', async () => {
      const health = await readHealth(hasty);
      return health.services.redis.status === 'down' ? health : null;
    });
    expect(gone).toMatchObject({
      services: { redis: { status: 'down', memory: null } },
      zone: null,
    });
    expect(problemsOf(gone)[0]).toMatchObject({ kind: 'redis_down', where: config.redis.path });
    expect(gone.services.mongodb.status).toBe('up');
    await servers.redis?.start();
    await until('Redis is back', async () => {
      const { services } = await readHealth(config);
      return services.redis.status === 'up';
    });
  });
});

describe('who copies whom', () => {
  it('is read from INFO', () => {
    const master =
      '# Replication\r\nrole:master\r\nconnected_slaves:2\r\n' +
      'slave0:ip=10.0.0.2,port=6379,state=online,offset=42,lag=1\r\n' +
      'slave1:ip=10.0.0.3,port=6380,state=wait_bgsave,offset=0,lag=31\r\nmaster_replid:x\r\n';
    expect(replicationIn(master)).toEqual({
      role: 'master',
      replicas: [
        { address: '10.0.0.2:6379', state: 'online', lag_s: 1 },
        { address: '10.0.0.3:6380', state: 'wait_bgsave', lag_s: 31 },
      ],
      master: null,
    });
    const replica =
      'role:slave\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r\nmaster_link_status:up\r\n';
    expect(replicationIn(replica)).toEqual({
      role: 'replica',
      replicas: [],
      master: { address: '10.0.0.1:6379', up: true },
    });
    expect(replicationIn('')).toBeNull();
  });

  it('is told of MongoDB by name alone to who may not ask more', () => {
    const hello = { setName: 'rs', hosts: ['a:1', 'b:1'], primary: 'b:1' };
    expect(membersOf(hello, null)).toEqual([
      { name: 'a:1', state: null, up: null, lag_s: null },
      { name: 'b:1', state: 'PRIMARY', up: null, lag_s: null },
    ]);
    const at = (s: number) => new Date(s * 1_000);
    const members = [
      { name: 'a:1', stateStr: 'PRIMARY', health: 1, optimeDate: at(100) },
      { name: 'b:1', stateStr: 'SECONDARY', health: 1, optimeDate: at(88) },
      { name: 'c:1', stateStr: '(not reachable/healthy)', health: 0, optimeDate: at(0) },
    ];
    expect(membersOf(hello, { members })).toMatchObject([
      { name: 'a:1', lag_s: null },
      { name: 'b:1', lag_s: 12 },
      { name: 'c:1', up: false, lag_s: null },
    ]);
  });
});
