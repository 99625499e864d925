import type { Document } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { ownHistory, testConfig } from '../../../test/helpers/servers.ts';
import { archiveBatch } from './batch.ts';
import { readPage } from './candidates.ts';
import type { Mapping } from './mapping.ts';
import { MAPPINGS } from './mappings.ts';
import { openArchive, readOrders } from './orders.ts';
import { readAhead } from './parts.ts';
import type { Refused } from './refused.ts';
import { archiveOrders, writeOrders } from './write.ts';

const FINISHED = { words: ['livrée', 'annulée'], from: null, to: null, incomplete: false };

async function world(mapping: Mapping = MAPPINGS.vigie) {
  const history = await ownHistory(testConfig({ redisUrl: null, folder: '/tmp' }));
  const archive = await openArchive(history, mapping);
  const { db } = history;
  const put = (name: string, ...documents: Document[]) => db.collection(name).insertMany(documents);
  const kept = () =>
    db
      .collection('archive')
      .find()
      .sort({ [mapping.orders.id]: 1 })
      .toArray();
  const run = (more: Document = {}) =>
    archiveBatch(
      archive,
      { ...FINISHED, ...more },
      {
        ...{ batchSize: 100, limit: null, dryRun: false, giveUpMs: 1_000 },
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onRetry: () => undefined,
      },
    );
  return { archive, history, db, put, kept, run, orders: db.collection(mapping.orders.collection) };
}

const delivered = (command_id: string, more: Document = {}): Document => ({
  ...{ command_id, status: 'livrée', epoch: 1, seq: 1, ...more },
});

describe('what was archived once', () => {
  it('stays as it was then while the order refers to it, and is filled in where it was missing', async () => {
    const { archive, db, put, kept, orders } = await world();
    await put('drivers', { driver_id: 'd1', name: 'Alice' }, { driver_id: 'd2', name: 'Bob' });
    await put('restaurants', { restaurant_id: 'r1', name: 'Chez Léon' });
    await db
      .collection<Document>('menus')
      .insertOne({ _id: 'p1' as never, name: 'Quiche', price: 8 });
    const items = [
      { product_id: 'p1', quantity: 1 },
      { product_id: 'p2', quantity: 1, extra: 'x' },
    ];
    const refers = { client_id: 'u1', driver_id: 'd1', restaurant_id: 'r1', items };
    await put('orders', delivered('c1', refers));
    await archiveOrders(archive, ['c1']);
    expect(await kept()).toMatchObject([{ completeness: 'partial' }]);

    await db.collection('drivers').deleteOne({ driver_id: 'd1' });
    await db.collection('restaurants').updateOne({}, { $set: { name: 'Renamed' } });
    await db.collection('menus').deleteMany({});
    await db
      .collection<Document>('menus')
      .insertOne({ _id: 'p2' as never, name: 'Tarte', price: 5 });
    await orders.updateOne({}, { $set: { seq: 2, rating: 4 } });
    expect(await archiveOrders(archive, ['c1'])).toMatchObject({
      ...{ updated: 1, missing: { client: 1, driver: 0, restaurant: 0, product: 0 } },
    });
    expect(await kept()).toMatchObject([
      {
        ...{ rating: 4, driver: { name: 'Alice' }, restaurant: { name: 'Chez Léon' } },
        items: [
          { product_id: 'p1', name: 'Quiche', price: 8 },
          { product_id: 'p2', name: 'Tarte', price: 5, extra: 'x' },
        ],
        ...{ completeness: 'partial', missing: [{ kind: 'client', id: 'u1' }] },
      },
    ]);

    // Of the same version: only one that is more complete replaces it.
    expect(await archiveOrders(archive, ['c1'])).toMatchObject({ updated: 0, already: 1 });
    await put('clients', { client_id: 'u1', name: 'Roux' });
    expect(await archiveOrders(archive, ['c1'])).toMatchObject({ updated: 1 });
    expect(await kept()).toMatchObject([{ completeness: 'whole', missing: [] }]);

    await orders.updateOne({}, { $set: { seq: 3, driver_id: 'd2' } });
    await archiveOrders(archive, ['c1']);
    expect(await kept()).toMatchObject([{ driver: { name: 'Bob' } }]);
    await orders.updateOne({}, { $set: { seq: 4, driver_id: 'd1' } });
    await archiveOrders(archive, ['c1']);
    expect(await kept()).toMatchObject([{ driver: null, completeness: 'partial' }]);
  });

  it('stays when the order is not finished any more, until it is finished again', async () => {
    const { archive, put, kept, orders } = await world();
    await put('orders', delivered('c1'));
    await archiveOrders(archive, ['c1']);
    await orders.updateOne({}, { $set: { status: 'assignée', seq: 2 } });
    expect(await archiveOrders(archive, ['c1'])).toMatchObject({ skipped: 1, updated: 0 });
    expect(await kept()).toMatchObject([{ status: 'livrée', seq: 1 }]);
    await orders.updateOne({}, { $set: { status: 'annulée', seq: 3 } });
    expect(await archiveOrders(archive, ['c1'])).toMatchObject({ updated: 1 });
    expect(await kept()).toMatchObject([{ status: 'annulée', seq: 3 }]);
  });
});

