import {
  HEARTBEAT_MS,
  type Health,
  type MongoHealth,
  type RedisHealth,
  type ZoneHealth,
} from './health.ts';

/** How much a problem matters: something stands still; something can be lost; good to know. */
export type Severity = 'bad' | 'warn' | 'note';

/** What is wrong, as data; i18n/problems.ts says it, with what to do. */
export type Problem =
  | { kind: 'redis_down'; severity: 'bad'; where: string; reason: string }
  | { kind: 'mongo_down'; severity: 'bad'; where: string; reason: string }
  | { kind: 'redis_replica'; severity: 'bad'; master: string }
  | { kind: 'no_worker'; severity: 'bad' }
  | { kind: 'no_primary'; severity: 'bad' }
  | { kind: 'aof_failed'; severity: 'bad' }
  | { kind: 'save_failed'; severity: 'bad' }
  | { kind: 'memory_full'; severity: 'bad' | 'warn'; percent: number; freeBytes: number }
  | { kind: 'sync_failing'; severity: 'bad'; reason: string }
  | { kind: 'sync_behind'; severity: 'warn'; lag: number; perSecond: number }
  | { kind: 'dead_letters'; severity: 'warn'; count: number; reason: string | null }
  | { kind: 'worker_silent'; severity: 'warn'; name: string; seconds: number }
  | { kind: 'settings_not_told'; severity: 'warn' }
  | { kind: 'appendonly'; severity: 'warn' }
  | { kind: 'appendfsync'; severity: 'warn'; value: string }
  | { kind: 'maxmemory_policy'; severity: 'warn'; value: string }
  | { kind: 'evicted'; severity: 'bad'; count: number }
  | { kind: 'full_coverage'; severity: 'warn' }
  | { kind: 'replica_behind'; severity: 'warn'; address: string; seconds: number }
  | { kind: 'no_replica_set'; severity: 'warn' }
  | { kind: 'member_down'; severity: 'warn'; name: string }
  | { kind: 'member_behind'; severity: 'warn'; name: string; seconds: number }
  | { kind: 'clock'; severity: 'note'; server: 'redis' | 'mongodb'; seconds: number }
  | { kind: 'slow'; severity: 'note'; server: 'redis' | 'mongodb'; ms: number };

/** From this many events on, a lag is no passing one. */
const LARGE_LAG = 1_000;
/** A failure is told while something waits, and for so long. */
const FAILURE_MS = 60_000;
const LITTLE_ROOM = 0.2;
const NO_ROOM = 0.05;
const REPLICA_LAG_S = 10;
const CLOCK_MS = 2_000;
/** Slower than this, each key is felt to wait. */
const SLOW_MS = 50;

/** What TLS says of a certificate that it does not accept: unknown authority, other name, out of date. */
const UNTRUSTED = /\bcertificate\b|altnames/i;

/** Whether a server is only not trusted, of the reason why it can't be used. */
export const isUntrusted = (reason: string) => UNTRUSTED.test(reason);

/** Problems of the servers themselves; the others are of what runs on them. */
const OF_THE_ZONE: readonly Problem['kind'][] = [
  ...(['no_worker', 'worker_silent', 'sync_failing', 'sync_behind', 'dead_letters'] as const),
];

/** Whether nothing is lost when a server is killed, and both do their work. */
export function serversAreWell(problems: readonly Problem[]): boolean {
  return problems.every(({ kind, severity }) => severity === 'note' || OF_THE_ZONE.includes(kind));
}

const WEIGHT: Readonly<Record<Severity, number>> = { bad: 0, warn: 1, note: 2 };

/** All that is wrong, the worst first. Pure. */
export function problemsOf({ timestamp, services, zone, dead_letters }: Health): Problem[] {
  const { redis, mongodb } = services;
  const found: Problem[] = [
    ...(redis.status === 'up' ? ofRedis(redis) : [down(redis)]),
    ...(mongodb.status === 'up' ? ofMongo(mongodb) : [mongoDown(mongodb)]),
    ...(zone ? ofZone(zone, Date.parse(timestamp)) : []),
  ];
  if (dead_letters && dead_letters.count > 0) {
    const { count, newest } = dead_letters;
    found.push({
      kind: 'dead_letters',
      severity: 'warn',
      count,
      reason: newest[0]?.reason ?? null,
    });
  }
  return found.sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
}

function down({ host, port, error }: RedisHealth): Problem {
  const where = port === null ? host : `${host}:${port}`;
  return { kind: 'redis_down', severity: 'bad', where, reason: error ?? '' };
}

