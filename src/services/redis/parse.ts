import { capacityOf, type Driver } from '../../domain/driver.ts';
import { isPosition, type Position } from '../../domain/geo.ts';
import { centsFromAmount } from '../../domain/money.ts';
import type { Order, OrderItem } from '../../domain/order.ts';
import { driverStatusFromWire, orderStatusFromWire } from '../../domain/status.ts';

type Hash = Readonly<Record<string, string | undefined>>;

/** A time that we (ms) or another program (ISO 8601, seconds) wrote, in ms; null for anything else. */
export function parseTime(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const number = Number(text);
  // Ten digits are seconds until the year 2286, thirteen are milliseconds.
  if (Number.isFinite(number)) return number < 1e11 ? Math.round(number * 1000) : number;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/** A position from its two coordinates; null where it is none. */
export function parsePosition(lon: string | undefined, lat: string | undefined): Position | null {
  if (!lon || !lat) return null;
  const position = { lon: Number(lon), lat: Number(lat) };
  return isPosition(position.lon, position.lat) ? position : null;
}

function parseCents(hash: Hash): number {
  const cents = Number(hash.amount_cents);
  if (hash.amount_cents && Number.isSafeInteger(cents)) return cents;
  const amount = Number(hash.amount);
  return (
    centsFromAmount(hash.amount ?? '') ?? (Number.isFinite(amount) ? Math.round(amount * 100) : 0)
  );
}

function parseItems(hash: Hash): OrderItem[] {
  const count = Math.min(Number(hash.items_count ?? 0) || 0, 100);
  return Array.from({ length: count }, (_, i) => ({
    productId: hash[`item_${i}_product_id`] ?? '',
    quantity: quantityOf(hash[`item_${i}_quantity`] ?? ''),
  })).filter(({ productId }) => productId !== '');
}

/** One where none is told; a delivery counts an item by the same rule. */
function quantityOf(text: string): number {
  const quantity = Number(text);
  return text.trim() === '' || Number.isNaN(quantity) ? 1 : quantity;
}

/**
 * An order from its hash. Whatever another program left out or wrote otherwise gets a plain value;
 * null only where there is no hash at all.
 */
export function parseOrder(id: string, hash: Hash): Order | null {
  if (Object.keys(hash).length === 0) return null;
  return {
    id,
    status: orderStatusFromWire(hash.status ?? '') ?? 'waiting',
    client: hash.client ?? '',
    clientId: hash.client_id ?? '',
    phone: hash.phone ?? '',
    address: hash.address ?? '',
    note: hash.note ?? '',
    origin: hash.origin ?? '',
    destination: hash.destination ?? '',
    restaurantId: hash.restaurant_id ?? '',
    region: hash.region ?? '',
    amountCents: parseCents(hash),
    attempts: Number(hash.attempts ?? 0) || 0,
    driverId: hash.driver_id || null,
    pickup: parsePosition(hash.pickup_lon, hash.pickup_lat),
    dropoff: parsePosition(hash.dropoff_lon, hash.dropoff_lat),
    createdAt: parseTime(hash.created_at),
    assignedAt: parseTime(hash.assigned_at),
    pickedUpAt: parseTime(hash.picked_up_at),
    deliveredAt: parseTime(hash.delivered_at),
    cancelledAt: parseTime(hash.cancelled_at),
    dueAt: parseTime(hash.due_at),
    readyAt: parseTime(hash.ready_at),
    pinned: hash.pinned_driver ? { driver: hash.pinned_driver, by: hash.pinned_by ?? '' } : null,
    refused: (hash.refused_drivers ?? '').split(',').filter((id) => id !== ''),
    version: Number(hash.version ?? 0) || 0,
    items: parseItems(hash),
  };
}

/** A driver from his hash; null where there is none. */
export function parseDriver(id: string, hash: Hash): Driver | null {
  if (Object.keys(hash).length === 0) return null;
  return {
    id,
    name: hash.name ?? id,
    phone: hash.phone ?? '',
    vehicle: hash.vehicle ?? '',
    region: hash.region ?? '',
    rating: Number(hash.rating ?? 0) || 0,
    status: driverStatusFromWire(hash.status ?? '') ?? 'offDuty',
    capacity: capacityOf(hash.capacity),
  };
}