describe('orders that the archive does not take', () => {
  it('are named: too large in themselves or with what they refer to, or forbidden', async () => {
    const { archive, db, put, kept, run } = await world();
    const big = 'x'.repeat(9_000_000);
    await put('clients', { client_id: 'big', big });
    const size = 16 * 1_024 * 1_024 - 150;
    await put('orders', delivered('a'), delivered('b', { client_id: 'big', big }), delivered('c'));
    await put('orders', delivered('d', { big: 'x'.repeat(size) }), delivered('e', { no: 1 }));
    await put('orders', delivered('f', { driver_id: 'd1' }));
    await db.command({ collMod: 'archive', validator: { no: { $exists: false } } });
    const refused: Refused[] = [];
    const done = await archiveOrders(archive, [...'abcdef'], (each) => void refused.push(each));
    expect(done).toMatchObject({ archived: 3, refused: 3, skipped: 0, already: 0 });
    expect(refused.map(({ id }) => id).sort()).toEqual(['b', 'd', 'e']);
    expect((await kept()).map(({ command_id }) => command_id)).toEqual(['a', 'c', 'f']);
    expect(await run()).toMatchObject({ already: 3, wanted: 3, refused: 3, more: false });

    // One that grew, and one that is forbidden now, over what is there.
    await db.collection('orders').updateOne({ command_id: 'a' }, { $set: { seq: 2, no: 1 } });
    await db
      .collection('orders')
      .updateOne({ command_id: 'c' }, { $set: { seq: 2, client_id: 'big', big } });
    await db.collection('orders').updateOne({ command_id: 'f' }, { $set: { seq: 2 } });
    expect(await archiveOrders(archive, [...'acf'])).toMatchObject({
      updated: 1,
      refused: 2,
      already: 0,
    });
  });

  it('are none of another mapping whose ids the archive holds already', async () => {
    const { archive, history, put } = await world(MAPPINGS.platform);
    await put('Commandes', { numero_commande: 1, status: 'livrée' });
    await archiveOrders(archive, [1]);
    const { orders, ...rest } = MAPPINGS.platform;
    const other = await openArchive(history, { ...rest, orders: { ...orders, id: '_id' } });
    const ids = (await other.db.collection('Commandes').find().toArray()).map(({ _id }) => _id);
    await expect(archiveOrders(other, ids)).rejects.toMatchObject({ index: 'numero_commande_1' });
  });
});

describe('orders without a version', () => {
  it('are read again by a scan, and written whatever the clocks say', async () => {
    const { archive, db, put, kept, run, orders } = await world(MAPPINGS.platform);
    await put(
      'Commandes',
      { numero_commande: 1, status: 'livrée' },
      { numero_commande: 2, status: 'livrée' },
    );
    await run();
    await orders.updateOne({ numero_commande: 1 }, { $set: { note: 5 } });
    expect(await run()).toMatchObject({ wanted: 0, already: 2 });
    // As another server's clock would have it.
    const later = new Date(Date.now() + 3_600_000);
    await db.collection('archive').updateMany({}, { $set: { archived_at: later } });
    expect(await run({ reread: true })).toMatchObject({ wanted: 2, updated: 1, already: 1 });
    expect(await kept()).toMatchObject([{ note: 5 }, { archived_at: later }]);
    await db.collection('archive').updateMany({}, { $set: { archived_at: later } });
    await orders.updateOne({ numero_commande: 1 }, { $set: { note: 4 } });
    expect(await archiveOrders(archive, [1])).toMatchObject({ updated: 1 });
    expect((await kept())[0]).toMatchObject({ note: 4 });
  });
});

const { orders: names, ...others } = MAPPINGS.platform;
const VERSIONED: Mapping = { ...others, orders: { ...names, version: ['epoch', 'seq'] } };

describe('documents with the same id', () => {
  it.each([
    ['with versions', VERSIONED],
    ['without', MAPPINGS.platform],
  ])('%s are counted in every run, and archived once', async (_name, mapping) => {
    const { put, kept, run } = await world(mapping);
    const all = Array.from({ length: 60 }, (_, i) => i);
    const order = { status: 'livrée', epoch: 1 };
    await put('Commandes', ...all.map((i) => ({ numero_commande: i % 30, ...order, seq: i })));
    expect(await run()).toMatchObject({
      ...{ total: 60, looked: 60, wanted: 30, archived: 30, already: 0, duplicates: 30 },
      completeness: { whole: 30, partial: 0, none: 0 },
    });
    const before = await kept();
    expect(before.map(({ seq }) => seq)).toEqual(all.slice(30));
    const again = { wanted: 0, archived: 0, updated: 0, already: 30, duplicates: 30 };
    expect(await run()).toMatchObject(again);
    expect(await run({ reread: true })).toMatchObject({ archived: 0, updated: 0, already: 30 });
    expect(await kept()).toEqual(before);
  });

  it('are counted also where they lie on different pages', async () => {
    const { archive, put, run, orders } = await world(VERSIONED);
    const ids = [1, 2, 1];
    await put('Commandes', ...ids.map((id) => ({ numero_commande: id, status: 'livrée' })));
    await run();
    const [first] = await orders.find().sort({ _id: 1 }).toArray();
    expect(await readPage(archive, FINISHED, first?._id)).toMatchObject({
      ...{ looked: 2, ids: [], already: 1, duplicates: 1 },
    });
  });
});

describe('a batch whose answer was lost', () => {
  it('counts what it had inserted as archived', async () => {
    const { archive, put } = await world();
    await put('orders', delivered('a'), delivered('b'));
    await archiveOrders(archive, ['a']);
    const read = await readOrders(archive, ['a', 'b']);
    await writeOrders(archive, read, false);
    const again = await writeOrders(archive, read, false);
    expect(again.done).toMatchObject({ archived: 1, already: 1, updated: 0 });
  });
});

describe('reading ahead', () => {
  it('ends with the one who reads', async () => {
    async function* parts() {
      yield* [1, 2, 3];
    }
    const signals: AbortSignal[] = [];
    const read = async (_part: number, signal: AbortSignal) => void signals.push(signal);
    const writing = async () => {
      for await (const _part of readAhead(parts, read)) throw new Error('not written');
    };
    await expect(writing()).rejects.toThrow('not written');
    expect(signals.length).toBeGreaterThan(0);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });
});
