import type { Document } from 'mongodb';
import { expect } from 'vitest';
import { ORDER_STATUSES } from '../../src/domain/status.ts';
import { outboxLag } from '../../src/services/board/lag.ts';
import type { History } from '../../src/services/mongo/connect.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { until } from './servers.ts';
import type { Delivered } from './traffic.ts';

/** What the audit of one epoch must hold: every number from one to the other. */
export interface Span {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
}

export interface EndCheckOptions {
  /** Longest that the worker may need to carry what is left, ms. */
  readonly limitMs?: number;
  /** Default: epoch 0 from 1 to the last number of Redis. */
  readonly spans?: readonly Span[];
  /** Orders that Redis lost, by the start of their ids: MongoDB alone has them. */
  readonly lost?: string;
  /** Alerts that are open, default none. */
  readonly alerts?: readonly string[];
}

type Hashes = ReadonlyMap<string, Readonly<Record<string, string>>>;

const READ_AT_ONCE = 1_000;
const date = (ms: string | undefined) => (ms ? new Date(Number(ms)) : undefined);

/** The hashes of orders, by id; without those that Redis does not have. */
async function hashesOf({ redis, keys }: Platform, ids: readonly string[]): Promise<Hashes> {
  const hashes = new Map<string, Record<string, string>>();
  for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
    const part = ids.slice(start, start + READ_AT_ONCE);
    const read = await Promise.all(part.map((id) => redis.hgetall(keys.order(id))));
    part.forEach((id, i) => {
      if (Object.keys(read[i] ?? {}).length > 0) hashes.set(id, read[i] ?? {});
    });
  }
  return hashes;
}

/** Waits until everything that Redis holds is in MongoDB and acknowledged. */
export async function allCarried(platform: Platform, limitMs = 60_000): Promise<void> {
  await until('nothing left to carry', async () => (await outboxLag(platform)).lag === 0, limitMs);
}

/** Every delivered order is in `deliveries` once, every field as it was sent and as Redis has it. */
async function checkDeliveries(
  { db, deliveries }: History,
  delivered: readonly Delivered[],
  hashes: Hashes,
): Promise<void> {
  const documents = await db.collection(deliveries).find().toArray();
  const ids = delivered.map(({ order }) => order.id);
  expect(documents.map(({ command_id }) => command_id).sort()).toEqual(ids.sort());
  const byId = new Map(documents.map((document) => [String(document.command_id), document]));
  for (const { order, driver } of delivered) {
    const found: Document = byId.get(order.id) ?? {};
    const hash = hashes.get(order.id);
    expect(found).toMatchObject({
      client: order.client,
      client_id: order.clientId,
      destination: order.destination,
      region: order.region,
      driver_id: driver,
      amount_cents: order.amountCents,
      amount: order.amountCents / 100,
      status: 'livrée',
      version: 4,
      items: (order.items ?? []).map(({ productId, quantity }) => ({
        product_id: productId,
        quantity,
      })),
      ...(hash && {
        driver_name: hash.driver_name,
        pickup_time: date(hash.picked_up_at),
        delivery_time: date(hash.delivered_at),
      }),
    });
    const minutes = (found.delivery_time.getTime() - found.pickup_time.getTime()) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(0);
    expect(found.duration_minutes).toBeCloseTo(minutes, 1);
  }
}

/** The audit has every number once, and no other. */
async function checkEvents({ db }: History, spans: readonly Span[]): Promise<void> {
  const events = db.collection('events');
  for (const { epoch, from, to } of spans) {
    const found = await events.find({ epoch }).project({ seq: 1 }).sort({ seq: 1 }).toArray();
    const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    expect(found.map(({ seq }) => seq)).toEqual(numbers);
  }
  const total = spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  expect(await events.countDocuments()).toBe(total);
}

/** `orders` says of every order what Redis says; an order of Redis that it lacks shows too. */
async function checkOrders(
  { redis, keys }: Platform,
  orders: readonly Document[],
  hashes: Hashes,
  lost: string | undefined,
): Promise<void> {
  const different = orders.filter(({ command_id, ...mine }) => {
    const hash = hashes.get(command_id);
    if (!hash) return lost === undefined || !String(command_id).startsWith(lost);
    return (
      mine.status !== hash.status ||
      mine.version !== Number(hash.version) ||
      (mine.driver_id ?? '') !== (hash.driver_id ?? '') ||
      mine.amount_cents !== Number(hash.amount_cents) ||
      mine.created_at?.getTime() !== Number(hash.created_at) ||
      mine.delivered_at?.getTime() !== date(hash.delivered_at)?.getTime()
    );
  });
  expect(different).toEqual([]);
  const counts = await Promise.all(
    ORDER_STATUSES.map((status) => redis.scard(keys.ordersStatus(status))),
  );
  expect(hashes.size).toBe(counts.reduce((sum, count) => sum + count, 0));
}

/**
 * What must hold after whatever happened, once the worker has come to its end: each of `delivered` is in
 * `deliveries` once with every field right, `events` has every number without a gap, `orders` agrees
 * with Redis, and nothing is in `dead_letters`.
 */
export async function endCheck(
  { platform, history }: { readonly platform: Platform; readonly history: History },
  delivered: readonly Delivered[],
  options: EndCheckOptions = {},
): Promise<void> {
  const { redis, keys } = platform;
  expect(delivered.length).toBeGreaterThan(0);
  await allCarried(platform, options.limitMs);
  expect(await history.db.collection('dead_letters').find().toArray()).toEqual([]);
  const seq = Number(await redis.get(keys.eventsSeq));
  await checkEvents(history, options.spans ?? [{ epoch: 0, from: 1, to: seq }]);
  const orders = await history.db.collection('orders').find().toArray();
  const hashes = await hashesOf(
    platform,
    orders.map(({ command_id }) => String(command_id)),
  );
  await checkOrders(platform, orders, hashes, options.lost);
  await checkDeliveries(history, delivered, hashes);
  // What these tests do to the servers is told by alerts of its own, sooner or later.
  const open = await redis.zrange(keys.alertsOpen, '0', '-1');
  const told = open.filter((id) => !/^(store|sync)_/.test(id));
  expect(told).toEqual(options.alerts ?? []);
}
