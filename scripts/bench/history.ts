/** A history for benches: plain documents as the worker writes them, the same for the same seed, made fast. */
import type { Document } from 'mongodb';
import type { History } from '../../src/services/mongo/connect.ts';
import { ensureIndexes } from '../../src/services/mongo/indexes.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** So many documents go out together, so many times at once. */
const BATCH = 5_000;
const AT_ONCE = 3;

export const HISTORY_DRIVERS = 200;
const CLIENTS = 5_000;
const PRODUCTS = 300;
const REGIONS = ['Paris', 'Banlieue', 'La Défense', 'Montreuil'] as const;
const STRATEGIES = ['closest', 'best_rated', 'balanced', 'optimal'] as const;
const REASONS = ['client absent', 'closed', 'duplicate', 'client changed mind', ''] as const;
const ALERTS = ['order_late', 'order_at_risk', 'out_of_zone', 'position_silent'] as const;

/** How much history, and how dense: the newest delivery is at `end` (ms), those before it at a constant pace. */
export interface HistorySize {
  readonly deliveries: number;
  readonly perDay: number;
  readonly end: number;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function series(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fills an empty database and then makes the indexes of the real one. */
export async function fillHistory(history: History, size: HistorySize): Promise<void> {
  const { deliveries, perDay, end } = size;
  const random = series(deliveries);
  const below = (n: number) => Math.floor(random() * n);
  const oneOf = <T>(list: readonly T[]) => list[below(list.length)];
  const timeOf = (i: number, of: number) => end - ((of - i) / of) * (deliveries / perDay) * DAY;

  const order = (i: number, at: number): Document => {
    const driver = `d${below(HISTORY_DRIVERS)}`;
    const client = below(CLIENTS);
    const created = at - (15 + below(45)) * MINUTE - below(MINUTE);
    const cents = 800 + below(6_000);
    return {
      ...{ command_id: `c${i}`, client: `Client ${client}`, client_id: `u${client}` },
      ...{ driver_id: driver, driver_name: `Driver ${driver}`, strategy: oneOf(STRATEGIES) },
      ...{ created_at: new Date(created), assigned_at: new Date(created + below(5 * MINUTE)) },
      ...{ due_at: new Date(created + 40 * MINUTE), amount: cents / 100, amount_cents: cents },
      ...{ region: oneOf(REGIONS), destination: 'Bastille' },
      items: Array.from({ length: 1 + below(3) }, () => ({
        ...{ product_id: `p${below(PRODUCTS)}`, quantity: 1 + below(3) },
      })),
      ...{ epoch: 0, version: 4 },
    };
  };
  const delivery = (i: number): Document => {
    const at = timeOf(i, deliveries);
    const pickup = at - (8 + below(20)) * MINUTE - below(MINUTE);
    return {
      ...{ ...order(i, at), pickup_time: new Date(pickup), delivery_time: new Date(at) },
      duration_minutes: Math.round((at - pickup) / 600) / 100,
      ...(below(2) === 0 ? { rating: 1 + below(5) } : {}),
      ...{ driver_rating: 4.5, status: 'livrée' },
    };
  };
  const cancelled = (i: number, of: number): Document => ({
    ...{ ...order(deliveries + i, timeOf(i, of)), status: 'annulée' },
    ...{ cancelled_at: new Date(timeOf(i, of)), cancel_reason: oneOf(REASONS) },
  });
  const alert = (i: number, of: number): Document => {
    const at = timeOf(i, of);
    const [response, duration] = [below(900_000) / 1_000, below(3_600_000) / 1_000];
    return {
      ...{ alert_id: `-/x/${i}`, kind: oneOf(ALERTS), subject: `c${i}`, state: 'resolved' },
      ...{ driver_id: `d${below(HISTORY_DRIVERS)}`, opened_at: new Date(at) },
      ...{ response_seconds: response, duration_seconds: duration },
      resolved_at: new Date(at + duration * 1_000),
    };
  };
  // Every driver comes on duty once a day and goes off ten hours later.
  const duty = (i: number): Document => {
    const [driver, shift] = [`d${i % HISTORY_DRIVERS}`, Math.floor(i / HISTORY_DRIVERS)];
    const at = end - Math.floor(shift / 2) * DAY - (shift % 2 === 0 ? 4 : 14) * 60 * MINUTE;
    const type = shift % 2 === 0 ? 'driver_off_duty' : 'driver_on_duty';
    return { type, driver, at: new Date(at), by: 'bench', epoch: 0, seq: i, record: {} };
  };
  const life = ['order_created', 'order_assigned', 'order_picked_up', 'order_delivered'];
  const event = (i: number, of: number): Document => ({
    ...{ type: life[i % 4], order: `c${Math.floor(i / 4)}`, at: new Date(timeOf(i, of)) },
    ...{ by: 'bench', epoch: 1, seq: i, record: {} },
  });

  const days = Math.ceil(deliveries / perDay);
  await write(history, history.deliveries, deliveries, delivery);
  await write(history, 'orders', deliveries / 20, cancelled);
  await write(history, 'alerts', deliveries / 50, alert);
  await write(history, 'events', days * HISTORY_DRIVERS * 2, duty);
  await write(history, 'events', deliveries / 10, event);
  await write(history, 'drivers', HISTORY_DRIVERS, (i) => ({
    ...{ driver_id: `d${i}`, name: `Driver ${i}`, rating: 4.5, regions: [REGIONS[i % 4]] },
  }));
  await write(history, 'menus', PRODUCTS, (i) => ({ _id: `p${i}`, name: `Dish ${i}` }));
  // Afterwards: an index is made in a fraction of the time that it takes to keep it up.
  await ensureIndexes(history);
}

/** Writes so many documents, batches side by side. */
async function write(
  { db }: History,
  name: string,
  count: number,
  of: (i: number, of: number) => Document,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const [from, to] = [next, Math.min(count, next + BATCH)];
      next = to;
      const documents = Array.from({ length: to - from }, (_, i) => of(from + i, count));
      await db.collection(name).insertMany(documents, {
        ordered: false,
        writeConcern: { w: 1 },
        forceServerObjectId: true,
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
