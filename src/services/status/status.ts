import { type Backlog, HEARTBEAT_MS } from '../../domain/health.ts';
import { DEFAULT_MODE, type Mode, type ModeCause } from '../../domain/planned.ts';
import { ORDER_STATUSES, orderStatusToWire } from '../../domain/status.ts';
import { outboxLag } from '../board/lag.ts';
import { readBacklog, readSync } from '../board/sync.ts';
import type { Config } from '../config/config.ts';
import { connectMongo } from '../mongo/connect.ts';
import { readMode } from '../planner/read.ts';
import { connectPlatform, endRedis, type Platform, whenReady } from '../redis/connect.ts';
import { keysOf } from '../redis/keys.ts';
import { askShard, infoField, shardTime } from '../redis/shard.ts';
import { countDeadLetters } from '../sync/dead-letters.ts';

/** The board in short, in the wire's own words: what `vigie status --json` prints. */
export interface Status {
  readonly redis: { ok: boolean; version: string | null };
  readonly mongo: { ok: boolean; version: string | null };
  readonly worker: { ok: boolean; n: number };
  readonly orders: Readonly<Record<string, number>>;
  readonly drivers: { total: number; on_duty: number };
  readonly alerts: { open: number };
  /** The dispatch engine, and how many orders it has a plan for. */
  readonly engine: {
    mode: Mode;
    by: string;
    at: string | null;
    cause: ModeCause | null;
    plans: number;
  };
  readonly events: { seq: number; lag: number };
  /** The way to MongoDB: events a second, the newest failure of a worker, what waits and the room left. */
  readonly sync: {
    per_second: number;
    last_error: { message: string; at: string } | null;
    dead_letters: number | null;
    backlog: Backlog | null;
  };
}

const NOTHING = {
  version: null,
  worker: { ok: false, n: 0 },
  orders: {},
  drivers: { total: 0, on_duty: 0 },
  alerts: { open: 0 },
  engine: { mode: DEFAULT_MODE, by: '', at: null, cause: null, plans: 0 },
  events: { seq: 0, lag: 0 },
  sync: { per_second: 0, last_error: null, backlog: null },
};

/** Asks both servers at once; what does not answer is not ok, the rest is still told. */
export async function readStatus(config: Config): Promise<Status> {
  const [live, mongo] = await Promise.all([readLive(config), readMongo(config)]);
  const { version, sync, ...rest } = live ?? NOTHING;
  return {
    redis: { ok: live !== null, version },
    mongo: { ok: mongo !== null, version: mongo?.version ?? null },
    ...rest,
    sync: { ...sync, dead_letters: mongo?.deadLetters ?? null },
  };
}

async function readMongo(config: Config): Promise<{ version: string; deadLetters: number } | null> {
  try {
    const history = await connectMongo(config.mongo, 'status');
    try {
      const [{ version }, deadLetters] = await Promise.all([
        history.db.command({ buildInfo: 1 }),
        countDeadLetters({ keys: keysOf(config.zone) }, history),
      ]);
      return { version: String(version), deadLetters };
    } finally {
      await history.close();
    }
  } catch {
    return null;
  }
}

async function readLive(config: Config) {
  const platform = connectPlatform(config.redis, config.zone, 'status');
  try {
    await whenReady(platform.redis, config.redis.timeoutMs);
    return await readBoardInShort(platform);
  } catch {
    return null;
  } finally {
    endRedis(platform.redis);
  }
}

async function readBoardInShort(platform: Platform) {
  const { redis, keys } = platform;
  const [[info], now, counts, total, free, busy, open, events, mode, plans] = await Promise.all([
    askShard(platform, (pipeline) => pipeline.info('server')),
    shardTime(platform),
    Promise.all(ORDER_STATUSES.map((status) => redis.scard(keys.ordersStatus(status)))),
    redis.scard(keys.driversAll),
    redis.scard(keys.driversStatus('free')),
    redis.scard(keys.driversStatus('busy')),
    redis.zcard(keys.alertsOpen),
    outboxLag(platform),
    readMode(platform),
    redis.zcard(keys.plans),
  ]);
  const workers = await redis.zrange(keys.workers, now - HEARTBEAT_MS, '+inf', 'BYSCORE');
  const n = workers.length;
  const [{ perSecond, lastError }, backlog] = await Promise.all([
    readSync(platform, workers),
    readBacklog(platform, events.lag),
  ]);
  return {
    version: infoField(String(info), 'redis_version'),
    worker: { ok: n > 0, n },
    orders: Object.fromEntries(
      ORDER_STATUSES.map((status, index) => [orderStatusToWire(status), counts[index] ?? 0]),
    ),
    drivers: { total, on_duty: free + busy },
    alerts: { open },
    engine: { ...mode, at: mode.at === null ? null : new Date(mode.at).toISOString(), plans },
    events: { seq: events.seq, lag: events.lag },
    sync: {
      per_second: perSecond,
      last_error: lastError && {
        message: lastError.message,
        at: new Date(lastError.at).toISOString(),
      },
      backlog,
    },
  };
}
