import type { Document } from 'mongodb';
import type { Position } from '../../domain/geo.ts';
import { DEFAULT_PROMISE_MS } from '../../domain/order.ts';
import type { History } from '../mongo/connect.ts';
import { parseOrder, parsePosition } from '../redis/parse.ts';
import type { PastDay, PastOrder } from './past.ts';

/** More orders of one day than this are not replayed. */
export const MOST_ORDERS_A_DAY = 50_000;
/** What was placed in the evening is delivered after midnight. */
export const AFTER_MS = 6 * 3_600_000;

const ORDER_EVENTS = [
  ...['order_created', 'order_corrected', 'order_assigned', 'order_reassigned'],
  ...['order_unassigned', 'order_picked_up', 'order_delivered', 'order_failed', 'order_cancelled'],
  ...['order_adopted'],
];

/** The fields of an order's record that a replay needs. */
const RECORD = Object.fromEntries(
  [
    ...['created_at', 'assigned_at', 'picked_up_at', 'delivered_at', 'ready_at', 'due_at'],
    ...['pickup_lon', 'pickup_lat', 'dropoff_lon', 'dropoff_lat', 'region', 'restaurant_id'],
    ...['status', 'driver_id'],
  ].map((name) => [`record.${name}`, 1]),
);

/** An order while its events are read, in any order: the newest record of it, and its first assignment. */
interface Reading {
  readonly id: string;
  newest: readonly [epoch: number, seq: number];
  cancelled: boolean;
  pickup: Position | null;
  door: Position | null;
  told: Omit<PastOrder, 'id' | 'pickup' | 'door'>;
}

/** The orders of a day, oldest first, and those that are left out. */
type OrdersRead = Pick<PastDay, 'orders' | 'cancelled' | 'placeless' | 'tooMany' | 'fromEvents'>;

/** Audit entries are of one zone, or of none. */
export const ofZone = (zone: string | null) => ({ zone: zone ?? { $exists: false } });

/** A date in ms; null for anything else. */
export const msOf = (value: unknown) => (value instanceof Date ? value.getTime() : null);

/**
 * The orders that were placed in a time: by their events, in whatever order those come, and where there
 * are none as they ended. Holds one short record an order.
 */
export async function readOrders(
  { db }: History,
  zone: string | null,
  { from, to }: { readonly from: number; readonly to: number },
  progress: (events: number) => void,
): Promise<OrdersRead> {
  const found = new Map<string, Reading>();
  let [tooMany, events] = [false, 0];
  const entries = db.collection('events').find(
    {
      ...{ ...ofZone(zone), type: { $in: ORDER_EVENTS } },
      at: { $gte: new Date(from), $lt: new Date(to + AFTER_MS) },
    },
    { projection: { type: 1, at: 1, order: 1, epoch: 1, seq: 1, ...RECORD }, batchSize: 500 },
  );
  for await (const entry of entries) {
    events += 1;
    if (events % 1_000 === 0) progress(events);
    if (!take(found, entry, from, to)) tooMany = true;
  }
  const fromEvents = found.size > 0;
  // What was placed before anything was recorded: as it ended.
  const ended = db.collection('orders').find(
    { created_at: { $gte: new Date(from), $lt: new Date(to) } },
    {
      projection: {
        ...{ command_id: 1, restaurant_id: 1, region: 1, pickup: 1, dropoff: 1, driver_id: 1 },
        ...{ created_at: 1, assigned_at: 1, picked_up_at: 1, delivered_at: 1, cancelled_at: 1 },
        ...{ ready_at: 1, due_at: 1 },
      },
      batchSize: 500,
    },
  );
  const known = new Set([...found.values()].map(({ id }) => id));
  for await (const document of ended) {
    const reading = endedAs(document);
    if (!reading || known.has(reading.id)) continue;
    if (found.size >= MOST_ORDERS_A_DAY) tooMany = true;
    else found.set(`${reading.id} `, reading);
  }
  const all = [...found.values()];
  const served = all.filter(({ cancelled }) => !cancelled);
  const orders = served
    .flatMap(({ id, pickup, door, told }) =>
      pickup && door ? [{ id, pickup, door, ...told }] : [],
    )
    .sort((a, b) => a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1));
  return {
    ...{ orders, tooMany, fromEvents, cancelled: all.length - served.length },
    placeless: served.length - orders.length,
  };
}

/** Adds what one event tells; false where there is no room for another order. */
function take(
  found: Map<string, Reading>,
  { type, at, order: id, epoch, seq, record }: Document,
  from: number,
  to: number,
): boolean {
  const order = parseOrder(String(id), record ?? {});
  const when = msOf(at);
  if (!order || when === null) return true;
  const placedAt = order.createdAt ?? (type === 'order_created' ? when : null);
  if (placedAt === null || placedAt < from || placedAt >= to) return true;
  // An id may be used anew once its order is gone.
  const key = `${order.id} ${placedAt}`;
  const before = found.get(key);
  if (!before && found.size >= MOST_ORDERS_A_DAY) return false;
  const place: readonly [number, number] = [Number(epoch), Number(seq)];
  const given = order.driverId !== null && (type === 'order_assigned' || type === 'order_adopted');
  const assignedAt = earliest(before?.told.assignedAt ?? null, given ? when : null);
  if (before && compare(place, before.newest) < 0) {
    before.told = { ...before.told, assignedAt };
    return true;
  }
  found.set(key, {
    ...{ id: order.id, newest: place, cancelled: order.status === 'cancelled' },
    ...{ pickup: order.pickup, door: order.dropoff },
    told: {
      ...{ restaurantId: order.restaurantId, region: order.region, placedAt, assignedAt },
      ...{ readyAt: order.readyAt, dueAt: order.dueAt ?? placedAt + DEFAULT_PROMISE_MS },
      driver: order.driverId,
      // One that could not be delivered waits again: what was before is not how it ended.
      pickedUpAt:
        order.status === 'pickedUp' || order.status === 'delivered' ? order.pickedUpAt : null,
      deliveredAt: order.status === 'delivered' ? order.deliveredAt : null,
    },
  });
  return true;
}

const compare = (a: readonly [number, number], b: readonly [number, number]) =>
  a[0] - b[0] || a[1] - b[1];

const earliest = (a: number | null, b: number | null) =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** A position as documents have it; null for anything else. */
export const pairOf = (pair: unknown) =>
  Array.isArray(pair) ? parsePosition(String(pair[0]), String(pair[1])) : null;

/** An order of which no event tells, from its own document. */
function endedAs(document: Document): Reading | null {
  const placedAt = msOf(document.created_at);
  if (placedAt === null) return null;
  const driver = typeof document.driver_id === 'string' ? document.driver_id : null;
  return {
    ...{ id: String(document.command_id), newest: [-1, 0] as const },
    cancelled: msOf(document.cancelled_at) !== null,
    ...{ pickup: pairOf(document.pickup), door: pairOf(document.dropoff) },
    told: {
      restaurantId: String(document.restaurant_id ?? ''),
      region: String(document.region ?? ''),
      ...{ placedAt, readyAt: msOf(document.ready_at), driver },
      dueAt: msOf(document.due_at) ?? placedAt + DEFAULT_PROMISE_MS,
      assignedAt: msOf(document.assigned_at),
      ...{ pickedUpAt: msOf(document.picked_up_at), deliveredAt: msOf(document.delivered_at) },
    },
  };
}
