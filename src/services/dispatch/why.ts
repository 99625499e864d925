import { DEFAULT_RADIUS_M } from '../../domain/board.ts';
import { explain } from '../../domain/explain.ts';
import type { Order } from '../../domain/order.ts';
import type { GivenTo, OrderWhy } from '../../domain/order-why.ts';
import { STRATEGIES } from '../../domain/strategy.ts';
import type { History } from '../mongo/connect.ts';
import { parseTentative } from '../planner/read.ts';
import type { Platform } from '../redis/connect.ts';
import { type Entry, parseEvents } from '../redis/events.ts';
import { parseOrder } from '../redis/parse.ts';
import { parseWhy } from '../redis/parse-why.ts';
import { asDown } from '../redis/scripts.ts';
import { candidatesFor } from './candidates.ts';

/** Redis notes the time of an assignment and the entry of its event within this. */
const BEFORE_MS = 5;
const AFTER_MS = 50;
const ENTRIES = 100;

/**
 * Why an order is where it is: of one that waits, as it stands now; of one that was given to a driver, the
 * reason that was kept, from the stream in Redis or from the audit in MongoDB (also when Redis no longer
 * has the order). Changes nothing. Throws RedisDown; what MongoDB can't say counts as not kept.
 */
export async function readWhy(
  platform: Platform,
  history: History | null,
  id: string,
  radiusM: number = DEFAULT_RADIUS_M,
): Promise<OrderWhy> {
  const { redis, keys } = platform;
  const hash = await redis.hgetall(keys.order(id)).catch((error) => {
    throw asDown(error);
  });
  const order = parseOrder(id, hash);
  if (order?.status === 'waiting') return whyWaiting(platform, order, radiusM);
  if (order && order.driverId === null) return { is: 'nobody', status: order.status };
  const inStream = order && (await givenInStream(platform, order).catch(downOnly));
  const audit =
    inStream || !history ? null : await givenInAudit(history, keys.zone, id).catch(() => undefined);
  const given = inStream ?? audit ?? null;
  const whole = inStream !== null || (history !== null && audit !== undefined);
  if (!order)
    return given ? { is: 'given', status: null, to: given, whole } : { is: 'unknown', whole };
  const driver = order.driverId ?? '';
  // An assignment that is not the last one tells nothing of who has it now.
  const known = given?.driver === driver ? given : null;
  const name = known?.name || (hash.driver_name ?? '');
  const unknown = { driver, at: order.assignedAt, by: '', via: hash.strategy ?? '', why: null };
  return { is: 'given', status: order.status, to: { ...unknown, ...known, name }, whole };
}

const downOnly = (error: unknown): never => {
  throw asDown(error);
};

async function whyWaiting(platform: Platform, order: Order, radiusM: number): Promise<OrderWhy> {
  const { redis, keys } = platform;
  const [list, plan] = await Promise.all([
    candidatesFor(platform, order, radiusM),
    redis.hgetall(keys.plan(order.id)).catch(downOnly),
  ]);
  const tentative = parseTentative(order.id, plan);
  const at = Date.now();
  return {
    is: 'waiting',
    now: STRATEGIES.map((strategy) => explain(strategy, list, { at, tentative })),
    plan: tentative && { tentative, why: parseWhy(plan.why) },
  };
}

/** The last assignment of an order that the stream still has, looked for where its own time says. */
async function givenInStream(
  { redis, keys }: Platform,
  { id, assignedAt, driverId }: Order,
): Promise<GivenTo | null> {
  if (assignedAt === null) return null;
  const [from, to] = [Math.max(0, assignedAt - BEFORE_MS), Math.max(0, assignedAt + AFTER_MS)];
  const entries = (await redis.xrange(keys.events, from, to, 'COUNT', ENTRIES)) as Entry[];
  const event = parseEvents(entries).findLast(
    ({ order, driver, type }) =>
      order === id &&
      driver === driverId &&
      (type === 'order_assigned' || type === 'order_reassigned'),
  );
  if (!event) return null;
  const { at, by, via, record, why = null } = event;
  return { driver: driverId ?? '', name: record.driver_name ?? '', at, by, via, why };
}

interface Audited {
  readonly at?: unknown;
  readonly by?: unknown;
  readonly via?: unknown;
  readonly driver?: unknown;
  readonly record?: { readonly driver_name?: unknown };
  readonly why?: unknown;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** The last assignment of an order in the audit. */
async function givenInAudit(
  { db }: History,
  zone: string | null,
  order: string,
): Promise<GivenTo | null> {
  const found = await db.collection('events').findOne<Audited>(
    {
      ...{ order, zone: zone ?? { $exists: false } },
      type: { $in: ['order_assigned', 'order_reassigned'] },
    },
    {
      projection: { at: 1, by: 1, via: 1, driver: 1, 'record.driver_name': 1, why: 1 },
      ...{ sort: { epoch: -1, seq: -1 }, maxTimeMS: 2_000 },
    },
  );
  if (!found) return null;
  return {
    driver: text(found.driver),
    name: text(found.record?.driver_name),
    at: found.at instanceof Date ? found.at.getTime() : null,
    ...{ by: text(found.by), via: text(found.via), why: parseWhy(found.why) },
  };
}
