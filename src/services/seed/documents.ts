import type { Document } from 'mongodb';
import type { NewDriver } from '../../domain/driver.ts';
import type { Order } from '../../domain/order.ts';
import { driverStatusToWire } from '../../domain/status.ts';
import { deliveryDocument, driverDocument, orderDocument } from '../sync/documents.ts';
import type { SeedOrder } from './seed-order.ts';

/** A delivered order of the seed as the live path would have written it, before any event of this Redis. */
export function historyOf({ order, driver, rating, strategy, attempts, ...times }: SeedOrder): {
  order: Document;
  delivery: Document;
} {
  const whole: Order = {
    status: 'delivered',
    clientId: '',
    phone: '',
    address: '',
    note: '',
    origin: '',
    restaurantId: '',
    items: [],
    ...order,
    attempts,
    driverId: driver?.id ?? null,
    createdAt: times.createdAt,
    assignedAt: times.assignedAt,
    pickedUpAt: times.pickedUpAt,
    deliveredAt: times.finishedAt,
    cancelledAt: null,
    dueAt: times.createdAt + 40 * 60_000,
    ...{ readyAt: null, pinned: null, refused: [] },
    version: 4,
  };
  const record = {
    driver_name: driver?.name ?? '',
    driver_rating: driver ? String(driver.rating) : '',
    strategy,
  };
  // The epoch before all: whatever an event says later is newer.
  const before = { epoch: -1, version: 4 };
  return {
    order: { ...orderDocument(whole, record), ...before },
    delivery: {
      ...deliveryDocument(whole, record),
      ...(rating === null ? {} : { rating }),
      ...before,
    },
  };
}

/** A driver as the live path would have written him, before any event of this Redis. */
export function driverOf(driver: NewDriver): Document[] {
  const { id, name, phone, vehicle, regions, rating, ratingCount, capacity, position } = driver;
  const record = {
    ...{ name, rating: String(rating), regions: regions.join(',') },
    ...(phone === undefined ? {} : { phone }),
    ...(vehicle === undefined ? {} : { vehicle }),
    ...(capacity === undefined ? {} : { capacity: String(capacity) }),
    ...(ratingCount === undefined ? {} : { rating_count: String(ratingCount) }),
    status: driverStatusToWire(position ? 'free' : 'offDuty'),
  };
  const document = driverDocument(id, record);
  return document ? [{ ...document, epoch: -1 }] : [];
}
