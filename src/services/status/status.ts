import { ORDER_STATUSES, orderStatusToWire } from '../../domain/status.ts';
import { outboxLag } from '../board/lag.ts';
import { HEARTBEAT_MS } from '../board/snapshot.ts';
import type { Config } from '../config/config.ts';
import { connectMongo } from '../mongo/connect.ts';
import { connectPlatform, endRedis, type Platform, whenReady } from '../redis/connect.ts';
import { askShard, infoField, shardTime } from '../redis/shard.ts';

/** The board in short, in the wire's own words: what `vigie status --json` prints. */
export interface Status {
  readonly redis: { ok: boolean; version: string | null };
  readonly mongo: { ok: boolean; version: string | null };
  readonly worker: { ok: boolean; n: number };
  readonly orders: Readonly<Record<string, number>>;
  readonly drivers: { total: number; on_duty: number };
  readonly alerts: { open: number };
  readonly events: { seq: number; lag: number };
}

const NOTHING = {
  version: null,
  worker: { ok: false, n: 0 },
  orders: {},
  drivers: { total: 0, on_duty: 0 },
  alerts: { open: 0 },
  events: { seq: 0, lag: 0 },
};

/** Asks both servers at once; what does not answer is not ok, the rest is still told. */
export async function readStatus(config: Config): Promise<Status> {
  const [live, mongo] = await Promise.all([readLive(config), readMongo(config)]);
  const { version, ...rest } = live ?? NOTHING;
  return {
    redis: { ok: live !== null, version },
    mongo: { ok: mongo !== null, version: mongo },
    ...rest,
  };
}

async function readMongo(config: Config): Promise<string | null> {
  try {
    const history = await connectMongo(config.mongo, 'status');
    const { version } = await history.db.command({ buildInfo: 1 });
    await history.close();
    return String(version);
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
  const [[info], now, counts, total, free, busy, open, events] = await Promise.all([
    askShard(platform, (pipeline) => pipeline.info('server')),
    shardTime(platform),
    Promise.all(ORDER_STATUSES.map((status) => redis.scard(keys.ordersStatus(status)))),
    redis.scard(keys.driversAll),
    redis.scard(keys.driversStatus('free')),
    redis.scard(keys.driversStatus('busy')),
    redis.zcard(keys.alertsOpen),
    outboxLag(platform),
  ]);
  const n = await redis.zcount(keys.workers, now - HEARTBEAT_MS, '+inf');
  return {
    version: infoField(String(info), 'redis_version'),
    worker: { ok: n > 0, n },
    orders: Object.fromEntries(
      ORDER_STATUSES.map((status, index) => [orderStatusToWire(status), counts[index] ?? 0]),
    ),
    drivers: { total, on_duty: free + busy },
    alerts: { open },
    events,
  };
}