function mongoDown({ uri, error }: MongoHealth): Problem {
  return { kind: 'mongo_down', severity: 'bad', where: uri, reason: error ?? '' };
}

function ofRedis(redis: RedisHealth): Problem[] {
  const { memory, persistence, replication, full_coverage } = redis;
  const found: Problem[] = [...ofSettings(redis)];
  if (full_coverage === 'yes') found.push({ kind: 'full_coverage', severity: 'warn' });
  if (replication?.master)
    found.push({ kind: 'redis_replica', severity: 'bad', master: replication.master.address });
  for (const { address, lag_s: seconds } of replication?.replicas ?? []) {
    if (seconds !== null && seconds > REPLICA_LAG_S)
      found.push({ kind: 'replica_behind', severity: 'warn', address, seconds });
  }
  if (persistence?.aof_write_ok === false || persistence?.aof_rewrite_ok === false)
    found.push({ kind: 'aof_failed', severity: 'bad' });
  if (persistence?.last_save_ok === false) found.push({ kind: 'save_failed', severity: 'bad' });
  if (memory?.evicted_keys)
    found.push({ kind: 'evicted', severity: 'bad', count: memory.evicted_keys });
  if (memory?.limit && memory.headroom !== null) {
    const free = memory.headroom / memory.limit;
    if (free < LITTLE_ROOM) {
      const severity = free < NO_ROOM ? 'bad' : 'warn';
      const percent = Math.round((1 - free) * 100);
      found.push({ kind: 'memory_full', severity, percent, freeBytes: memory.headroom });
    }
  }
  return [...found, ...ofWay('redis', redis)];
}

/** What Redis' settings can lose. */
function ofSettings({ appendonly, appendfsync, maxmemory_policy: policy }: RedisHealth): Problem[] {
  const found: Problem[] = [];
  if (appendonly === 'no') found.push({ kind: 'appendonly', severity: 'warn' });
  else if (appendonly === null || appendfsync === null)
    found.push({ kind: 'settings_not_told', severity: 'warn' });
  else if (appendfsync !== 'always')
    found.push({ kind: 'appendfsync', severity: 'warn', value: appendfsync });
  if (policy !== null && policy !== 'noeviction')
    found.push({ kind: 'maxmemory_policy', severity: 'warn', value: policy });
  return found;
}

function ofMongo(mongodb: MongoHealth): Problem[] {
  const { members } = mongodb;
  const found: Problem[] = [];
  if (mongodb.replica_set === null) found.push({ kind: 'no_replica_set', severity: 'warn' });
  const told = members?.some(({ state }) => state !== null) ?? false;
  if (told && !members?.some(({ state }) => state === 'PRIMARY'))
    found.push({ kind: 'no_primary', severity: 'bad' });
  for (const { name, up, lag_s: seconds } of members ?? []) {
    if (up === false) found.push({ kind: 'member_down', severity: 'warn', name });
    else if (seconds !== null && seconds > REPLICA_LAG_S)
      found.push({ kind: 'member_behind', severity: 'warn', name, seconds });
  }
  return [...found, ...ofWay('mongodb', mongodb)];
}

function ofWay(
  server: 'redis' | 'mongodb',
  {
    latency,
    clock_difference_ms: clock,
  }: Pick<RedisHealth | MongoHealth, 'latency' | 'clock_difference_ms'>,
): Problem[] {
  const found: Problem[] = [];
  if (latency && latency.median_ms > SLOW_MS)
    found.push({ kind: 'slow', severity: 'note', server, ms: Math.round(latency.median_ms) });
  if (clock !== null && Math.abs(clock) > CLOCK_MS)
    found.push({ kind: 'clock', severity: 'note', server, seconds: Math.round(clock / 1_000) });
  return found;
}

function ofZone({ sync, workers }: ZoneHealth, at: number): Problem[] {
  const living = workers.filter(({ age_ms }) => age_ms <= HEARTBEAT_MS);
  const found: Problem[] = workers.flatMap(({ name, age_ms }): Problem[] =>
    age_ms <= HEARTBEAT_MS
      ? []
      : [{ kind: 'worker_silent', severity: 'warn', name, seconds: Math.round(age_ms / 1_000) }],
  );
  if (living.length === 0) found.push({ kind: 'no_worker', severity: 'bad' });
  const { lag, per_second: perSecond, last_error: error } = sync;
  if (lag > 0 && error && at - Date.parse(error.at) < FAILURE_MS)
    found.push({ kind: 'sync_failing', severity: 'bad', reason: error.message });
  if (lag >= LARGE_LAG) found.push({ kind: 'sync_behind', severity: 'warn', lag, perSecond });
  return found;
}
