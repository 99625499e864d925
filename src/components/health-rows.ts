import {
  HEARTBEAT_MS,
  type Health,
  type Latency,
  type LeaseHealth,
  type MongoHealth,
  type RedisHealth,
  type WorkerHealth,
} from '../domain/health.ts';
import type { healthWordsEn } from '../i18n/health.ts';
import { clock, grouped } from './format.ts';

/** The words of one language. */
export type HealthWords = typeof healthWordsEn;

/** A name and what is known of it; `tone` when it is not as it should be. */
export interface HealthRow {
  readonly name: string;
  readonly value: string;
  readonly tone?: 'bad' | 'warn' | 'dim';
}

/** What figures are written with. */
export interface HealthStyle {
  readonly words: HealthWords;
  readonly thousands: string;
}

/** Bytes as people read them: `1.2 MB`. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.max(
    0,
    Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3)),
  );
  return `${(value / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}

/** Milliseconds as people read them: `0.2 ms`, `14 ms`, `3.2 s`. */
export function duration(ms: number): string {
  if (Math.abs(ms) >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.abs(ms) < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`;

/** A row of what may not be told. */
function told<T>(
  name: string,
  value: T | null | undefined,
  { words }: HealthStyle,
  say: (value: T) => string,
): HealthRow {
  return value === null || value === undefined
    ? { name, value: words.notTold, tone: 'dim' }
    : { name, value: say(value) };
}

function latencyRow(latency: Latency | null, style: HealthStyle): HealthRow {
  const { words } = style;
  return told(words.rows.latency, latency, style, ({ median_ms, worst_ms }) =>
    words.latency(duration(median_ms), duration(worst_ms)),
  );
}

/** All that Redis tells of itself. */
export function redisRows(redis: RedisHealth, style: HealthStyle): HealthRow[] {
  const { words } = style;
  const { rows } = words;
  const count = (value: number) => grouped(String(value), style);
  const { memory, persistence, replication } = redis;
  const full: HealthRow[] =
    redis.full_coverage === undefined
      ? []
      : [
          told(rows.coverage, redis.full_coverage, style, (value) =>
            value === 'yes' ? words.coverageStops : words.coverageGoesOn,
          ),
        ];
  return [
    latencyRow(redis.latency, style),
    told(rows.memory, redis.used_memory, style, (used) => memoryText(used, memory, words)),
    told(rows.peak, memory?.peak, style, (peak) =>
      memory?.fragmentation
        ? `${bytes(peak)}, ${words.fragmentation(memory.fragmentation.toFixed(2))}`
        : bytes(peak),
    ),
    persistenceRow(redis, style),
    told(rows.policy, redis.maxmemory_policy, style, (policy) => policy),
    told(rows.lastSave, persistence?.last_save_at, style, (at) =>
      persistence?.last_save_ok === false
        ? words.saveFailed
        : words.saved(clock(Date.parse(at)), count(persistence?.unsaved_changes ?? 0)),
    ),
    ...replicationRows(replication, style),
    ...full,
    told(rows.keys, redis.keys, style, count),
    told(rows.clients, redis.connected_clients, style, count),
    clockRow(redis.clock_difference_ms, style),
  ];
}

/** What is used, of what, and how much is left. */
function memoryText(used: number, memory: RedisHealth['memory'], words: HealthWords): string {
  if (!memory?.limit || memory.headroom === null) return bytes(used);
  const limit = bytes(memory.limit);
  if (memory.maxmemory === null) return words.memoryOfMachine(bytes(used), limit);
  return words.memory(bytes(used), limit, bytes(memory.headroom));
}

function persistenceRow(
  { appendonly, appendfsync, persistence }: RedisHealth,
  style: HealthStyle,
): HealthRow {
  const { words } = style;
  const row = told(words.rows.persistence, appendonly, style, (value) =>
    value === 'yes'
      ? `appendonly yes, appendfsync ${appendfsync ?? words.notTold}`
      : `appendonly ${value}`,
  );
  if (persistence?.aof_write_ok === false)
    return { ...row, value: `${row.value}: ${words.aofFailed}`, tone: 'bad' };
  const weak = appendonly === 'no' || (appendfsync !== null && appendfsync !== 'always');
  return weak ? { ...row, tone: 'warn' } : row;
}

function replicationRows(replication: RedisHealth['replication'], style: HealthStyle): HealthRow[] {
  const { words } = style;
  const { rows } = words;
  const role = told(rows.role, replication, style, ({ role: own, master }) =>
    master ? `${words.roles[own]} ${words.of(master.address)}` : words.roles[own],
  );
  const replicas = replication?.replicas ?? [];
  if (replication && replicas.length === 0)
    return [role, { name: rows.replicas, value: words.none, tone: 'dim' }];
  return [
    role,
    ...replicas.map(({ address, state, lag_s }) => ({
      name: rows.replicas,
      value: `${address} ${state}${lag_s === null ? '' : `, ${words.silent(lag_s)}`}`,
    })),
  ];
}

function clockRow(difference: number | null, style: HealthStyle): HealthRow {
  const { words } = style;
  return told(words.rows.clock, difference, style, (ms) =>
    words.clock(`${ms < 0 ? '−' : '+'}${duration(Math.abs(ms))}`),
  );
}

/** All that MongoDB tells of itself. */
export function mongoRows(mongodb: MongoHealth, style: HealthStyle): HealthRow[] {
  const { words } = style;
  const { rows } = words;
  const count = (value: number) => grouped(String(value), style);
  const members = (mongodb.members ?? []).map(({ name, state, up, lag_s }): HealthRow => {
    const parts = [name, up === false ? words.unreachable : (state ?? words.notTold)];
    if (lag_s !== null && lag_s > 0) parts.push(words.silent(lag_s));
    return { name: rows.member, value: parts.join('  '), ...(up === false ? { tone: 'bad' } : {}) };
  });
  return [
    latencyRow(mongodb.latency, style),
    {
      name: rows.set,
      ...(mongodb.replica_set === null
        ? { value: words.standalone, tone: 'warn' as const }
        : { value: mongodb.replica_set }),
    },
    ...members,
    told(rows.oplog, mongodb.oplog_hours, style, (hours) => words.oplog(hours.toFixed(1))),
    told(rows.database, mongodb.data_size_mb, style, (megabytes) =>
      words.collections(count(mongodb.collections ?? 0), bytes(megabytes * 1e6)),
    ),
    told(rows.connections, mongodb.connections, style, count),
    clockRow(mongodb.clock_difference_ms, style),
  ];
}

/** The way from Redis to MongoDB. */
export function syncRows({ zone, dead_letters: dead }: Health, style: HealthStyle): HealthRow[] {
  const { words } = style;
  const { rows } = words;
  const count = (value: number) => grouped(String(value), style);
  const sync = zone?.sync;
  const error = sync?.last_error;
  return [
    told(rows.lag, sync, style, ({ lag, seq }) => words.lag(count(lag), count(seq))),
    told(rows.rate, sync, style, ({ per_second }) => words.rate(count(per_second))),
    told(rows.room, sync?.backlog.headroom_events, style, (room) => words.room(count(room))),
    ...(error
      ? [
          {
            name: rows.error,
            value: `${clock(Date.parse(error.at))} ${error.message}`,
            tone: 'warn' as const,
          },
        ]
      : []),
    told(rows.dead, dead, style, (letters) =>
      letters.count === 0 ? words.none : count(letters.count),
    ),
    ...(dead?.newest ?? []).map(
      ({ at, id, reason }): HealthRow => ({
        name: '',
        value: `${clock(Date.parse(at))} ${id}  ${reason}`,
        tone: 'warn',
      }),
    ),
  ];
}

/** Who works, and who holds which job. */
export function workerRows(
  workers: readonly WorkerHealth[],
  leases: readonly LeaseHealth[],
  style: HealthStyle,
): HealthRow[] {
  const { words } = style;
  const { rows } = words;
  return [
    ...(workers.length === 0
      ? [{ name: rows.worker, value: words.none, tone: 'bad' as const }]
      : workers.map(
          ({ name, age_ms, carried }): HealthRow =>
            age_ms > HEARTBEAT_MS
              ? {
                  name: rows.worker,
                  value: `${words.silentWorker(seconds(age_ms))}  ${name}`,
                  tone: 'warn',
                }
              : {
                  name: rows.worker,
                  value: `${words.beat(seconds(age_ms), grouped(String(carried), style))}  ${name}`,
                },
        )),
    ...leases.map(
      ({ job, owner, left_ms }): HealthRow => ({
        name: words.jobs[job] ?? job,
        ...(owner === null
          ? { value: words.free, tone: 'dim' }
          : { value: `${words.left(seconds(left_ms))}  ${owner}` }),
      }),
    ),
  ];
}

/** What is kept ready, and how long yet. */
export function cacheRows({ zone, services }: Health, style: HealthStyle): HealthRow[] {
  const { words } = style;
  const caches = (zone?.caches ?? []).map(
    ({ name, entries, ttl_ms }): HealthRow => ({
      name: words.rows[name],
      ...(ttl_ms === null
        ? { value: words.cacheGone, tone: 'dim' }
        : { value: words.cache(entries, seconds(ttl_ms)) }),
    }),
  );
  const { hit_ratio: ratio } = services.redis;
  const hits = told(words.rows.hits, ratio, style, (value) => words.hits((value * 100).toFixed(1)));
  return [...caches, hits];
}
