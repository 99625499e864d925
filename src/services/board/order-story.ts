import { EVENT_TYPES, type EventType } from '../../domain/event.ts';
import type { Order } from '../../domain/order.ts';
import { type TimelineEntry, timelineOf } from '../../domain/timeline.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { type Entry, parseEvents } from '../redis/events.ts';
import { parseTime } from '../redis/parse.ts';

/** What happened to an order, and the names of what is in it. */
export interface OrderStory {
  /** The version of the order that it tells of. */
  readonly version: number;
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  /** Whether the audit in MongoDB was asked; else only what Redis still has is told. */
  readonly whole: boolean;
  /** Why the last try to deliver it failed, why it was cancelled; empty where nobody said. */
  readonly reason: string;
  /** Names of its products, as far as MongoDB knows them. */
  readonly names: Readonly<Record<string, string>>;
}

/** More has hardly ever happened to one order. */
const MOST = 200;
/** Redis notes the time of a transition and the entry of its event within this. */
const BEFORE_MS = 5;
const AFTER_MS = 50;
const ENTRIES = 100;

/** The fields of an order that say when something happened to it, and what. */
const TIMES: readonly (readonly [field: string, type: EventType | null])[] = [
  ['created_at', 'order_created'],
  ['assigned_at', 'order_assigned'],
  ['picked_up_at', 'order_picked_up'],
  ['delivered_at', 'order_delivered'],
  ['failed_at', 'order_failed'],
  ['cancelled_at', 'order_cancelled'],
  ['rated_at', 'order_rated'],
  ['updated_at', null],
];

/**
 * The story of an order: its audit in MongoDB, what of it is still in the stream in Redis (looked for
 * where its own times say, never read through), and where neither tells, the times that it bears itself.
 * What MongoDB can't say is left out. Rejects when Redis does not answer.
 */
export async function readOrderStory(
  platform: Platform,
  history: History | null,
  order: Order,
): Promise<OrderStory> {
  const hash = await platform.redis.hgetall(platform.keys.order(order.id));
  const [recent, audit, names] = await Promise.all([
    recentOf(platform, order.id, hash),
    history ? auditOf(history, platform.keys.zone, order.id).catch(() => null) : null,
    history ? namesOf(history, order).catch(() => ({})) : {},
  ]);
  return {
    version: order.version,
    timeline: timelineOf([...(audit ?? []), ...recent], notedIn(hash)),
    whole: audit !== null,
    reason: (order.status === 'cancelled' ? hash.cancel_reason : hash.fail_reason) ?? '',
    names,
  };
}

const named = (id: string | null | undefined, name: string | undefined) =>
  [id, name === id ? '' : name].filter(Boolean).join(' ');

/** Events of the stream about the time of each of its transitions. */
async function recentOf(
  { redis, keys }: Platform,
  id: string,
  hash: Readonly<Record<string, string>>,
): Promise<TimelineEntry[]> {
  const times = new Set(TIMES.map(([field]) => parseTime(hash[field])).filter((at) => at !== null));
  if (times.size === 0) return [];
  const pipeline = redis.pipeline();
  for (const at of times) {
    const from = Math.max(0, at - BEFORE_MS);
    pipeline.xrange(keys.events, from, Math.max(0, at + AFTER_MS), 'COUNT', ENTRIES);
  }
  const replies = (await pipeline.exec()) ?? [];
  const entries = replies.flatMap(([error, reply]) => (error ? [] : (reply as Entry[])));
  return parseEvents(entries)
    .filter(({ order }) => order === id)
    .map(({ type, at, by, via, driver, record, epoch, seq }) => ({
      ...{ type, at, by, via, driver: named(driver, record.driver_name), place: { epoch, seq } },
    }));
}

/** What its own fields say of its past: the time, not who. */
function notedIn(hash: Readonly<Record<string, string>>): TimelineEntry[] {
  return TIMES.flatMap(([field, type]) => {
    const at = parseTime(hash[field]);
    if (at === null || type === null) return [];
    const driver = type === 'order_assigned' ? named(hash.driver_id, hash.driver_name) : '';
    return [{ type, at, by: '', via: '', driver, place: null }];
  });
}

interface AuditDocument {
  readonly type?: unknown;
  readonly at?: unknown;
  readonly by?: unknown;
  readonly via?: unknown;
  readonly driver?: unknown;
  readonly record?: { readonly driver_name?: unknown };
  readonly epoch?: unknown;
  readonly seq?: unknown;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const TYPES = new Set<string>(EVENT_TYPES);

async function auditOf(
  { db }: History,
  zone: string | null,
  order: string,
): Promise<TimelineEntry[]> {
  const documents = await db
    .collection('events')
    .find<AuditDocument>(
      { order, zone: zone ?? { $exists: false } },
      {
        projection: {
          ...{ type: 1, at: 1, by: 1, via: 1, driver: 1, epoch: 1, seq: 1 },
          'record.driver_name': 1,
        },
        sort: { epoch: -1, seq: -1 },
        limit: MOST,
        maxTimeMS: 2_000,
      },
    )
    .toArray();
  return documents.flatMap(({ type, at, by, via, driver, record, epoch, seq }) =>
    TYPES.has(text(type)) && at instanceof Date
      ? [
          {
            type: type as EventType,
            at: at.getTime(),
            by: text(by),
            via: text(via),
            driver: named(text(driver), text(record?.driver_name)),
            place: { epoch: Number(epoch), seq: Number(seq) },
          },
        ]
      : [],
  );
}

async function namesOf({ db }: History, { items }: Order): Promise<Record<string, string>> {
  if (items.length === 0) return {};
  const ids = items.map(({ productId }) => productId);
  const documents = await db
    .collection<{ _id: string; name?: unknown }>('menus')
    .find({ _id: { $in: ids } }, { projection: { name: 1 }, maxTimeMS: 2_000 })
    .toArray();
  return Object.fromEntries(
    documents.flatMap(({ _id, name }) => (text(name) === '' ? [] : [[_id, text(name)]])),
  );
}
