import { MongoServerError } from 'mongodb';
import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownHistory, testConfig, until } from '../../../test/helpers/servers.ts';
import type { Config } from '../config/config.ts';
import { connectMongo } from '../mongo/connect.ts';
import type { Mapping } from './mapping.ts';
import { MAPPINGS } from './mappings.ts';
import { openArchive } from './orders.ts';
import { watchArchive } from './watch.ts';
import type { WatchNews } from './watch-news.ts';
import { placeNotes } from './watch-notes.ts';
import { pauseAfter } from './watch-pause.ts';
import { placeKeeper } from './watch-place.ts';

async function aDatabase() {
  const config = testConfig({ redisUrl: null, folder: '/tmp' });
  const { db, ...rest } = await ownHistory(config);
  const inArchive = (id: string) => db.collection('archive').findOne({ command_id: id });
  return { config, db, history: { db, ...rest }, orders: db.collection('orders'), inArchive };
}

/** A watcher in this process, and what it has told. */
function startWatch(config: Config, mapping: Mapping = MAPPINGS.vigie) {
  const stop = new AbortController();
  const news: WatchNews[] = [];
  const running = watchArchive({
    open: async () => {
      const history = await connectMongo(config.mongo, 'watch');
      return { history, archive: await openArchive(history, mapping) };
    },
    log: pino({ level: 'silent' }),
    signal: stop.signal,
    tell: (each) => void news.push(each),
  });
  const end = () => {
    stop.abort();
    return running;
  };
  onTestFinished(end);
  const told = (kind: WatchNews['kind'], times = 1) =>
    until(`it tells ${kind}`, () => news.filter((each) => each.kind === kind)[times - 1]);
  return { news, told, end };
}

describe('archive watch', () => {
  it('archives what was finished before, what finishes, and what is said of it later', async () => {
    const { config, orders, inArchive } = await aDatabase();
    await orders.insertMany([
      { command_id: 'a', status: 'livrée', epoch: 0, seq: 1 },
      { command_id: 'b', status: 'en_attente', epoch: 0, seq: 2 },
      { command_id: 'c', status: 'assignée', epoch: 0, seq: 3 },
    ]);
    const watch = startWatch(config);
    expect(await watch.told('scan')).toMatchObject({ why: 'first' });
    await watch.told('watching');
    expect(await inArchive('a')).toMatchObject({ status: 'livrée' });
    // As some programs write it.
    const status = 'annulée'.normalize('NFD');
    await orders.updateOne({ command_id: 'b' }, { $set: { status, seq: 4 } });
    await orders.updateOne({ command_id: 'c' }, { $set: { status: 'récupérée', seq: 5 } });
    await watch.told('batch');
    expect(await inArchive('b')).toMatchObject({ status });
    await orders.updateOne({ command_id: 'a' }, { $set: { rating: 5, seq: 6 } });
    expect(await watch.told('batch', 2)).toMatchObject({ done: { archived: 0, updated: 1 } });
    expect(await inArchive('a')).toMatchObject({ rating: 5 });
    expect(await inArchive('c')).toBeNull();
    // Nothing of what is still on its way came here to be passed over.
    const skipped = watch.news.map((each) => (each.kind === 'batch' ? each.done.skipped : 0));
    expect(Math.max(...skipped)).toBe(0);
  });

  it('frees its place at its end, and goes on from there', async () => {
    const { config, db, orders, inArchive } = await aDatabase();
    const first = startWatch(config);
    await first.told('watching');
    await first.end();
    expect(await db.collection('checkpoints').findOne()).toMatchObject({ holder: null });
    await orders.insertOne({ command_id: 'a', status: 'livrée', epoch: 0, seq: 1 });
    const second = startWatch(config);
    await until('it is archived', () => inArchive('a'));
    await second.told('watching');
    expect(second.news.map(({ kind }) => kind)).not.toContain('scan');
  });

  it('that lost its lease notes nothing more', async () => {
    const { config, db, orders } = await aDatabase();
    const watch = startWatch(config);
    await watch.told('watching');
    const place = { holder: 'other', until: new Date(Date.now() + 60_000), token: { _data: '82' } };
    await db.collection('checkpoints').updateMany({}, { $set: place });
    await orders.insertOne({ command_id: 'a', status: 'livrée', epoch: 0, seq: 1 });
    await watch.told('replaced');
    expect(await watch.told('waiting')).toMatchObject({ holder: 'other' });
    await watch.end();
    expect(await db.collection('checkpoints').findOne()).toMatchObject(place);
  });

  it('begins anew when another collection takes the place of the orders', async () => {
    const { config, db, inArchive } = await aDatabase();
    const watch = startWatch(config);
    await watch.told('watching');
    await db.collection('orders').drop();
    await watch.told('gone');
    await watch.told('watching', 2);
    await db.collection('new').insertOne({ command_id: 'a', status: 'livrée', epoch: 0, seq: 1 });
    await db.renameCollection('new', 'orders');
    await until('it is archived', () => inArchive('a'));
    expect(watch.news.filter(({ kind }) => kind === 'scan').at(-1)).toMatchObject({
      why: 'collection_gone',
    });
  });

  it('leaves out an order that the archive does not take, and archives the others', async () => {
    const { config, db, orders, inArchive } = await aDatabase();
    await db.command({ collMod: 'archive', validator: { note: { $ne: 'no' } } });
    const watch = startWatch(config);
    await watch.told('watching');
    await orders.insertMany([
      { command_id: 'a', status: 'livrée', note: 'no', epoch: 0, seq: 1 },
      { command_id: 'b', status: 'livrée', note: 'yes', epoch: 0, seq: 2 },
    ]);
    expect(await watch.told('refused')).toMatchObject({ id: 'a' });
    await until('it is archived', () => inArchive('b'));
    await watch.told('batch');
    expect(await inArchive('a')).toBeNull();
  });

  it('looks for everything when its token is none', async () => {
    const { config, db, orders, inArchive } = await aDatabase();
    const first = startWatch(config);
    await first.told('watching');
    await first.end();
    await orders.insertOne({ command_id: 'a', status: 'livrée', epoch: 0, seq: 1 });
    for (const token of [{ _data: '82' }, { _data: 'no hex' }, {}]) {
      await db.collection('checkpoints').updateMany({}, { $set: { token } });
      const watch = startWatch(config);
      expect(await watch.told('interrupted')).toMatchObject({ lost: true });
      expect(await watch.told('scan')).toMatchObject({ why: 'history_lost' });
      await watch.told('watching');
      await watch.end();
    }
    expect(await inArchive('a')).not.toBeNull();
  });

  it('looks for everything when its mapping is another one, once', async () => {
    const { config, orders, inArchive } = await aDatabase();
    await orders.insertOne({ command_id: 'a', status: 'rendue', epoch: 0, seq: 1 });
    const mapping = MAPPINGS.vigie;
    const more = { ...mapping, orders: { ...mapping.orders, cancelled: ['annulée', 'rendue'] } };
    for (const [each, whys] of [
      [mapping, ['first']],
      [more, ['mapping_changed']],
      [more, []],
    ] as const) {
      const watch = startWatch(config, each);
      await watch.told('watching');
      await watch.end();
      expect(watch.news.flatMap((one) => (one.kind === 'scan' ? one.why : []))).toEqual(whys);
    }
    expect(await inArchive('a')).not.toBeNull();
  });

  it('ends with what no pause mends', async () => {
    const refused = new MongoServerError({ message: 'not authorized', code: 13 });
    const open = () => Promise.reject(refused);
    const options = { open, log: pino({ level: 'silent' }), signal: AbortSignal.timeout(5_000) };
    const news: WatchNews[] = [];
    const run = watchArchive({ ...options, tell: (each) => void news.push(each) });
    await expect(run).rejects.toBe(refused);
    expect(news).toEqual([]);
  });

  it('finds orders under a status within another field, and by an id of any type', async () => {
    const { config, db } = await aDatabase();
    const { orders, ...others } = MAPPINGS.platform;
    const watch = startWatch(config, { ...others, orders: { ...orders, status: 'suivi.etat' } });
    await watch.told('watching');
    const commandes = db.collection('Commandes');
    await commandes.insertOne({ numero_commande: 17, suivi: { etat: 'en_attente' } });
    await commandes.updateOne({ numero_commande: 17 }, { $set: { 'suivi.etat': 'livrée' } });
    await commandes.insertOne({ suivi: { etat: 'livrée' } });
    await watch.told('batch');
    expect(await db.collection('archive').countDocuments({ numero_commande: 17 })).toBe(1);
    expect(await db.collection('archive').countDocuments()).toBe(1);
  });
});

