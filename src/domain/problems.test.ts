import { describe, expect, it } from 'vitest';
import { HEALTH, REDIS_DOWN } from '../../test/helpers/health.ts';
import type { Health, MongoHealth, RedisHealth, ZoneHealth } from './health.ts';
import { latencyOf } from './health.ts';
import { problemsOf, serversAreWell } from './problems.ts';

const { redis, mongodb } = HEALTH.services;
const WELL: Health = {
  ...HEALTH,
  services: {
    redis: { ...redis, appendfsync: 'always' },
    mongodb: { ...mongodb, members: mongodb.members?.slice(0, 2) ?? null },
  },
  zone: HEALTH.zone && { ...HEALTH.zone, workers: HEALTH.zone.workers.slice(0, 1) },
  dead_letters: { count: 0, newest: [] },
};

const withRedis = (more: Partial<RedisHealth>): Health => ({
  ...WELL,
  services: { ...WELL.services, redis: { ...WELL.services.redis, ...more } },
});
const withMongo = (more: Partial<MongoHealth>): Health => ({
  ...WELL,
  services: { ...WELL.services, mongodb: { ...WELL.services.mongodb, ...more } },
});
const withZone = (more: Partial<ZoneHealth>): Health => ({
  ...WELL,
  zone: WELL.zone && { ...WELL.zone, ...more },
});
const kinds = (health: Health) => problemsOf(health).map(({ kind }) => kind);

describe('what is wrong', () => {
  it('is nothing where all is well', () => {
    expect(kinds(WELL)).toEqual([]);
    expect(serversAreWell([])).toBe(true);
  });

  it.each<[string, Health, string]>([
    ['nothing on disk', withRedis({ appendonly: 'no' }), 'appendonly'],
    ['settings not told', withRedis({ appendfsync: null }), 'settings_not_told'],
    ['keys may be dropped', withRedis({ maxmemory_policy: 'allkeys-lru' }), 'maxmemory_policy'],
    ['one shard stops all', withRedis({ full_coverage: 'yes' }), 'full_coverage'],
    [
      'a replica',
      withRedis({
        replication: { role: 'replica', replicas: [], master: { address: 'a:1', up: true } },
      }),
      'redis_replica',
    ],
    ['far away', withRedis({ latency: latencyOf([80, 90, 100]) }), 'slow'],
    ['another time', withRedis({ clock_difference_ms: -5_000 }), 'clock'],
    ['a single MongoDB', withMongo({ replica_set: null, members: null }), 'no_replica_set'],
    [
      'nobody elected',
      withMongo({ members: [{ name: 'a:1', state: 'SECONDARY', up: true, lag_s: 0 }] }),
      'no_primary',
    ],
    ['no worker', withZone({ workers: [] }), 'no_worker'],
    ['a dead letter', { ...WELL, dead_letters: HEALTH.dead_letters }, 'dead_letters'],
  ])('names %s', (_name, health, kind) => expect(kinds(health)).toEqual([kind]));

  it('is not what may not be asked: nobody knows whether a member is primary', () => {
    const unknown = [{ name: 'a:1', state: null, up: null, lag_s: null }];
    expect(kinds(withMongo({ members: unknown, oplog_hours: null }))).toEqual([]);
  });

  it('is told with the worst first; a missing worker does not make the servers unsafe', () => {
    const problems = problemsOf({ ...REDIS_DOWN, zone: null });
    const weights = problems.map(({ severity }) => ['bad', 'warn', 'note'].indexOf(severity));
    expect(weights).toEqual([...weights].sort());
    expect(problems[0]?.kind).toBe('redis_down');
    expect(serversAreWell(problems)).toBe(false);
    expect(serversAreWell(problemsOf(withZone({ workers: [] })))).toBe(true);
  });
});
