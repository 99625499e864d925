import fc from 'fast-check';
import type { ListedOrder } from '../../src/domain/listed-order.ts';
import { ORDER_STATUSES } from '../../src/domain/status.ts';
import { type Book, newBook, written } from '../../src/store/orders/book.ts';
import { initialOrders, type OrdersState } from '../../src/store/orders/state.ts';
import { CANDIDATES, NOW } from './board.ts';

const MINUTE = 60_000;

/** An order of a list; times in minutes before (or, for due, after) the moment of all fixtures. */
export function listed(
  id: string,
  {
    minutes = 5,
    due = 35,
    ...more
  }: Partial<ListedOrder> & { minutes?: number; due?: number } = {},
): ListedOrder {
  return {
    ...{ id, status: 'waiting', client: 'Amélie Roux', clientId: 'u1', phone: '', address: '' },
    ...{ note: '', origin: 'Marais', destination: 'Bastille', restaurantId: '', region: 'Paris' },
    ...{ amountCents: 2500, attempts: 0, driverId: null, driverName: '', version: 1, items: [] },
    ...{ readyAt: null, pinned: null, refused: [] },
    ...{ pickup: { lon: 2.36, lat: 48.86 }, dropoff: { lon: 2.37, lat: 48.85 } },
    ...{ createdAt: NOW - minutes * MINUTE, dueAt: NOW + due * MINUTE },
    ...{ assignedAt: null, pickedUpAt: null, deliveredAt: null, cancelledAt: null },
    ...more,
  };
}

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const time = fc.integer({ min: NOW - 5_000_000, max: NOW + 5_000_000 });

/** Any order at all, of few names, so that equals occur. */
export const anyListed: fc.Arbitrary<ListedOrder> = fc
  .record({
    id: fc.integer({ min: 1, max: 60 }).map((n) => `c${n}`),
    status: fc.constantFrom(...ORDER_STATUSES),
    client: fc.constantFrom('', 'Éva', 'eva', 'Zoé', '山田', 'a\u001b[2J'),
    region: fc.constantFrom('', 'Paris', 'Banlieue', 'La Défense'),
    amountCents: fc.constantFrom(0, 1_000, 2_550, 100_000, Number.NaN),
    driver: maybe(fc.constantFrom('d1', 'd10', 'd2')),
    createdAt: maybe(time),
    assignedAt: maybe(time),
    deliveredAt: maybe(time),
    dueAt: maybe(time),
    version: fc.nat(5),
  })
  .map(({ driver, ...more }) =>
    listed(more.id, {
      ...more,
      driverId: driver,
      driverName: driver === null ? '' : { d1: 'Alice', d10: '', d2: 'Bob Éva' }[driver],
    }),
  );

/** Any orders, no id twice. */
export const anyOrders = fc.uniqueArray(anyListed, { selector: ({ id }) => id, maxLength: 40 });

/** A book that holds some orders. */
export function bookOf(orders: readonly ListedOrder[]): Book {
  return written(
    newBook(),
    orders.map((order) => ({ id: order.id, order })),
  );
}

/** The orders of one evening, as a dispatcher meets them. */
export const EVENING: readonly ListedOrder[] = [
  listed('c1042', {
    ...{ minutes: 9, due: 6, version: 3, attempts: 1, phone: '06 12 34 56 78' },
    ...{
      address: '12 rue de la Roquette, 2e étage, code 45B7',
      note: 'Ring twice, the dog is kind.',
    },
    items: [
      { productId: 'p1', quantity: 2 },
      { productId: 'p9', quantity: 1 },
    ],
  }),
  listed('c1047', { minutes: 6, due: 17, client: 'Société Durand', amountCents: 4_120 }),
  listed('c1049', { minutes: 34, due: -7, client: '山田太郎', region: 'La Défense' }),
  listed('c1046', {
    ...{ status: 'assigned', client: 'B. Moreau', minutes: 18, due: 22, driverId: 'd1' },
    ...{ driverName: 'Alice', assignedAt: NOW - 16 * MINUTE, amountCents: 1_800 },
  }),
  listed('c1050', {
    ...{ status: 'pickedUp', client: 'Yasmine A.', region: 'Banlieue', minutes: 30, due: 15 },
    ...{ driverId: 'd2', driverName: 'Bob', amountCents: 133_310 },
  }),
  listed('c1038', {
    ...{ status: 'delivered', client: 'Louis Martin', minutes: 50, driverId: 'd3' },
    ...{ driverName: 'Charlie', deliveredAt: NOW - 5 * MINUTE, amountCents: 2_240 },
  }),
  listed('c1041', {
    ...{ status: 'cancelled', client: 'T. Nguyen', region: 'Banlieue', minutes: 45 },
    ...{ cancelledAt: NOW - 7 * MINUTE, amountCents: 1_200 },
  }),
  listed('c1051', { minutes: 3, client: 'Anne-Charlotte '.repeat(14) }),
  listed('c1052', { minutes: 2, client: 'evil\u001b[2J\u0007\u202ename\n' }),
];

/** The Orders screen of that evening, all of it read. */
export function ordersState(more: Partial<OrdersState> = {}): OrdersState {
  const counts = { waiting: 5, assigned: 1, pickedUp: 1, delivered: 154, cancelled: 2 };
  return {
    ...initialOrders,
    ...{ book: bookOf(EVENING), complete: true, counts, selected: 'c1042' },
    detail: {
      orderId: 'c1042',
      candidates: CANDIDATES,
      carrier: null,
      story: {
        ...{ version: 3, whole: true, reason: 'nobody at home', names: { p1: 'Bo bun' } },
        timeline: [
          entry('order_created', 9, ''),
          entry('order_assigned', 8, 'd9 Inès', 'desk2', 'best_rated'),
          entry('order_failed', 3, 'd9 Inès', 'desk1', 'nobody at home'),
        ],
      },
    },
    ...more,
  };
}

function entry(
  type: 'order_created' | 'order_assigned' | 'order_failed',
  minutes: number,
  driver: string,
  by = '',
  via = '',
) {
  const place = { epoch: 0, seq: 100 - minutes };
  return { type, at: NOW - minutes * MINUTE, by, via, driver, place };
}
