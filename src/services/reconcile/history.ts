import { isDeepStrictEqual } from 'node:util';
import type { Document } from 'mongodb';
import { orderStatusToWire } from '../../domain/status.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { parseOrder } from '../redis/parse.ts';
import { deliveryDocument, driverDocument, orderDocument } from '../sync/documents.ts';
import type { Difference } from './difference.ts';
import { driverIds, driverPages } from './drivers.ts';
import { orderPages } from './orders.ts';

const OPEN = (['waiting', 'assigned', 'pickedUp'] as const).map(orderStatusToWire);

/** The fields of `expected` that a document does not have the same way. */
function differing(expected: Document, found: Document): string[] {
  return Object.entries(expected)
    .filter(([name, value]) => !isDeepStrictEqual(value ?? null, found[name] ?? null))
    .map(([name]) => name);
}

/** Compares every order of Redis with MongoDB, and MongoDB's open orders with Redis. */
export async function compareOrders(platform: Platform, history: History): Promise<Difference[]> {
  const { redis, keys } = platform;
  const orders = history.db.collection('orders');
  const deliveries = history.db.collection(history.deliveries);
  const differences: Difference[] = [];
  for await (const page of orderPages(platform)) {
    const ids = { command_id: { $in: page.map(({ id }) => id) } };
    const [documents, delivered] = await Promise.all([
      orders.find(ids).toArray(),
      deliveries.find(ids).toArray(),
    ]);
    const byId = new Map(documents.map((document) => [String(document.command_id), document]));
    const done = new Map(delivered.map((document) => [String(document.command_id), document]));
    for (const { id, hash } of page) {
      const order = parseOrder(id, hash);
      if (!order) continue;
      const found = byId.get(id);
      const add = (kind: Difference['kind'], where: string) =>
        differences.push({ kind, subject: id, where });
      // A re-used id has another life behind it: its versions say nothing of this one.
      const sameLife =
        found !== undefined &&
        found.deleted_at === undefined &&
        found.created_at?.getTime() === order.createdAt;
      const [here, there] = [order.version, sameLife ? Number(found.version ?? 0) : 0];
      if (!sameLife || here > there) add('order_behind', `${there} < ${here}`);
      else if (here < there) add('order_older', `${here} < ${there}`);
      else {
        const fields = differing(orderDocument(order, hash), found);
        if (fields.length > 0) add('order_differs', fields.join(', '));
      }
      if (order.status !== 'delivered' || here < there) continue;
      const delivery = done.get(id);
      if (!delivery) add('delivery_missing', '');
      else {
        const expected = deliveryDocument(order, hash);
        // What others noted there is theirs.
        if (!expected.rating) for (const name of ['rating', 'review']) delete expected[name];
        const fields = differing(expected, delivery);
        if (fields.length > 0) add('delivery_differs', fields.join(', '));
      }
    }
  }
  const open = { status: { $in: OPEN }, deleted_at: { $exists: false } };
  for await (const { command_id } of orders.find(open, { projection: { command_id: 1 } })) {
    const id = String(command_id);
    if ((await redis.exists(keys.order(id))) === 0)
      differences.push({ kind: 'order_missing', subject: id, where: '' });
  }
  return differences;
}

/** What MongoDB keeps of a driver that Redis knows better; his status moves with each order, and is not. */
const FIGURES = ['name', 'phone', 'vehicle', 'region', 'rating', 'capacity', 'regions'] as const;
const COUNTED = ['deliveries_completed', 'revenue_cents', 'rating_sum', 'rating_count'] as const;

/** Compares every driver of Redis with MongoDB, and MongoDB's drivers with Redis. */
export async function compareDrivers(platform: Platform, history: History): Promise<Difference[]> {
  const drivers = history.db.collection('drivers');
  const differences: Difference[] = [];
  const here = new Set<string>();
  for await (const page of driverPages(platform, await driverIds(platform))) {
    const ids = page.map(({ id }) => id);
    const documents = await drivers.find({ driver_id: { $in: ids } }).toArray();
    const byId = new Map(documents.map((document) => [String(document.driver_id), document]));
    for (const { id, hash, stats, regions } of page) {
      const expected = driverDocument(id, { ...stats, ...hash, regions: regions.join(',') });
      if (!expected) continue;
      here.add(id);
      const found: Document = byId.get(id) ?? {};
      const compared = Object.fromEntries(
        [...FIGURES, ...COUNTED].map((name) => [name, sorted(expected[name])]),
      );
      const fields = differing(compared, { ...found, regions: sorted(found.regions) });
      if (found.removed_at) fields.push('removed_at');
      if (fields.length > 0)
        differences.push({ kind: 'driver_differs', subject: id, where: fields.join(', ') });
    }
  }
  for await (const { driver_id } of drivers.find({ removed_at: null }))
    if (!here.has(String(driver_id)))
      differences.push({ kind: 'driver_missing', subject: String(driver_id), where: '' });
  return differences;
}

const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);
