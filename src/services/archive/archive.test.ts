import fc from 'fast-check';
import { type Document, ObjectId } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownHistory, testConfig } from '../../../test/helpers/servers.ts';
import type { History } from '../mongo/connect.ts';
import type { Mapping } from './mapping.ts';
import { MAPPINGS } from './mappings.ts';
import { type Archive, openArchive } from './orders.ts';
import { archiveOrders } from './write.ts';

let history: History;
beforeAll(async () => {
  history = await ownHistory(testConfig({ redisUrl: null, folder: '/tmp' }));
});

/** Collections with names of their own, so that tests do not meet. */
let worlds = 0;
async function world(mapping: Mapping = MAPPINGS.vigie): Promise<Archive> {
  worlds += 1;
  const named = <T extends { collection: string }>(it: T) => ({
    ...it,
    collection: `${it.collection}_${worlds}`,
  });
  const { orders, clients, drivers, restaurants, menus, archive } = mapping;
  return openArchive(history, {
    orders: named(orders),
    clients: named(clients),
    drivers: named(drivers),
    restaurants: named(restaurants),
    menus: named(menus),
    archive: `${archive}_${worlds}`,
  });
}

const put = (
  { db, mapping }: Archive,
  part: 'orders' | 'clients' | 'drivers' | 'restaurants' | 'menus',
  ...documents: Document[]
) => db.collection(mapping[part].collection).insertMany(documents);

const archiveOf = ({ db, mapping }: Archive) =>
  db
    .collection(mapping.archive)
    .find({}, { projection: { _id: 0 } })
    .sort({ [mapping.orders.id]: 1 })
    .toArray();

const order = (id: string, more: Document = {}): Document => ({
  ...{ command_id: id, status: 'livrée', client: 'Amélie Roux', client_id: 'u1', driver_id: 'd1' },
  ...{ restaurant_id: 'r1', items: [{ product_id: 'p1', quantity: 2 }], note: '$ring twice' },
  ...{ epoch: 1, seq: 5, ...more },
});

async function filled(): Promise<Archive> {
  const archive = await world();
  await put(archive, 'clients', { _id: 1, client_id: 'u1', name: 'Amélie' } as Document);
  await put(archive, 'drivers', { driver_id: 'd1', name: 'Alice' });
  await put(archive, 'restaurants', { restaurant_id: 'r1', name: 'Chez Léon' });
  await put(archive, 'menus', { _id: 'p1', name: 'Quiche', price: 8.5 } as Document);
  return archive;
}

