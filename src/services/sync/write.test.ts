import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testConfig } from '../../../test/helpers/servers.ts';
import { connectMongo, type History, MongoDown } from '../mongo/connect.ts';
import { ensureIndexes } from '../mongo/indexes.ts';
import { type Servers, startServers } from '../servers/start.ts';
import type { Upsert } from './documents.ts';
import { writeAll } from './write.ts';

let servers: Servers;
let history: History;

beforeAll(async () => {
  // Its own mongod: fail points hold for the whole server.
  servers = await startServers({
    redis: false,
    mongo: { args: ['--setParameter', 'enableTestCommands=1'] },
  });
  const config = testConfig(servers, { MONGO_URI: servers.mongoUri ?? '' });
  history = await connectMongo(config.mongo, 'test');
  await ensureIndexes(history);
});
afterAll(async () => {
  await history.close();
  await servers.stop();
});

function upsert(collection: Upsert['collection'], id: string, more: object = {}): Upsert {
  const document = { client: 'Amélie', ...more };
  return { collection, key: { command_id: id }, document, epoch: 0, seq: 1 };
}

const found = (collection: string, id: string) =>
  history.db.collection(collection).findOne({ command_id: id }, { projection: { _id: 0 } });

/** What mongod is to do wrong to updates of one collection. */
async function fail(collection: string, mode: object | string, data: object): Promise<void> {
  const namespace = `${history.db.databaseName}.${collection}`;
  await history.db.admin().command({
    configureFailPoint: 'failCommand',
    mode,
    data: { failCommands: ['update'], namespace, ...data },
  });
}

describe('writing a batch', () => {
  afterEach(async () => {
    await history.db.admin().command({ configureFailPoint: 'failCommand', mode: 'off' });
    await history.db.command({ collMod: 'orders', validator: {} });
  });

  it('does not take a cut connection for a refusal of another collection', async () => {
    await history.db.command({ collMod: 'orders', validator: { client: { $ne: 'bad' } } });
    await fail('deliveries', { times: 2 }, { closeConnection: true });
    const batch = [upsert('orders', 'a1', { client: 'bad' }), upsert('deliveries', 'a1')];
    await expect(writeAll(history, batch)).rejects.toThrow(MongoDown);
    expect([...(await writeAll(history, batch)).keys()]).toEqual([0]);
    expect(await found('deliveries', 'a1')).not.toBeNull();
  });

  it('is not done before a majority has it', async () => {
    await fail(
      'orders',
      { times: 1 },
      { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } },
    );
    await expect(writeAll(history, [upsert('orders', 'b1')])).rejects.toThrow(MongoDown);
    expect((await writeAll(history, [upsert('orders', 'b1')])).size).toBe(0);
  });

  it.each([
    ['a field name that BSON has not', { 'a\0b': 'x' }],
    ['a document that is too large', { note: 'x'.repeat(17_000_000) }],
  ])('names %s and writes the others', async (_what, more) => {
    const batch = [upsert('orders', 'c1'), upsert('orders', 'c2', more), upsert('orders', 'c3')];
    const reasons = await writeAll(history, batch);
    expect([...reasons.keys()]).toEqual([1]);
    expect(await found('orders', 'c1')).not.toBeNull();
    expect(await found('orders', 'c3')).not.toBeNull();
    await history.db.collection('orders').deleteMany({ command_id: /^c/ });
  });

  it('names what a unique index of another program refuses, and writes the others', async () => {
    const orders = history.db.collection('orders');
    const name = await orders.createIndex({ client: 1 }, { unique: true, sparse: true });
    await orders.deleteMany({});
    const batch = [
      upsert('orders', 'e1', { client: 'one' }),
      upsert('orders', 'e2', { client: 'one' }),
      upsert('orders', 'e3', { client: 'two' }),
    ];
    const reasons = await writeAll(history, batch);
    await orders.dropIndex(name);
    expect([...reasons]).toEqual([[1, expect.stringContaining('E11000')]]);
    expect(await found('orders', 'e3')).not.toBeNull();
  });

  it('keeps field names and texts that mean something to MongoDB as they are', async () => {
    const record = { $where: '$$ROOT', 'a.b': '$client', '': 'nothing', __proto: 'x', é: '\0' };
    expect((await writeAll(history, [upsert('orders', 'f1', { record })])).size).toBe(0);
    expect(await found('orders', 'f1')).toEqual({
      ...{ command_id: 'f1', client: 'Amélie', epoch: 0, seq: 1 },
      record,
    });
  });

  it('of a newer version replaces an order, and leaves on a delivery what others noted', async () => {
    for (const collection of ['orders', 'deliveries'] as const) {
      await writeAll(history, [upsert(collection, 'g1', { driver_id: 'd1' })]);
      await history.db
        .collection(collection)
        .updateOne({ command_id: 'g1' }, { $set: { rating: 5, review: 'warm' } });
      await writeAll(history, [
        {
          ...upsert(collection, 'g1', { client: 'Zoé' }),
          seq: 2,
          ...(collection === 'deliveries' ? { merge: true as const } : {}),
        },
      ]);
      await writeAll(history, [upsert(collection, 'g1', { client: 'older' })]);
    }
    const newest = { command_id: 'g1', client: 'Zoé', epoch: 0, seq: 2 };
    expect(await found('orders', 'g1')).toEqual(newest);
    expect(await found('deliveries', 'g1')).toEqual({
      ...{ ...newest, driver_id: 'd1' },
      ...{ rating: 5, review: 'warm' },
    });
  });
});
