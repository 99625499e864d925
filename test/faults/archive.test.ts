import { setTimeout as pause } from 'node:timers/promises';
import type { Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Config } from '../../src/services/config/config.ts';
import { connectMongo, type History } from '../../src/services/mongo/connect.ts';
import { type Servers, startServers } from '../../src/services/servers/start.ts';
import { type Archiver, startArchiver } from '../helpers/archiver.ts';
import { startProxy } from '../helpers/proxy.ts';
import { testConfig, until } from '../helpers/servers.ts';

/** A database of one test's own. */
interface Place {
  readonly config: Config;
  readonly history: History;
}

let servers: Servers;

beforeAll(async () => {
  const args = ['--setParameter', 'enableTestCommands=1'];
  servers = await startServers({ redis: false, mongo: { args } });
});
afterAll(() => servers.stop());

async function aPlace(): Promise<Place> {
  const config = testConfig(servers, {
    MONGO_URI: servers.mongoUri ?? '',
    // Who lost the server is soon told so.
    MONGO_TIMEOUT: '500',
  });
  const history = await connectMongo(config.mongo, 'test');
  onTestFinished(() => history.close());
  await history.db.collection('orders').createIndex({ command_id: 1 }, { unique: true });
  return { config, history };
}

const admin = ({ history }: Place, command: Document) =>
  history.db.client.db('admin').command(command);

/** What the archiver alone is answered so from now on. */
async function failing(
  place: Place,
  failCommands: string[],
  data: Document | 'off',
  mode: string | Document = 'alwaysOn',
) {
  const set =
    data === 'off'
      ? { mode: 'off' }
      : { mode, data: { failCommands, appName: 'vigie-archive', ...data } };
  await admin(place, { configureFailPoint: 'failCommand', ...set });
}

/** Does a write until MongoDB has taken it. */
async function insist(write: () => Promise<unknown>): Promise<void> {
  for (;;) {
    const done = await write().then(
      () => true,
      () => false,
    );
    if (done) return;
    await pause(50);
  }
}

/** An order that is placed, then finished. */
async function finish({ history }: Place, number: number): Promise<void> {
  const orders = history.db.collection('orders');
  const set = (status: string, seq: number) =>
    insist(() =>
      orders.updateOne(
        { command_id: `c${number}` },
        { $set: { status, epoch: 0, seq } },
        { upsert: true },
      ),
    );
  await set('en_attente', 2 * number);
  await set(number % 5 === 4 ? 'annulée' : 'livrée', 2 * number + 1);
}

/** Orders that finish, one by one, until it is stopped. */
function startOrders(place: Place) {
  let next = 0;
  let running = true;
  const run = (async () => {
    while (running) {
      await finish(place, next);
      next += 1;
      await pause(2);
    }
  })();
  return {
    /** Waits until so many more have finished. */
    more: async (count: number) => {
      const wanted = next + count;
      await until(`${count} more orders`, () => next >= wanted, 30_000);
    },
    stop: async () => {
      running = false;
      await run;
    },
  };
}

/** Waits until every finished order is in the archive, and checks that each is there once, as it is. */
async function allArchived({ history }: Place): Promise<void> {
  const finished = { status: { $in: ['livrée', 'annulée'] } };
  const read = async (name: string) =>
    (
      await history.db
        .collection(name)
        .find(finished)
        .project({ _id: 0, command_id: 1, status: 1, seq: 1 })
        .sort({ command_id: 1 })
        .toArray()
    ).map(({ command_id, status, seq }) => `${command_id} ${status} ${seq}`);
  const orders = await read('orders');
  await until(
    'all orders are archived',
    async () => (await history.db.collection('archive').countDocuments()) >= orders.length,
    30_000,
  );
  expect(await read('archive')).toEqual(orders);
}

const times = (archiver: Archiver, kind: string, count: number) =>
  until(`it tells ${kind}`, () => archiver.told(kind)[count - 1], 30_000);

const places = ({ history }: Place) => history.db.collection('checkpoints');

/** Who was killed held the lease: nobody waits for its end here. */
const endLease = (place: Place) => places(place).updateMany({}, { $set: { until: new Date(0) } });