describe('archiving orders', () => {
  it('keeps all that the order says, with what it refers to', async () => {
    const archive = await filled();
    await put(archive, 'orders', order('c1'), order('c2', { status: 'en_attente' }));
    expect(await archiveOrders(archive, ['c1', 'c2', 'c3', 'c1'])).toEqual({
      ...{ archived: 1, updated: 0, already: 0, skipped: 2, refused: 0, duplicates: 1 },
      completeness: { whole: 1, partial: 0, none: 0 },
      missing: { client: 0, driver: 0, restaurant: 0, product: 0 },
    });
    expect(await archiveOf(archive)).toEqual([
      {
        ...{ command_id: 'c1', status: 'livrée', client_id: 'u1', driver_id: 'd1' },
        ...{ restaurant_id: 'r1', note: '$ring twice', epoch: 1, seq: 5 },
        client_given: 'Amélie Roux',
        client: { _id: 1, client_id: 'u1', name: 'Amélie' },
        driver: { _id: expect.any(ObjectId), driver_id: 'd1', name: 'Alice' },
        restaurant: { _id: expect.any(ObjectId), restaurant_id: 'r1', name: 'Chez Léon' },
        items: [{ product_id: 'p1', quantity: 2, name: 'Quiche', price: 8.5 }],
        ...{ archived_at: expect.any(Date), completeness: 'whole', missing: [] },
      },
    ]);
  });

  it('names what was missing, and puts it right when it has come', async () => {
    const archive = await filled();
    const items = [{ product_id: 'p1' }, { product_id: 'p9', name: 'Of that day' }];
    await put(archive, 'orders', order('c1', { client_id: 'u9', items }));
    await put(archive, 'orders', order('c2', { client_id: 7, driver_id: 'd9', restaurant_id: 0 }));
    await put(archive, 'orders', { command_id: 'c3', status: 'annulée' });
    await put(archive, 'orders', { command_id: 'c4', status: 'livre\u0301e', driver_id: 'd9' });
    const ids = ['c1', 'c2', 'c3', 'c4'];
    expect(await archiveOrders(archive, ids)).toMatchObject({
      archived: 4,
      completeness: { whole: 1, partial: 2, none: 1 },
      missing: { client: 2, driver: 2, restaurant: 1, product: 1 },
    });
    const [first, second, third, fourth] = await archiveOf(archive);
    expect(first).toMatchObject({
      client: null,
      completeness: 'partial',
      items: [
        { product_id: 'p1', name: 'Quiche' },
        { product_id: 'p9', name: 'Of that day' },
      ],
      missing: [
        { kind: 'client', id: 'u9' },
        { kind: 'product', id: 'p9' },
      ],
    });
    expect(second?.missing).toEqual([
      { kind: 'client', id: 7 },
      { kind: 'driver', id: 'd9' },
      { kind: 'restaurant', id: 0 },
    ]);
    expect(third).toMatchObject({ completeness: 'whole', missing: [], driver: null });
    expect(fourth).toMatchObject({ completeness: 'none' });

    await put(archive, 'drivers', { driver_id: 'd9', name: 'Zoé' });
    expect(await archiveOrders(archive, ids)).toMatchObject({
      archived: 0,
      updated: 2,
      already: 2,
    });
    expect((await archiveOf(archive))[3]).toMatchObject({ completeness: 'whole' });
  });

  it('lets a later version replace an earlier one, never the other way round', async () => {
    const archive = await filled();
    const orders = archive.db.collection(archive.mapping.orders.collection);
    const at = async (version: Document) => {
      await orders.replaceOne({ command_id: 'c1' }, order('c1', version), { upsert: true });
      const { archived, updated, already } = await archiveOrders(archive, ['c1']);
      return [archived, updated, already];
    };
    expect(await at({ epoch: -1, seq: undefined })).toEqual([1, 0, 0]);
    expect(await at({ epoch: 1, seq: 9, rating: 4 })).toEqual([0, 1, 0]);
    expect(await at({ epoch: 1, seq: 9, rating: 4 })).toEqual([0, 0, 1]);
    expect(await at({ epoch: 1, seq: 8, rating: 2 })).toEqual([0, 0, 1]);
    expect((await archiveOf(archive))[0]).toMatchObject({ seq: 9, rating: 4 });
    expect(await at({ epoch: 2, seq: 1, rating: 5 })).toEqual([0, 1, 0]);
    expect((await archiveOf(archive))[0]).toMatchObject({ epoch: 2, rating: 5 });
  });

  it('is done once by ten programs at the same time', async () => {
    const archive = await filled();
    const ids = Array.from({ length: 50 }, (_, i) => `c${i}`);
    await put(archive, 'orders', ...ids.map((id) => order(id)));
    const all = await Promise.all(ids.slice(0, 10).map(() => archiveOrders(archive, ids)));
    expect(all.reduce((sum, { archived }) => sum + archived, 0)).toBe(50);
    expect(all.reduce((sum, { updated }) => sum + updated, 0)).toBe(0);
    expect(await archiveOf(archive)).toHaveLength(50);
  });
});

describe('a platform with other names', () => {
  it('refers by ObjectId and by number, writes its words decomposed, and has no versions', async () => {
    const archive = await world(MAPPINGS.platform);
    const [client, driver] = [new ObjectId(), new ObjectId()];
    await put(archive, 'clients', { _id: client, nom: 'Roux' });
    await put(archive, 'drivers', { _id: driver, nom: 'Alice' });
    await put(archive, 'restaurants', { _id: 12, nom: 'Chez Léon' } as Document);
    await put(archive, 'menus', { _id: 3, nom: 'Quiche', prix: 8.5 } as Document);
    const placed = { date_commande: new Date(1_795_168_000_000), client_id: client };
    await put(
      archive,
      'orders',
      {
        ...{ numero_commande: 1001, status: 'livre\u0301e', ...placed, livreur_id: driver },
        ...{ restaurant_id: 12, articles: [{ menu_id: 3, quantite: 2, prix: 7 }] },
      },
      { numero_commande: 1002, status: 'livrée', ...placed, livreur_id: new ObjectId() },
      { numero_commande: 1003, status: 'en_cours', ...placed },
    );
    const ids = [1001, 1002, 1003];
    expect(await archiveOrders(archive, ids)).toMatchObject({
      ...{ archived: 2, skipped: 1, completeness: { whole: 1, partial: 1, none: 0 } },
    });
    expect(await archiveOf(archive)).toMatchObject([
      {
        ...{ numero_commande: 1001, client: { nom: 'Roux' }, driver: { nom: 'Alice' } },
        restaurant: { nom: 'Chez Léon' },
        items: [{ product_id: 3, quantity: 2, name: 'Quiche', price: 8.5, prix: 7 }],
        articles: [{ menu_id: 3, quantite: 2, prix: 7 }],
      },
      { numero_commande: 1002, missing: [{ kind: 'driver' }] },
    ]);

    expect(await archiveOrders(archive, ids)).toMatchObject({ updated: 0, already: 2 });
    await archive.db
      .collection(archive.mapping.orders.collection)
      .updateOne({ numero_commande: 1001 }, { $set: { note: 5 } });
    expect(await archiveOrders(archive, ids)).toMatchObject({ updated: 1, already: 1 });
    expect((await archiveOf(archive))[0]).toMatchObject({ note: 5 });
  });

  it('may know orders by their _id', async () => {
    const { orders, ...rest } = MAPPINGS.vigie;
    const archive = await world({ ...rest, orders: { ...orders, id: '_id' } });
    await put(archive, 'orders', { _id: 5, status: 'livrée' } as Document);
    expect(await archiveOrders(archive, [5])).toMatchObject({ archived: 1 });
    expect(await archiveOrders(archive, [5])).toMatchObject({ already: 1 });
    const kept = await archive.db.collection(archive.mapping.archive).find().toArray();
    expect(kept).toMatchObject([{ _id: 5, status: 'livrée', completeness: 'whole' }]);
  });
});

