import type { Document } from 'mongodb';
import type { VigieEvent } from '../../domain/event.ts';
import type { Order } from '../../domain/order.ts';
import { orderStatusToWire } from '../../domain/status.ts';
import { parseDriver, parseOrder, parseTime } from '../redis/parse.ts';
import { parseAlert } from '../redis/parse-alert.ts';
import { alertDocument, alertKey } from './alert-document.ts';
import { date } from './dates.ts';

/** One document to be written: found by its key alone, replaced only by what is newer. */
export interface Upsert {
  readonly collection: 'events' | 'orders' | 'deliveries' | 'drivers' | 'alerts';
  readonly key: Readonly<Record<string, string>>;
  readonly document: Document;
  /** What is newer: the epoch first, then the event's number; an order's own version begins anew with a re-used id. */
  readonly epoch: number;
  readonly seq: number;
  /** What the event does not tell stays: what others noted on a delivery. Else the document is replaced. */
  readonly merge?: true;
}

/** The two forms of an amount; neither when it is none, so that no sum is spoilt by it. */
function amounts({ amountCents }: Order): { amount?: number; amount_cents?: number } {
  if (!Number.isSafeInteger(amountCents)) return {};
  return { amount: amountCents / 100, amount_cents: amountCents };
}

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);

/** The customer's rating; absent until he gives one. */
function stars({ rating }: Readonly<Record<string, string>>): number | undefined {
  const value = Number(rating);
  return rating && value >= 1 && value <= 5 ? value : undefined;
}

function itemsOf({ items }: Order): Document[] {
  return items.map(({ productId, quantity }) => ({
    product_id: productId,
    quantity: finite(quantity) ?? 1,
  }));
}

/** Minutes from pick-up to door, two decimals; absent when a time is missing. */
function durationMinutes({ pickedUpAt, deliveredAt }: Order): number | undefined {
  const [from, to] = [date(pickedUpAt), date(deliveredAt)];
  if (!from || !to) return undefined;
  return Math.round((to.getTime() - from.getTime()) / 600) / 100;
}

/** The MongoDB form of an order's whole record. */
export function orderDocument(order: Order, record: Readonly<Record<string, string>>): Document {
  return {
    command_id: order.id,
    status: orderStatusToWire(order.status),
    client: order.client,
    client_id: order.clientId || undefined,
    phone: order.phone || undefined,
    address: order.address || undefined,
    note: order.note || undefined,
    origin: order.origin || undefined,
    destination: order.destination,
    restaurant_id: order.restaurantId || undefined,
    region: order.region,
    ...amounts(order),
    attempts: finite(order.attempts),
    driver_id: order.driverId ?? undefined,
    driver_name: record.driver_name,
    driver_rating: record.driver_rating ? finite(Number(record.driver_rating)) : undefined,
    strategy: record.strategy || undefined,
    fail_reason: record.fail_reason || undefined,
    failed_at: date(parseTime(record.failed_at)),
    rating: stars(record),
    review: record.review || undefined,
    rated_at: date(parseTime(record.rated_at)),
    updated_by: record.updated_by,
    updated_at: date(parseTime(record.updated_at)),
    deleted_at: date(parseTime(record.deleted_at)),
    created_at: date(order.createdAt),
    assigned_at: date(order.assignedAt),
    picked_up_at: date(order.pickedUpAt),
    delivered_at: date(order.deliveredAt),
    cancelled_at: date(order.cancelledAt),
    cancel_reason: record.cancel_reason,
    due_at: date(order.dueAt),
    ready_at: date(order.readyAt),
    pinned_driver: order.pinned?.driver,
    pinned_by: order.pinned?.by || undefined,
    refused_drivers: order.refused.length > 0 ? order.refused.join(',') : undefined,
    pickup: order.pickup ? [order.pickup.lon, order.pickup.lat] : undefined,
    dropoff: order.dropoff ? [order.dropoff.lon, order.dropoff.lat] : undefined,
    items: itemsOf(order),
  };
}