describe('an archiver', () => {
  it('killed with -9 again and again has every order once', async () => {
    const place = await aPlace();
    const orders = startOrders(place);
    for (let round = 0; round < 4; round += 1) {
      const archiver = startArchiver(place.config);
      await orders.more(20);
      await times(archiver, 'batch', 2);
      await archiver.end('SIGKILL');
      await endLease(place);
    }
    await orders.stop();
    const last = startArchiver(place.config);
    await allArchived(place);
    // The first one alone had to look for what was there before.
    expect(last.told('scan')).toEqual([]);
    expect(await last.end()).toBe(0);
  });

  it('goes on where it was when the primary steps down', async () => {
    const place = await aPlace();
    const orders = startOrders(place);
    const archiver = startArchiver(place.config);
    for (let round = 0; round < 2; round += 1) {
      await orders.more(20);
      await times(archiver, 'batch', archiver.told('batch').length + 1);
      await admin(place, { replSetStepDown: 1, secondaryCatchUpPeriodSecs: 0, force: true });
    }
    await orders.more(20);
    await orders.stop();
    await allArchived(place);
    expect(archiver.told('scan')).toHaveLength(1);
    expect(await archiver.end()).toBe(0);
  });

  it('tells that its way to MongoDB is cut, pauses longer each time, and goes on', async () => {
    const place = await aPlace();
    const { hostname, port } = new URL(place.config.mongo.uri);
    const proxy = await startProxy({ host: hostname, port: Number(port) });
    onTestFinished(() => proxy.close());
    const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
    const { mongo } = place.config;
    const archiver = startArchiver({ ...place.config, mongo: { ...mongo, uri } });
    await finish(place, 0);
    await times(archiver, 'watching', 1);
    proxy.refuse();
    await finish(place, 1);
    await times(archiver, 'interrupted', 3);
    const pauses = archiver.told('interrupted').map(({ pauseMs }) => Number(pauseMs));
    expect(pauses[2]).toBeGreaterThan(pauses[0] ?? Number.NaN);
    proxy.normal();
    await allArchived(place);
    // The connection alone, not what was under way, is told to be lost.
    proxy.halfClose('client');
    await finish(place, 2);
    await allArchived(place);
    expect(archiver.told('scan')).toHaveLength(1);
    expect(await archiver.end()).toBe(0);
  });

  it.each(['getMore', 'aggregate'])(
    'whose history is lost (286 at %s) says so, and looks for what it was not told',
    async (command) => {
      const place = await aPlace();
      await finish(place, 0);
      const first = startArchiver(place.config);
      await times(first, 'watching', 1);
      if (command === 'aggregate') expect(await first.end()).toBe(0);
      await failing(place, [command], { errorCode: 286 }, { times: 1 });
      const archiver = command === 'aggregate' ? startArchiver(place.config) : first;
      expect(await times(archiver, 'interrupted', 1)).toMatchObject({ lost: true });
      await finish(place, 1);
      await until('a scan', () => archiver.told('scan').find(({ why }) => why === 'history_lost'));
      await allArchived(place);
      await finish(place, 2);
      await allArchived(place);
      expect(await archiver.end()).toBe(0);
    },
  );

  it('has a second one wait, which takes over when it dies', async () => {
    const place = await aPlace();
    const active = startArchiver(place.config);
    await times(active, 'watching', 1);
    const waiting = startArchiver(place.config);
    await times(waiting, 'waiting', 1);
    await finish(place, 0);
    await allArchived(place);
    await active.end('SIGKILL');
    await endLease(place);
    await finish(place, 1);
    await times(waiting, 'batch', 1);
    await allArchived(place);
    // Who is told to end makes room at once.
    const third = startArchiver(place.config);
    const { holder } = await times(third, 'waiting', 1);
    expect(await waiting.end()).toBe(0);
    expect((await places(place).findOne())?.holder).not.toBe(holder);
    await times(third, 'watching', 1);
    expect(third.told('scan')).toEqual([]);
    expect(await third.end()).toBe(0);
  });

  it('keeps its token only after the orders are in the archive', async () => {
    const place = await aPlace();
    const archiver = startArchiver(place.config);
    await times(archiver, 'watching', 1);
    const namespace = `${place.config.mongo.db}.archive`;
    await failing(place, ['insert', 'update'], { errorCode: 14_031, namespace });
    await finish(place, 0);
    await times(archiver, 'interrupted', 1);
    const token = async () => (await places(place).findOne({ token: { $ne: null } }))?.token;
    const kept = await token();
    await times(archiver, 'interrupted', 3);
    expect(await token()).toEqual(kept);
    await archiver.end('SIGKILL');
    await failing(place, [], 'off');
    await endLease(place);
    const next = startArchiver(place.config);
    await allArchived(place);
    expect(next.told('scan')).toEqual([]);
    expect(await next.end()).toBe(0);
  });
});
