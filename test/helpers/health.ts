import type { Health } from '../../src/domain/health.ts';
import type { Sample } from '../../src/store/health/history.ts';
import { type HealthState, initialHealth } from '../../src/store/health/state.ts';
import { NOW } from './board.ts';

const at = (ms: number) => new Date(NOW - ms).toISOString();

const REDIS: Health['services']['redis'] = {
  ...{ status: 'up', host: '10.0.0.4', port: 6379, version: '7.0.15' },
  ...{ used_memory: 48_300_000, connected_clients: 9 },
  ...{ appendonly: 'yes', appendfsync: 'everysec', maxmemory_policy: 'noeviction' },
  latency: { median_ms: 0.21, worst_ms: 0.94, samples: 5 },
  memory: {
    ...{ peak: 61_000_000, maxmemory: 512_000_000, limit: 512_000_000, headroom: 463_700_000 },
    ...{ fragmentation: 1.12, evicted_keys: 0 },
  },
  persistence: {
    ...{ last_save_at: at(47 * 60_000), last_save_ok: true, unsaved_changes: 1_204 },
    ...{ aof_write_ok: true, aof_rewrite_ok: true },
  },
  replication: {
    role: 'master',
    replicas: [{ address: '10.0.0.5:6379', state: 'online', lag_s: 1 }],
    master: null,
  },
  ...{ keys: 20_412, hit_ratio: 0.987, clock_difference_ms: 12 },
};

/** A platform in the middle of an evening, with something to say: everysec, one member away, a dead letter. */
export const HEALTH: Health = {
  timestamp: at(0),
  services: {
    redis: REDIS,
    mongodb: {
      ...{ status: 'up', uri: 'mongodb://vigie:***@10.0.0.6:27017', database: 'vigie-paris' },
      ...{ collections: 11, data_size_mb: 842.1, version: '6.0.5', replica_set: 'vigie' },
      latency: { median_ms: 1.4, worst_ms: 3.2, samples: 5 },
      members: [
        { name: '10.0.0.6:27017', state: 'PRIMARY', up: true, lag_s: null },
        { name: '10.0.0.7:27017', state: 'SECONDARY', up: true, lag_s: 0 },
        { name: '10.0.0.8:27017', state: '(not reachable/healthy)', up: false, lag_s: null },
      ],
      ...{ oplog_hours: 52.4, connections: 31, clock_difference_ms: -3 },
    },
  },
  zone: {
    sync: {
      ...{ seq: 41_882, lag: 3, per_second: 21.4 },
      last_error: { message: 'connection 7 to 10.0.0.6:27017 closed', at: at(8 * 60_000) },
      backlog: {
        ...{ entries: 3, used_bytes: 48_300_000, limit_bytes: 512_000_000 },
        ...{ headroom_bytes: 463_700_000, headroom_events: 1_120_000 },
      },
    },
    workers: [
      { name: 'kiosk:812:a91f3c', age_ms: 400, carried: 40_112, per_second: 21.4 },
      { name: 'kiosk:640:77be02', age_ms: 31_000, carried: 1_770, per_second: 0 },
    ],
    leases: [
      ...['adoption', 'zone', 'orders', 'failover', 'leaderboard', 'trim', 'retention'].map(
        (job, i) => ({
          job,
          owner: 'kiosk:812:a91f3c',
          left_ms: 5_000 + i * 1_000,
        }),
      ),
      { job: 'registry', owner: null, left_ms: 0 },
    ],
    caches: [{ name: 'leaderboard', entries: 10, ttl_ms: 18_000 }],
  },
  dead_letters: {
    count: 1,
    newest: [{ id: '1790107201000-0', reason: 'amount: "free" is no number', at: at(3_600_000) }],
  },
};

/** The same platform after its Redis died. */
export const REDIS_DOWN: Health = {
  ...HEALTH,
  services: {
    ...HEALTH.services,
    redis: {
      ...REDIS,
      ...{ status: 'down', error: 'connect ECONNREFUSED 10.0.0.4:6379', version: null },
      ...{ used_memory: null, connected_clients: null, appendonly: null, appendfsync: null },
      ...{ maxmemory_policy: null, latency: null, memory: null, persistence: null },
      ...{ replication: null, keys: null, hit_ratio: null, clock_difference_ms: null },
    },
  },
  zone: null,
};

/** Ten minutes of figures, with half a minute in which MongoDB did not answer. */
const HISTORY: readonly Sample[] = Array.from({ length: 120 }, (_, i) => ({
  redisMs: 0.2 + (i % 9) / 20 + (i === 70 ? 1.4 : 0),
  mongoMs: i >= 80 && i < 86 ? null : 1.2 + ((i * 7) % 11) / 10,
  memory: 40_000_000 + i * 70_000,
  lag: i >= 80 && i < 92 ? (i - 79) * 30 : i % 4,
  perSecond: i >= 80 && i < 86 ? 0 : 18 + (i % 7),
}));

/** What the screen has after ten minutes. */
export function aHealth(more: Partial<HealthState> = {}): HealthState {
  return {
    ...initialHealth,
    places: {
      redis: { host: '10.0.0.4', port: 6379 },
      mongo: { uri: 'mongodb://vigie:***@10.0.0.6:27017', database: 'vigie-paris' },
    },
    read: HEALTH,
    readAt: NOW,
    history: HISTORY,
    log: [
      { at: NOW - 60_000, level: 'info', text: 'redis {"redis":"up"}' },
      { at: NOW - 30_000, level: 'warn', text: 'the way to MongoDB is interrupted {"failures":1}' },
      { at: NOW - 5_000, level: 'error', text: 'evil\u001b[2J\u0007line\n' },
      { at: NOW - 1_000, level: 'debug', text: 'waiting for the events' },
    ],
    ...more,
  };
}