describe('the place of an archive', () => {
  const place = { id: 'archive/a/b', mapping: 'm1' };

  it('is held by one, and noted by nobody else', async () => {
    const { history, db } = await aDatabase();
    const [one, two] = ['one', 'two'].map((name) => placeKeeper(history, place, name));
    if (!one || !two) throw new Error('no keepers');
    const taken = await Promise.all([one.take(), two.take()]);
    const [first, second] = taken[0].holder === 'one' ? [one, two] : [two, one];
    expect(taken[0].holder).toBe(taken[1].holder);
    const token = { _data: '8201' };
    expect(await second.keep(token)).toBe(false);
    expect(await second.renew()).toBe(false);
    await second.release();
    expect(await first.keep(token)).toBe(true);
    expect(Math.abs(first.now() - Date.now())).toBeLessThan(60_000);
    // It ran out: the other one goes on from the token, and what the first one notes late is nothing.
    await db.collection('checkpoints').updateMany({}, { $set: { until: new Date(0) } });
    expect(await second.take()).toMatchObject({ token });
    expect(await first.keep({ _data: '8200' })).toBe(false);
    expect(await first.forget('history_lost')).toBe(false);
    expect(await second.take()).toMatchObject({ token });
  });

  it('is noted now and then, not after each batch, and at once at the end', async () => {
    const { history, db } = await aDatabase();
    const keeper = placeKeeper(history, place, 'one');
    await keeper.take();
    let noted = 0;
    const notes = placeNotes(keeper, () => {
      noted += 1;
    });
    const kept = async () => (await db.collection('checkpoints').findOne())?.token?._data;
    for (const _data of ['1', '2', '3']) notes.soon({ _data });
    await until('it is noted', async () => (await kept()) === '3');
    notes.soon({ _data: '4' });
    expect(await notes.flush()).toBe(true);
    expect([await kept(), noted]).toEqual(['4', 2]);
    await db.collection('checkpoints').updateMany({}, { $set: { holder: 'two' } });
    notes.soon({ _data: '5' });
    expect(await notes.flush()).toBe(false);
    expect([await kept(), notes.held()]).toEqual(['4', false]);
  });

  it('is waited for longer each time, up to a limit', () => {
    const longest = [1, 2, 3, 8, 40].map((failures) => pauseAfter(failures, 0));
    expect(longest).toEqual([250, 500, 1_000, 15_000, 15_000]);
    expect(pauseAfter(3, 1)).toBe(500);
  });
});
