import type { Document } from 'mongodb';
import { amountFromCents } from '../../domain/money.ts';
import { orderStatusFromWire } from '../../domain/status.ts';
import type { DriverToRestore, OrderToRestore } from '../redis/transitions/repairs.ts';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const ms = (value: unknown) => (value instanceof Date ? String(value.getTime()) : undefined);
const number = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;

/** Fields that have a value. */
function present(fields: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

function positionFields(name: string, value: unknown): Record<string, string | undefined> {
  const [lon, lat] = Array.isArray(value) ? value : [];
  return { [`${name}_lon`]: number(lon), [`${name}_lat`]: number(lat) };
}

function itemFields(value: unknown): Record<string, string | undefined> {
  const items: Document[] = Array.isArray(value) ? value : [];
  return Object.fromEntries([
    ['items_count', String(items.length)],
    ...items.flatMap(({ product_id, quantity }, i) => [
      [`item_${i}_product_id`, String(product_id)],
      [`item_${i}_quantity`, String(quantity)],
    ]),
  ]);
}

const TEXTS = [
  ...['client', 'client_id', 'phone', 'address', 'note', 'origin', 'destination', 'restaurant_id'],
  ...['region', 'driver_id', 'driver_name', 'strategy', 'fail_reason', 'review', 'updated_by'],
  ...['cancel_reason', 'pinned_driver', 'pinned_by', 'refused_drivers'],
];
const TIMES = [
  ...['created_at', 'assigned_at', 'picked_up_at', 'delivered_at', 'cancelled_at', 'failed_at'],
  ...['rated_at', 'updated_at', 'due_at', 'ready_at'],
];

/** An order of the collection `orders` as it goes back into Redis; null when it has no known status. */
export function orderToRestore(document: Document): OrderToRestore | null {
  const status = orderStatusFromWire(String(document.status ?? ''));
  if (!status) return null;
  const cents = document.amount_cents;
  return {
    id: String(document.command_id),
    status,
    version: Number(document.version ?? 0),
    fields: present({
      ...Object.fromEntries(TEXTS.map((name) => [name, text(document[name])])),
      ...Object.fromEntries(TIMES.map((name) => [name, ms(document[name])])),
      attempts: number(document.attempts) ?? '0',
      rating: number(document.rating),
      driver_rating: number(document.driver_rating),
      amount: Number.isSafeInteger(cents) ? amountFromCents(cents) : undefined,
      amount_cents: number(cents),
      ...positionFields('pickup', document.pickup),
      ...positionFields('dropoff', document.dropoff),
      ...itemFields(document.items),
    }),
  };
}

/** A driver of the collection `drivers` as he goes back into Redis: free, or off duty as he was. */
export function driverToRestore(document: Document): DriverToRestore {
  const { driver_id, rating, status, regions, revenue_cents: cents } = document;
  return {
    id: String(driver_id),
    rating: Number.isFinite(rating) ? rating : 0,
    status: status === 'hors_ligne' ? 'offDuty' : 'free',
    regions: Array.isArray(regions) ? regions.map(String) : [],
    stats: present({
      deliveries_completed: number(document.deliveries_completed),
      revenue_cents: number(cents),
      revenue: Number.isSafeInteger(cents) ? amountFromCents(cents) : undefined,
      rating_sum: number(document.rating_sum),
      rating_count: number(document.rating_count),
    }),
    fields: present({
      name: text(document.name) ?? String(driver_id),
      phone: text(document.phone),
      vehicle: text(document.vehicle),
      region: text(document.region),
      capacity: number(document.capacity),
    }),
  };
}
