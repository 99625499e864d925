import type { NewDriver } from '../../domain/driver.ts';
import { distanceM } from '../../domain/geo.ts';
import type { NewOrder } from '../../domain/order.ts';
import type { OrderStatus } from '../../domain/status.ts';
import { rank } from '../../domain/strategy.ts';
import { makePast } from './past.ts';
import { between, makeDriver, makeOrder, oneOf, startSeries } from './people.ts';
import type { SeedOrder } from './seed-order.ts';

export interface SeedSize {
  readonly drivers: number;
  readonly orders: number;
  readonly deliveries: number;
  readonly seed: number;
}

/** The platform's own figures. */
export const DEFAULT_SIZE: SeedSize = { drivers: 24, orders: 34, deliveries: 154, seed: 1 };

export interface SeedData {
  readonly drivers: readonly NewDriver[];
  readonly orders: readonly SeedOrder[];
  /** Delivered before; the delivered ones of `orders` come on top and make the number whole. */
  readonly past: readonly SeedOrder[];
}

/** Of 34 orders: 12 waiting, 7 assigned, 5 picked up, 8 delivered, 2 cancelled. */
const SHARES: readonly [OrderStatus, number][] = [
  ['waiting', 12],
  ['assigned', 7],
  ['pickedUp', 5],
  ['delivered', 8],
  ['cancelled', 2],
];
const SHARES_SUM = 34;
const MINUTE = 60_000;

/**
 * All data of a seed, ending at `at` (ms). Pure: the same size, seed and time give the same data;
 * another time moves the times only.
 */
export function generate(size: SeedSize, at: number): SeedData {
  startSeries(size.seed);
  const drivers = Array.from({ length: size.drivers }, (_, i) => makeDriver(i + 1));
  const load = new Map<string, number>();
  const orders = Array.from({ length: size.orders }, (_, i) => {
    const status = statusOf(i, size.orders);
    return makeSeedOrder(makeOrder(`c${1001 + i}`), status, at, drivers, load);
  });
  const delivered = orders.filter(({ status }) => status === 'delivered').length;
  const count = Math.max(0, size.deliveries - delivered);
  const past = Array.from({ length: count }, (_, i) => makePast(`h${i + 1}`, at, drivers));
  return { drivers, orders, past };
}

function statusOf(index: number, orders: number): OrderStatus {
  let upTo = 0;
  for (const [status, share] of SHARES) {
    upTo += share;
    if (index < Math.round((upTo * orders) / SHARES_SUM)) return status;
  }
  return 'waiting';
}

function makeSeedOrder(
  order: NewOrder,
  wanted: OrderStatus,
  at: number,
  drivers: readonly NewDriver[],
  load: Map<string, number>,
): SeedOrder {
  const carried = wanted === 'assigned' || wanted === 'pickedUp';
  const driver =
    carried || wanted === 'delivered' ? chooseDriver(order, drivers, carried ? load : null) : null;
  // Where no driver can carry one more, the order still waits.
  const status = driver || wanted === 'waiting' || wanted === 'cancelled' ? wanted : 'waiting';
  if (carried && driver) load.set(driver.id, (load.get(driver.id) ?? 0) + 1);

  const age = {
    waiting: [0.5, 12],
    assigned: [6, 16],
    pickedUp: [14, 28],
    delivered: [45, 200],
    cancelled: [20, 120],
  };
  const [youngest = 0, oldest = 0] = age[status];
  const createdAt = Math.round(at - between(youngest, oldest) * MINUTE);
  const assignedAt = Math.round(createdAt + between(1, 5) * MINUTE);
  const pickedUpAt = Math.round(assignedAt + between(4, 8) * MINUTE);
  const finishedAt =
    status === 'delivered'
      ? Math.round(pickedUpAt + between(8, 26) * MINUTE)
      : createdAt + 3 * MINUTE;
  return {
    ...{ order, status, driver, createdAt, assignedAt, pickedUpAt, finishedAt },
    ...{ rating: null, strategy: 'balanced', attempts: 0 },
  };
}

/** The best by `balanced` among those who may take it; null when nobody may. */
function chooseDriver(
  order: NewOrder,
  drivers: readonly NewDriver[],
  load: ReadonlyMap<string, number> | null,
): NewDriver | null {
  const able = drivers.filter(
    ({ id, position, regions, capacity }) =>
      position && regions.includes(order.region) && (load?.get(id) ?? 0) < (capacity ?? 4) - 1,
  );
  if (able.length === 0) return null;
  if (!load) return oneOf(able);
  const candidates = able.map((driver) => ({
    driverId: driver.id,
    name: driver.name,
    distanceM: distanceM(driver.position ?? order.pickup, order.pickup),
    rating: driver.rating,
    load: load.get(driver.id) ?? 0,
    capacity: driver.capacity ?? 4,
  }));
  const best = rank('balanced', candidates)[0]?.driverId;
  return able.find(({ id }) => id === best) ?? null;
}