describe('the archive of any data', () => {
  const id = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('0', '1', 'a', '', null));
  const reference = fc.option(id, { nil: undefined });
  const anOrder = fc.record({
    status: fc.constantFrom('livrée', 'annulée', 'annule\u0301e', 'assignée'),
    client_id: reference,
    driver_id: reference,
    restaurant_id: reference,
    items: fc.option(
      fc.array(fc.record({ product_id: reference, quantity: fc.nat(9) }), { maxLength: 4 }),
      { nil: undefined },
    ),
  });
  const keys = fc.uniqueArray(id, { maxLength: 5 });

  it('equals a join made by hand', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anOrder, { minLength: 1, maxLength: 8 }),
        fc.record({ clients: keys, drivers: keys, restaurants: keys, menus: keys }),
        async (given, there) => {
          const archive = await world();
          const orders = given.map((each, index) => ({ command_id: `c${index}`, ...each }));
          await put(archive, 'orders', ...orders.map((each) => ({ ...each })));
          const fields = { clients: 'client_id', drivers: 'driver_id', menus: '_id' } as const;
          for (const part of ['clients', 'drivers', 'restaurants', 'menus'] as const) {
            const field = part === 'restaurants' ? 'restaurant_id' : fields[part];
            const documents = there[part].map((key) => ({ [field]: key, name: `${part} ${key}` }));
            if (documents.length > 0) await put(archive, part, ...documents);
          }
          await archiveOrders(
            archive,
            orders.map(({ command_id }) => command_id),
          );

          const has = (keysThere: readonly unknown[], key: unknown) => keysThere.includes(key);
          const named = (key: unknown) => key !== undefined && key !== null && key !== '';
          const expected = orders.flatMap((each) => {
            if (each.status === 'assignée') return [];
            const asked = [
              ['client', each.client_id, there.clients],
              ['driver', each.driver_id, there.drivers],
              ['restaurant', each.restaurant_id, there.restaurants],
              ...(each.items ?? []).map(
                ({ product_id }) => ['product', product_id, there.menus] as const,
              ),
            ] as const;
            const wanted = asked.filter(([, key]) => named(key));
            const missing = wanted.filter(([, key, keysThere]) => !has(keysThere, key));
            const some = missing.length < wanted.length ? 'partial' : 'none';
            const name = (part: string, key: unknown, keysThere: readonly unknown[]) =>
              named(key) && has(keysThere, key) ? `${part} ${key}` : undefined;
            return [
              {
                id: each.command_id,
                completeness: missing.length === 0 ? 'whole' : some,
                missing: missing.map(([kind, key]) => ({ kind, id: key })),
                client: name('clients', each.client_id, there.clients),
                driver: name('drivers', each.driver_id, there.drivers),
                restaurant: name('restaurants', each.restaurant_id, there.restaurants),
                items: (each.items ?? []).map((item) => ({
                  quantity: item.quantity,
                  name: name('menus', item.product_id, there.menus),
                })),
              },
            ];
          });
          const found = (await archiveOf(archive)).map((each) => ({
            id: each.command_id,
            completeness: each.completeness,
            missing: each.missing,
            client: each.client?.name,
            driver: each.driver?.name,
            restaurant: each.restaurant?.name,
            items: each.items.map(({ quantity, name }: Document) => ({ quantity, name })),
          }));
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });
});
