import { beforeAll, describe, expect, it } from 'vitest';
import { createOrder } from '../src/services/redis/transitions/orders.ts';
import { checkEpoch } from '../src/services/sync/epoch.ts';
import { createProgress } from '../src/services/worker/progress.ts';
import { vigie } from './helpers/binary.ts';
import { carryAll, type Way } from './helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from './helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from './helpers/servers.ts';

let way: Way;
let env: NodeJS.ProcessEnv;

/** A command in English; its exit code and both outputs. */
const run = (...args: string[]) => vigie(args, env);

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  way = { config, platform: await ownPlatform(config), history: await ownHistory(config) };
  env = {
    REDIS_URL: `unix://${config.redis.path}`,
    MONGO_URI: config.mongo.uri,
    MONGO_DB: config.mongo.db,
    VIGIE_OPERATOR: 'desk1',
    VIGIE_LANG: 'en',
    VIGIE_LOG_FILE: config.log.file,
  };
  await aDriver(way.platform, 'd1');
  await deliver(way.platform, 'c1', 'd1');
  await createOrder(way.platform, anOrder('c2'), desk);
  await carryAll(way);
});

describe('an operator', () => {
  it('compares both sides: 0 clean, 1 differs, 3 repaired', async () => {
    const clean = await run('reconcile');
    expect(clean).toEqual({
      ...{ code: 0, err: '' },
      out: '2 orders and 1 drivers compared.\nNothing differs.\n',
    });
    const { redis, keys } = way.platform;
    await redis.zrem(keys.ordersWaiting, 'c2');
    const differs = await run('reconcile');
    expect(differs.code).toBe(1);
    expect(differs.out).toContain('c2: the index orders:waiting does not agree with its hash\n');
    const repaired = await run('reconcile', '--repair');
    expect(repaired.code).toBe(3);
    expect(repaired.out).toContain('1 repaired.\n');
    const after = await run('reconcile', '--json');
    expect(after.code).toBe(0);
    expect(JSON.parse(after.out)).toMatchObject({ differences: [], behind: 0 });
  });

  it('sees an event that nobody carries as a difference', async () => {
    await createOrder(way.platform, anOrder('c3'), desk);
    const found = await run('reconcile');
    expect(found.code).toBe(1);
    expect(found.out).toContain('1 events are not in MongoDB yet');
    expect((await run('reconcile', '--repair')).code).toBe(0);
  });

  it('lists, repairs and replays what could not be carried', async () => {
    const { redis, keys } = way.platform;
    const record = JSON.stringify({ status: 'livrée', driver_id: 'd1' });
    const entry = {
      ...{ seq: 'x', epoch: '0', type: 'order_delivered', at: '1795169730250', by: 'x', via: '' },
      ...{ order: 'p1', driver: 'd1', version: '4', status: 'livrée', record },
    };
    const id = String(await redis.xadd(keys.events, '*', ...Object.entries(entry).flat()));
    await carryAll(way);
    const list = await run('sync', 'dead', 'list');
    expect(list.out).toMatch(
      new RegExp(`^${id}  .*order_delivered p1  seq, epoch, at and version`),
    );
    expect(JSON.parse((await run('sync', 'dead', '--json')).out)).toMatchObject({ id });
    expect((await run('sync', 'dead', 'replay', id)).code).toBe(1);
    expect((await run('sync', 'dead', 'repair', id, 'nonsense')).code).toBe(2);
    expect((await run('sync', 'dead', 'repair', id, 'seq=900', 'amount=7.50')).code).toBe(0);
    const shown = await run('sync', 'dead', 'show', id);
    expect(shown.out).toContain('"amount":"7.50"');
    expect(await run('sync', 'dead', 'replay', '--all')).toMatchObject({
      ...{ code: 0, out: '1 carried to MongoDB.\n' },
    });
    expect((await run('sync', 'dead')).out).toBe('No dead letters.\n');
    expect(
      await way.history.db.collection('deliveries').findOne({ command_id: 'p1' }),
    ).toMatchObject({ amount: 7.5 });
    expect(await run('sync', 'dead', 'show', id)).toMatchObject({ code: 1 });
    await way.history.db.collection('deliveries').deleteOne({ command_id: 'p1' });
    await way.history.db.collection('orders').deleteOne({ command_id: 'p1' });
  });

  it('is told how the way to MongoDB is, and why it is not', async () => {
    const { redis, keys } = way.platform;
    const progress = createProgress();
    progress.carried(40);
    progress.failed(new Error('mongodb://me:hunter22secret@host is away'));
    const now = Date.now();
    // It lives until the commands below have asked, however long they take.
    await redis.zadd(keys.workers, now + 60_000, 'w1');
    progress.fields(now - 4_000);
    progress.carried(80);
    await redis.hset(keys.worker('w1'), progress.fields(now));
    await createOrder(way.platform, anOrder('c4'), desk);
    const { out } = await run('status', '--json');
    const { events, sync } = JSON.parse(out);
    expect(events.lag).toBe(1);
    expect(sync).toMatchObject({
      ...{ per_second: 20, dead_letters: 0 },
      last_error: { message: expect.stringContaining('is away') },
      backlog: { entries: 1, headroom_bytes: expect.any(Number) },
    });
    expect(out).not.toContain('hunter22secret');
    const text = await run('status');
    expect(text.out).toMatch(/sync +20 events a second/);
    expect(text.out).toMatch(
      /1 wait in Redis, which uses \d+ MB of \d+ MB: room for about \d+ more/,
    );
    await redis.zrem(keys.workers, 'w1');
    await carryAll(way);
  });

  it('fills an empty Redis, once', async () => {
    const { redis, keys } = way.platform;
    expect(await run('hydrate')).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('Redis holds data already') },
    });
    const seq = Number(await redis.get(keys.eventsSeq));
    await redis.flushall();
    const filled = await run('hydrate');
    expect(filled.code).toBe(0);
    expect(filled.out).toBe(
      `3 open orders and 1 drivers are back in Redis; events go on after ${seq}, epoch 1.\n`,
    );
    expect(filled.err).toContain('orders 3 / 3\n');
    const reconciled = await run('reconcile');
    expect(reconciled.out).toContain('Nothing differs.');
  });

  it('waits for a server that is away, tells each try, and goes on without it', async () => {
    const away = { ...env, MONGO_URI: 'mongodb://127.0.0.1:1/', MONGO_TIMEOUT: '200' };
    const { code, err } = await vigie(['hydrate', '--wait', '2'], away);
    expect(code).toBe(1);
    expect(err).toMatch(/MongoDB does not answer \(.*\): try 1, next in 0.5 s/);
    expect(err).toMatch(/MongoDB did not answer in \d tries. Nothing was loaded./);
  });

  it('reads by number and order what a Redis that came back older lost', async () => {
    const { platform, history } = way;
    const { redis, keys } = platform;
    expect((await run('sync', 'lost')).out).toBe('Nothing was lost.\n');
    await deliver(platform, 'late', 'd1');
    await carryAll(way);
    const seq = Number(await redis.get(keys.eventsSeq));
    await redis.set(keys.eventsSeq, seq - 1);
    await checkEpoch(platform, history);
    expect((await run('sync', 'lost')).out).toBe(
      `epoch 1: events ${seq} to ${seq}\n  ${seq}  order_delivered  late  d1\n`,
    );
    expect(JSON.parse((await run('sync', 'lost', '--json')).out)).toMatchObject({
      seq,
      order: 'late',
    });
  });
});
