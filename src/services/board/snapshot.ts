import type { Alert } from '../../domain/alert.ts';
import { AT_RISK_MS } from '../../domain/alert-watch.ts';
import type { Board, SimulatorState } from '../../domain/board.ts';
import { HEARTBEAT_MS } from '../../domain/health.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../domain/status.ts';
import type { Platform } from '../redis/connect.ts';
import { RedisDown } from '../redis/down.ts';
import { parseOrder } from '../redis/parse.ts';
import { parseAlert } from '../redis/parse-alert.ts';
import { shardTime } from '../redis/shard.ts';
import { outboxLag } from './lag.ts';
import { readSync } from './sync.ts';
import { readTopDrivers } from './top-drivers.ts';

/** Which part of the waiting orders is on screen, and how many of those that are late or at risk. */
export interface View {
  readonly waitingOffset: number;
  readonly waitingLimit: number;
  /** None where it is absent. */
  readonly urgentLimit?: number;
}

const ALERTS_SHOWN = 20;

/**
 * Reads the board in two round trips whose cost does not grow with the number of orders or drivers:
 * only what is on screen is read. Throws RedisDown.
 */
export async function readBoard(platform: Platform, view: View): Promise<Board> {
  try {
    return await read(platform, view);
  } catch (error) {
    if (error instanceof RedisDown) throw error;
    throw new RedisDown(error instanceof Error ? error.message : String(error));
  }
}

async function read(platform: Platform, view: View): Promise<Board> {
  const { waitingOffset, waitingLimit, urgentLimit = 0 } = view;
  const { redis, keys } = platform;
  const now = await shardTime(platform);

  const first = redis.pipeline();
  for (const status of ORDER_STATUSES) first.scard(keys.ordersStatus(status));
  first.scard(keys.driversAll);
  first.scard(keys.driversStatus('free'));
  first.scard(keys.driversStatus('busy'));
  first.zcount(keys.ordersDue, '-inf', now);
  first.zcount(keys.ordersDue, `(${now}`, now + AT_RISK_MS);
  first.zrange(keys.ordersWaiting, '0', '0', 'WITHSCORES');
  first.zcard(keys.ordersWaiting);
  // None from none: an end of -1 would be the last of all.
  const last = waitingLimit > 0 ? waitingOffset + waitingLimit - 1 : 0;
  first.zrange(keys.ordersWaiting, `${waitingLimit > 0 ? waitingOffset : 1}`, `${last}`);
  first.zrange(keys.ordersDue, '-inf', `${now + AT_RISK_MS}`, 'BYSCORE', 'LIMIT', 0, urgentLimit);
  first.zrange(keys.alertsOpen, '0', `${ALERTS_SHOWN - 1}`, 'REV');
  first.zcard(keys.alertsOpen);
  first.zrange(keys.workers, now - HEARTBEAT_MS, '+inf', 'BYSCORE');
  first.hgetall(keys.simulator);
  const replies = await exec(first);
  const next = <T>() => replies.shift() as T;

  const counts = Object.fromEntries(
    ORDER_STATUSES.map((status) => [status, next<number>()]),
  ) as Record<OrderStatus, number>;
  const total = next<number>();
  const free = next<number>();
  const busy = next<number>();
  const late = next<number>();
  const atRisk = next<number>();
  const oldest = next<string[]>();
  const waitingCount = next<number>();
  const waitingIds = next<string[]>();
  const urgentIds = next<string[]>();
  const alertIds = next<string[]>();
  const alertsOpen = next<number>();
  const workers = next<string[]>();
  const simulator = next<Record<string, string>>();

  const second = redis.pipeline();
  const middle = String(Math.max(0, Math.floor((waitingCount - 1) / 2)));
  second.zrange(keys.ordersWaiting, middle, middle, 'WITHSCORES');
  for (const id of [...waitingIds, ...urgentIds]) second.hgetall(keys.order(id));
  for (const id of alertIds) second.hgetall(alertKey(platform, id));
  const [details, top, { seq, lag }, sync] = await Promise.all([
    exec(second),
    readTopDrivers(platform),
    outboxLag(platform),
    readSync(platform, workers),
  ]);
  const median = details.shift() as string[];
  const nextOrder = (id: string) => parseOrder(id, details.shift() as Record<string, string>);
  const orders = waitingIds.map(nextOrder).filter((order) => order !== null);
  const urgent = urgentIds.map(nextOrder).filter((order) => order !== null);
  const alerts = alertIds.map((id) => parseAlert(id, details.shift() as Record<string, string>));

  return {
    readAt: now,
    source: 'live',
    counts,
    drivers: { total, free, busy, offDuty: Math.max(0, total - free - busy) },
    late,
    atRisk,
    oldestWaitingAt: oldest[1] === undefined ? null : Number(oldest[1]),
    medianWaitingAt: median[1] === undefined ? null : Number(median[1]),
    waiting: orders,
    waitingOffset,
    urgent,
    topDrivers: top.drivers,
    topDriversTtlMs: top.ttlMs,
    alerts: alerts.filter((alert): alert is Alert => alert !== null),
    alertsOpen,
    workers: workers.length,
    simulator: parseSimulator(simulator, now),
    seq,
    lag,
    sync,
  };
}

type Pipeline = ReturnType<Platform['redis']['pipeline']>;

/** Replies of a pipeline; the first error of any command is thrown. */
async function exec(pipeline: Pipeline): Promise<unknown[]> {
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}

function alertKey({ keys }: Platform, id: string): string {
  const colon = id.indexOf(':');
  return keys.alert(id.slice(0, colon), id.slice(colon + 1));
}

function parseSimulator(hash: Record<string, string>, now: number): SimulatorState | null {
  if (now - Number(hash.seen ?? 0) > HEARTBEAT_MS) return null;
  return { paused: hash.paused === '1', speed: Number(hash.speed ?? 1) };
}
