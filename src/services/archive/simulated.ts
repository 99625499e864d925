import type { Document } from 'mongodb';
import type { NewDriver } from '../../domain/driver.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderStatus } from '../../domain/status.ts';
import { driverOf } from '../seed/documents.ts';
import { between, makeDriver, makeOrder, oneOf, startSeries } from '../seed/people.ts';
import { priceOf } from '../seed/town.ts';
import { orderDocument } from '../sync/documents.ts';

export interface Simulation {
  readonly count: number;
  /** The same number makes the same orders. */
  readonly seed: number;
  /** The probability of an order to be delivered, 0 to 1. */
  readonly delivered: number;
  /** The moment at which the orders end, ms. */
  readonly at: number;
}

const DRIVERS = 24;
const MINUTE = 60_000;
const DAYS = 30;
/** What bringing it costs, cents. */
const DELIVERY_FEE = 290;
const REASONS = ['client absent', 'restaurant fermé', 'adresse introuvable'] as const;

/** How many statuses an order has gone through, in the order of its life. */
const STEPS: Readonly<Record<OrderStatus, number>> = {
  ...{ waiting: 0, cancelled: 0, assigned: 1, pickedUp: 2, delivered: 3 },
};

/** The drivers of a simulation, and its orders one after the other. Begins the series anew. */
export function simulated(wanted: Simulation): {
  drivers: readonly Document[];
  orders: Generator<Document>;
} {
  startSeries(wanted.seed);
  const drivers = Array.from({ length: DRIVERS }, (_, index) => makeDriver(index + 1));
  return { drivers: drivers.flatMap(driverOf), orders: ordersOf(wanted, drivers) };
}

function* ordersOf({ count, seed, delivered, at }: Simulation, drivers: readonly NewDriver[]) {
  for (let number = 1; number <= count; number += 1)
    yield simulatedOrder(`s${seed}-${number}`, delivered, at, drivers);
}

/** One order; all that chance decides is drawn whatever comes of it, so that the next ones do not depend on it. */
function simulatedOrder(
  id: string,
  delivered: number,
  at: number,
  drivers: readonly NewDriver[],
): Document {
  const made = makeOrder(id);
  const done = between(0, 1) < delivered;
  const other = oneOf(['waiting', 'assigned', 'pickedUp', 'cancelled'] as const);
  const status: OrderStatus = done ? 'delivered' : other;
  const driver = oneOf(drivers);
  const day = Math.floor(between(0, DAYS)) * 24 * 60;
  const minutes = oneOf([11, 12, 12, 13, 14, 18, 19, 19, 20, 20, 21]) * 60 + between(0, 60);
  const [assigned, ready, ride] = [between(1, 6), between(4, 9), between(8, 34)];
  const reason = oneOf(REASONS);
  const [stars, rated, gone] = [oneOf([3, 4, 4, 5, 5, 5]), between(0, 1), between(0, 1)];
  const createdAt = Math.round(at - 24 * 60 * MINUTE - day * MINUTE + minutes * MINUTE);
  const times = [assigned, assigned + ready, assigned + ready + ride].map((after) =>
    Math.round(createdAt + after * MINUTE),
  );
  const reached = (step: number) => (STEPS[status] >= step ? (times[step - 1] ?? null) : null);
  // One in fifty holds something that has left the menu since.
  const items = (made.items ?? []).map((item, index) =>
    index === 0 && gone < 0.02 ? { ...item, productId: 'p31' } : item,
  );
  const order: Order = {
    ...{ clientId: '', phone: '', address: '', note: '', origin: '', restaurantId: '', ...made },
    ...{ id, status, items, attempts: 0, version: 1 + STEPS[status] },
    amountCents: items.reduce(
      (sum, { productId, quantity }) => sum + priceOf(productId) * quantity,
      DELIVERY_FEE,
    ),
    driverId: STEPS[status] > 0 ? driver.id : null,
    ...{ createdAt, assignedAt: reached(1), pickedUpAt: reached(2), deliveredAt: reached(3) },
    cancelledAt: status === 'cancelled' ? createdAt + 3 * MINUTE : null,
    dueAt: createdAt + 40 * MINUTE,
    ...{ readyAt: null, pinned: null, refused: [] },
  };
  const record = {
    ...(order.driverId ? { driver_name: driver.name, driver_rating: String(driver.rating) } : {}),
    ...(order.driverId ? { strategy: 'balanced' } : {}),
    ...(status === 'cancelled' ? { cancel_reason: reason } : {}),
    ...(done && rated < 0.7 ? { rating: String(stars) } : {}),
  };
  // As the seed's past: before any event of a Redis.
  return { ...orderDocument(order, record), version: order.version, epoch: -1 };
}
