/** Finished orders and what they refer to, in the collections of Vigie: many, quickly, all of the same size. */
import type { Db, Document } from 'mongodb';

const CLIENTS = 5_000;
const DRIVERS = 500;
const RESTAURANTS = 300;
const MENUS = 3_000;
/** So many documents go out together. */
const BATCH = 5_000;
const START = Date.UTC(2026, 0, 1);

/** A finished order, or one on its way: the `number`-th. */
export function orderOf(number: number, status = 'livrée'): Document {
  const created = START + number * 1_000;
  const item = (i: number) => ({
    product_id: `p${(number * 3 + i) % MENUS}`,
    quantity: 1 + (i % 3),
  });
  return {
    command_id: `c${number}`,
    status,
    client: 'Amélie Roux',
    client_id: `u${number % CLIENTS}`,
    phone: '+33 6 12 34 56 78',
    address: '12 rue de la Roquette, 75011 Paris',
    destination: 'Bastille',
    restaurant_id: `r${number % RESTAURANTS}`,
    driver_id: `d${number % DRIVERS}`,
    driver_name: 'Léa Martin',
    region: 'Paris',
    amount: 25.5,
    amount_cents: 2_550,
    attempts: 0,
    created_at: new Date(created),
    assigned_at: new Date(created + 60_000),
    picked_up_at: new Date(created + 600_000),
    delivered_at: new Date(created + 1_800_000),
    due_at: new Date(created + 2_400_000),
    pickup: [2.3316, 48.8708],
    dropoff: [2.3692, 48.8532],
    items: [item(0), item(1), item(2)],
    ...{ version: 4, epoch: 0, seq: number },
  };
}

async function insert(db: Db, name: string, count: number, of: (n: number) => Document) {
  for (let start = 0; start < count; start += BATCH) {
    const length = Math.min(BATCH, count - start);
    const documents = Array.from({ length }, (_, i) => of(start + i));
    await db.collection(name).insertMany(documents, { ordered: false });
  }
}

/** Writes what orders refer to. */
export async function addReferences(db: Db): Promise<void> {
  await insert(db, 'clients', CLIENTS, (n) => ({
    ...{ client_id: `u${n}`, name: 'Amélie Roux', phone: '+33 6 12 34 56 78', orders: 12 },
  }));
  await insert(db, 'drivers', DRIVERS, (n) => ({
    ...{ driver_id: `d${n}`, name: 'Léa Martin', vehicle: 'bike', rating: 4.5, region: 'Paris' },
  }));
  await insert(db, 'restaurants', RESTAURANTS, (n) => ({
    ...{ restaurant_id: `r${n}`, name: 'Chez Marcel', address: '3 place de la Bastille' },
  }));
  const products: (n: number) => Document = (n) => ({ _id: `p${n}`, name: 'Galette', price: 8.5 });
  await insert(db, 'menus', MENUS, products);
}

/** Writes so many orders, the first of them number `from`. */
export const addOrders = (db: Db, from: number, count: number, status?: string) =>
  insert(db, 'orders', count, (n) => orderOf(from + n, status));

/** When the `number`-th order was placed, ms. */
export const placedAt = (number: number) => START + number * 1_000;
