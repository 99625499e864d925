import {
  AT_RISK_MS,
  LATE_MARGIN_MS,
  ORDER_KINDS,
  type OrderSeen,
  orderSight,
  UNASSIGNED_AFTER_MS,
} from '../../domain/alert-watch.ts';
import type { Platform } from '../redis/connect.ts';
import { shardTime } from '../redis/shard.ts';
import { type Description, follow, knownSubjects, MOST } from './alert-follow.ts';
import type { WorkerContext } from './context.ts';

type OrderKind = (typeof ORDER_KINDS)[number];

/** So many orders are looked at for a kind; what lies beyond is counted as like them. */
const READ_MOST = 500;

/** One check of the orders that are late, at risk, or without a driver for too long: each for its worst. */
export async function watchOrders({ platform }: WorkerContext): Promise<void> {
  const now = await shardTime(platform);
  const known = await knownSubjects(platform);
  for (const kind of ORDER_KINDS) {
    const { ids, beyond } = await candidates(platform, kind, now, known(kind).length);
    const seen = await lookAt(platform, ids);
    const bad = ids.filter((_id, i) => sightOf(kind, seen[i], now) === 'bad');
    await follow(platform, known(kind), {
      kind,
      bad,
      total: bad.length + beyond,
      judge: async (subjects) =>
        (await lookAt(platform, subjects)).map((order) => sightOf(kind, order, now)),
      describe: (subjects) => Promise.all(subjects.map((id) => describe(platform, id))),
    });
  }
}

const sightOf = (kind: OrderKind, order: OrderSeen | undefined, now: number) =>
  order ? orderSight(kind, order, now) : 'gone';

/** The orders that a kind may be about, the worst first, and how many more there are. */
async function candidates(
  { redis, keys }: Platform,
  kind: OrderKind,
  now: number,
  known: number,
): Promise<{ ids: string[]; beyond: number }> {
  const late = now - LATE_MARGIN_MS;
  const [key, from, to] = {
    order_late: [keys.ordersDue, '-inf', `(${late}`],
    order_at_risk: [keys.ordersDue, late, `(${now + AT_RISK_MS}`],
    order_unassigned: [keys.ordersWaiting, '-inf', `(${now - UNASSIGNED_AFTER_MS}`],
  }[kind] as [string, string | number, string];
  const most = kind === 'order_late' ? 2 * MOST + known : READ_MOST;
  const [ids, count] = await Promise.all([
    redis.zrange(key, from, to, 'BYSCORE', 'LIMIT', 0, most),
    redis.zcount(key, from, to),
  ]);
  return { ids, beyond: Math.max(0, count - ids.length) };
}

/** What the indexes say of orders: three commands, however many they are. */
async function lookAt({ redis, keys }: Platform, ids: readonly string[]): Promise<OrderSeen[]> {
  if (ids.length === 0) return [];
  const [due, waiting, pickedUp] = await Promise.all([
    redis.zmscore(keys.ordersDue, ...ids),
    redis.zmscore(keys.ordersWaiting, ...ids),
    redis.smismember(keys.ordersStatus('pickedUp'), ...ids),
  ]);
  const ms = (score: string | null | undefined) => (score ? Number(score) : null);
  return ids.map((_id, i) => ({
    dueAt: ms(due[i]),
    waitingSince: ms(waiting[i]),
    pickedUp: pickedUp[i] === 1,
  }));
}

async function describe({ redis, keys }: Platform, id: string): Promise<Description> {
  const fields = ['client', 'created_at', 'due_at', 'driver_id', 'driver_name'] as const;
  const [client, since, due, driver, name] = await redis.hmget(keys.order(id), ...fields);
  return {
    driver: driver || null,
    details: { client: client ?? '', since: since ?? '' },
    live: { due_at: due ?? '', driver: driver ?? '', driver_name: name ?? '' },
  };
}