/** The MongoDB form of a delivered order, as reports read it. */
export function deliveryDocument(order: Order, record: Readonly<Record<string, string>>): Document {
  return {
    command_id: order.id,
    client: order.client,
    client_id: order.clientId || undefined,
    driver_id: order.driverId ?? undefined,
    driver_name: record.driver_name,
    strategy: record.strategy || undefined,
    created_at: date(order.createdAt),
    assigned_at: date(order.assignedAt),
    due_at: date(order.dueAt),
    pickup_time: date(order.pickedUpAt),
    delivery_time: date(order.deliveredAt),
    duration_minutes: durationMinutes(order),
    ...amounts(order),
    region: order.region,
    attempts: finite(order.attempts),
    driver_rating: record.driver_rating ? finite(Number(record.driver_rating)) : undefined,
    rating: stars(record),
    review: record.review || undefined,
    status: orderStatusToWire(order.status),
    destination: order.destination,
    items: itemsOf(order),
  };
}

const count = (text: string | undefined) =>
  text !== undefined && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;

/** The MongoDB form of a driver: his hash, his figures, his regions. */
export function driverDocument(
  id: string,
  record: Readonly<Record<string, string>>,
): Document | null {
  const driver = parseDriver(id, record);
  if (!driver) return null;
  const { id: driver_id, ...rest } = driver;
  return {
    driver_id,
    ...rest,
    ...{ rating: finite(driver.rating), capacity: finite(driver.capacity) },
    status: record.status,
    regions: record.regions?.split(',').filter((region) => region !== ''),
    deliveries_completed: count(record.deliveries_completed),
    revenue_cents: count(record.revenue_cents),
    rating_sum: count(record.rating_sum),
    rating_count: count(record.rating_count),
    // Null, not absent: who is added again is no longer removed.
    removed_at: date(parseTime(record.removed_at)) ?? null,
  };
}

function driverUpsert(
  { driver, epoch, seq }: VigieEvent,
  record: Record<string, string>,
): Upsert[] {
  const document = driver === null ? null : driverDocument(driver, record);
  if (driver === null || document === null) return [];
  return [{ collection: 'drivers', key: { driver_id: driver }, document, epoch, seq }];
}

function alertUpsert({ record, epoch, seq }: VigieEvent, zone: string | null): Upsert[] {
  const alert = parseAlert(`${record.kind}:${record.subject}`, record);
  if (!alert) return [];
  const key = { alert_id: alertKey(alert, zone) };
  return [{ collection: 'alerts', key, document: alertDocument(alert), epoch, seq }];
}

/** All documents that one event means. `zone` is part of the audit's ids. Pure. */
export function documentsOf(event: VigieEvent, zone: string | null): Upsert[] {
  const { epoch, seq, version, record } = event;
  const upserts: Upsert[] = [
    {
      collection: 'events',
      key: { _id: `${zone ?? '-'}/${epoch}/${seq}` },
      document: {
        zone: zone ?? undefined,
        type: event.type,
        at: date(event.at),
        by: event.by,
        via: event.via || undefined,
        order: event.order ?? undefined,
        driver: event.driver ?? undefined,
        order_version: version,
        stream_id: event.streamId,
        record,
        why: event.why,
      },
      epoch,
      seq,
    },
  ];
  if (event.order !== null) {
    const order = parseOrder(event.order, record);
    if (order) {
      const key = { command_id: order.id };
      upserts.push({
        collection: 'orders',
        key,
        document: { ...orderDocument(order, record), version },
        epoch,
        seq,
      });
      // What was delivered stays in the history, also when its order is deleted.
      if (order.status === 'delivered') {
        const document = { ...deliveryDocument(order, record), version };
        // A delivery begins its document; a rating or a correction adds to it.
        const merge = event.type === 'order_delivered' ? {} : ({ merge: true } as const);
        upserts.push({ collection: 'deliveries', key, document, epoch, seq, ...merge });
      }
    }
  } else if (event.type.startsWith('alert_')) {
    upserts.push(...alertUpsert(event, zone));
  } else if (event.driver !== null) {
    upserts.push(...driverUpsert(event, record));
  }
  if (event.driverRecord !== null) upserts.push(...driverUpsert(event, event.driverRecord));
  return upserts;
}
