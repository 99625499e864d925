/** How the servers and the way between them are, as `vigie health --json` prints it. null: not told. */

/** A worker or simulator whose heartbeat is older than this is gone. */
export const HEARTBEAT_MS = 5_000;

/** Round trips of a ping, ms. */
export interface Latency {
  readonly median_ms: number;
  readonly worst_ms: number;
  readonly samples: number;
}

/** What waits in Redis to be carried, and the room that is left for more. Bytes; null: no limit is known. */
export interface Backlog {
  readonly entries: number;
  readonly used_bytes: number;
  readonly limit_bytes: number | null;
  readonly headroom_bytes: number | null;
  /** About how many more events find room; null where Redis does not tell what one takes. */
  readonly headroom_events: number | null;
}

/** Redis' memory. Bytes. */
export interface RedisMemory {
  readonly peak: number | null;
  /** null: none is set, or not told. */
  readonly maxmemory: number | null;
  /** maxmemory, or the machine's memory where there is none. */
  readonly limit: number | null;
  readonly headroom: number | null;
  /** What the system gave over what is used: 1 is none wasted. */
  readonly fragmentation: number | null;
  readonly evicted_keys: number | null;
}

/** How Redis gets on with its disk. Times ISO 8601. */
export interface RedisPersistence {
  readonly last_save_at: string | null;
  readonly last_save_ok: boolean | null;
  /** Writes since then. */
  readonly unsaved_changes: number | null;
  readonly aof_write_ok: boolean | null;
  readonly aof_rewrite_ok: boolean | null;
}

/** A Redis that copies this one; `lag_s`: since it last said that it is there. */
export interface RedisReplica {
  readonly address: string;
  readonly state: string;
  readonly lag_s: number | null;
}

export interface RedisReplication {
  readonly role: 'master' | 'replica';
  readonly replicas: readonly RedisReplica[];
  /** Whom this one copies, when it is a replica. */
  readonly master: { readonly address: string; readonly up: boolean } | null;
}

export interface RedisHealth {
  readonly status: 'up' | 'down';
  readonly host: string;
  readonly port: number | null;
  readonly version: string | null;
  readonly used_memory: number | null;
  readonly connected_clients: number | null;
  readonly appendonly: string | null;
  readonly appendfsync: string | null;
  readonly maxmemory_policy: string | null;
  /** In a Cluster: whether one lost shard stops the others too (`yes` does). */
  readonly full_coverage?: string | null;
  readonly latency: Latency | null;
  readonly memory: RedisMemory | null;
  readonly persistence: RedisPersistence | null;
  readonly replication: RedisReplication | null;
  readonly keys: number | null;
  /** Of all look-ups of the whole server, the share that found a key; null before the first. */
  readonly hit_ratio: number | null;
  /** Its clock minus ours. */
  readonly clock_difference_ms: number | null;
  /** Only there when it is down. */
  readonly error?: string;
}

/** A member of a MongoDB replica set; its state and lag are known to who may ask for them. */
export interface MongoMember {
  readonly name: string;
  /** In MongoDB's own word: PRIMARY, SECONDARY, …; null: not told. */
  readonly state: string | null;
  readonly up: boolean | null;
  readonly lag_s: number | null;
}

export interface MongoHealth {
  readonly status: 'up' | 'down';
  readonly uri: string;
  readonly database: string;
  readonly collections: number | null;
  readonly data_size_mb: number | null;
  readonly version: string | null;
  readonly replica_set: string | null;
  readonly latency: Latency | null;
  readonly members: readonly MongoMember[] | null;
  /** How far back the oplog reaches: who was away longer must compare all. */
  readonly oplog_hours: number | null;
  readonly connections: number | null;
  readonly clock_difference_ms: number | null;
  readonly error?: string;
}

/** The way from Redis to MongoDB. */
export interface SyncHealth {
  readonly seq: number;
  readonly lag: number;
  readonly per_second: number;
  readonly last_error: { readonly message: string; readonly at: string } | null;
  readonly backlog: Backlog;
}

/** An event that could not be written to MongoDB. */
export interface DeadLetterHealth {
  readonly id: string;
  readonly reason: string;
  readonly at: string;
}

export interface DeadLettersHealth {
  readonly count: number;
  /** The newest first, twenty at most. */
  readonly newest: readonly DeadLetterHealth[];
}

/** A worker as its heartbeat tells of it. */
export interface WorkerHealth {
  readonly name: string;
  readonly age_ms: number;
  readonly carried: number;
  readonly per_second: number;
}

/** Who does a job that one worker does for all, and how long yet. */
export interface LeaseHealth {
  readonly job: string;
  readonly owner: string | null;
  readonly left_ms: number;
}

/** What is kept ready for a while; `ttl_ms` null: it is not there now. */
export interface CacheHealth {
  readonly name: 'leaderboard';
  readonly entries: number;
  readonly ttl_ms: number | null;
}

/** What the zone's keys tell; null when Redis is down. */
export interface ZoneHealth {
  readonly sync: SyncHealth;
  readonly workers: readonly WorkerHealth[];
  readonly leases: readonly LeaseHealth[];
  readonly caches: readonly CacheHealth[];
}

export interface Health {
  readonly timestamp: string;
  readonly services: { readonly mongodb: MongoHealth; readonly redis: RedisHealth };
  readonly zone: ZoneHealth | null;
  /** null when MongoDB is down. */
  readonly dead_letters: DeadLettersHealth | null;
}

const hundredths = (ms: number) => Math.round(ms * 100) / 100;

/** Median and worst of some round trips, ms; null of none. */
export function latencyOf(samples: readonly number[]): Latency | null {
  const sorted = [...samples].sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  const worst = sorted.at(-1);
  if (median === undefined || worst === undefined) return null;
  return { median_ms: hundredths(median), worst_ms: hundredths(worst), samples: sorted.length };
}
