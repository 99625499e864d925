/** Orders and drivers for benches: plain, many, and all of the same size. */
import type { NewOrder } from '../../src/domain/order.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { PARIS } from '../../src/domain/zone.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { runMany } from '../../src/services/redis/scripts.ts';
import { callOf, outcomeOf, type Transition } from '../../src/services/redis/transitions/act.ts';
import { addition } from '../../src/services/redis/transitions/drivers.ts';
import { creation } from '../../src/services/redis/transitions/orders.ts';

const BY = { by: 'bench' } as const;
/** So many calls go out together. */
const BATCH = 200;

export const driverIds = (count: number) => Array.from({ length: count }, (_, i) => `d${i + 1}`);

/** An order as a platform's are: an address, a note, two items. */
export function anOrder(id: string): NewOrder {
  return {
    id,
    client: 'Amélie Roux',
    clientId: 'u1042',
    phone: '+33 6 12 34 56 78',
    address: '12 rue de la Roquette, 75011 Paris',
    note: 'interphone B, 3e étage',
    origin: 'Chez Marcel',
    destination: 'Bastille',
    restaurantId: 'r17',
    region: 'Paris',
    amountCents: 2_550,
    pickup: { lon: 2.3316, lat: 48.8708 },
    dropoff: { lon: 2.3692, lat: 48.8532 },
    items: [
      { productId: 'p1', quantity: 2 },
      { productId: 'p7', quantity: 1 },
    ],
  };
}

/** Does transitions, a batch at once, `at` a time in ms or now; one that is refused throws. */
export async function doAll(
  platform: Platform,
  transitions: readonly (Transition | Refusal)[],
  at?: number,
): Promise<void> {
  const act = at === undefined ? BY : { ...BY, at };
  const calls = transitions.map((transition) => {
    if ('ok' in transition) throw new Error(`refused: ${transition.refusal}`);
    return callOf(platform, transition, act);
  });
  for (let start = 0; start < calls.length; start += BATCH) {
    for (const reply of await runMany(platform.redis, calls.slice(start, start + BATCH))) {
      const outcome = outcomeOf(reply);
      if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
    }
  }
}

/** Drivers on duty in Paris who can carry any number of orders. */
export function addDrivers(platform: Platform, ids: readonly string[]): Promise<void> {
  const of = (id: string) => ({
    ...{ id, name: `Driver ${id}`, regions: ['Paris'], rating: 4.5, capacity: 1_000_000 },
    position: PARIS.centre,
  });
  return doAll(
    platform,
    ids.map((id) => addition(platform, of(id))),
  );
}

/** Waiting orders, created at a time (ms) or now. */
export function addOrders(platform: Platform, ids: readonly string[], at?: number): Promise<void> {
  return doAll(
    platform,
    ids.map((id) => creation(platform, anOrder(id))),
    at,
  );
}

/** So many ids of orders, in the order in which they come. */
export const orderIds = (count: number) =>
  Array.from({ length: count }, (_, i) => `c${10_000 + i}`);
