import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { carryAll, type Way } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { liveWholeLife } from '../../../test/helpers/whole-life.ts';
import { parseOrder } from '../redis/parse.ts';
import { openAlert } from '../redis/transitions/alerts.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder, rateOrder } from '../redis/transitions/deliveries.ts';
import { driverOffDuty } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { pinPlan, refusePair } from '../redis/transitions/plans.ts';
import { orderDocument } from '../sync/documents.ts';
import { checkEpoch } from '../sync/epoch.ts';
import { orderToRestore } from './hash.ts';
import { HydrateRefused, hydrate } from './hydrate.ts';
import { GaveUp, keepTrying, type Try } from './wait.ts';

let way: Way;

beforeEach(async () => {
  const config = testConfig(await ownRedis());
  way = { config, platform: await ownPlatform(config), history: await ownHistory(config) };
});

const quiet = { force: false, signal: new AbortController().signal, onProgress: () => undefined };

/** What a Redis that came back should know again, by key. */
async function known() {
  const { redis, keys } = way.platform;
  const names = await redis.keys('*');
  const state: Record<string, unknown> = {};
  const forgotten =
    /^(op:|events|epoch|settings|workers|drivers_locations|drivers:last_seen|driver:.*:track|alert|cache|orders:finished|orders:status:(livrée|annulée))/;
  const finished = new Set(await redis.zrange(keys.ordersFinished, '0', '-1'));
  for (const name of names.sort()) {
    if (forgotten.test(name) || finished.has(name.replace('order:', ''))) continue;
    const type = await redis.type(name);
    if (type === 'hash') {
      const { last_transition, previous_driver, ...hash } = await redis.hgetall(name);
      state[name] = Object.fromEntries(Object.entries(hash).filter(([, value]) => value !== ''));
    } else if (type === 'set') state[name] = (await redis.smembers(name)).sort();
    else if (type === 'zset') state[name] = await redis.zrange(name, '0', '-1', 'WITHSCORES');
    else if (type === 'string') state[name] = await redis.get(name);
  }
  return state;
}

describe('an empty Redis', () => {
  it('knows again what it knew: open orders, drivers, versions, figures', async () => {
    const { platform, history } = way;
    for (const id of ['d1', 'd2', 'd3']) await aDriver(platform, id);
    await deliver(platform, 'c1', 'd1');
    await rateOrder(platform, { order: 'c1', stars: 4 }, desk);
    for (const id of ['c2', 'c3', 'c4']) await createOrder(platform, anOrder(id), desk);
    await createOrder(platform, anOrder('c5', { readyAt: Date.now() + 900_000 }), desk);
    await refusePair(platform, { order: 'c5', driver: 'd1' }, desk);
    await pinPlan(platform, { order: 'c5', driver: 'd2' }, desk);
    await assignOrder(platform, { order: 'c3', driver: 'd1' }, desk);
    await assignOrder(platform, { order: 'c4', driver: 'd2' }, desk);
    await pickUpOrder(platform, 'c4', desk);
    await driverOffDuty(platform, 'd3', desk);
    const alert = { kind: 'order_late', subject: 'c2', driver: null } as const;
    await openAlert(platform, { ...alert, severity: 'critical', details: {} }, desk);
    await carryAll(way);
    const before = await known();
    const seq = Number(await platform.redis.get(platform.keys.eventsSeq));
    await platform.redis.flushall();

    const progress: string[] = [];
    const done = await hydrate(platform, history, {
      ...quiet,
      onProgress: (stage, n, total) => progress.push(`${stage} ${n}/${total}`),
    });
    expect(done).toEqual({ orders: 4, drivers: 3, seq, epoch: 1 });
    expect(progress).toEqual(['drivers 3/3', 'orders 4/4']);
    expect(await known()).toEqual(before);
    // An alert is looked for anew: in history its life is over.
    const story = await history.db.collection('alerts').findOne({ subject: 'c2' });
    expect(story).toMatchObject({ state: 'resolved', resolved_by: 'hydrate' });
    expect(story?.life).toHaveLength(2);

    // It goes on: what is new is no replay, and nothing counts as lost.
    expect(await checkEpoch(platform, history)).toBeNull();
    expect(await deliverOrder(platform, 'c4', desk)).toMatchObject({ ok: true, seq: seq + 1 });
    await carryAll(way);
    const deliveries = history.db.collection('deliveries');
    expect(await deliveries.findOne({ command_id: 'c4' })).toMatchObject({ epoch: 1, version: 4 });
  });

  it('is filled once: a Redis that holds something is left alone, unless forced', async () => {
    const { platform, history } = way;
    await expect(hydrate(platform, history, quiet)).rejects.toMatchObject({ reason: 'nothing' });
    await aDriver(platform, 'd1');
    await createOrder(platform, anOrder('c1'), desk);
    await carryAll(way);
    await expect(hydrate(platform, history, quiet)).rejects.toBeInstanceOf(HydrateRefused);
    await platform.redis.del(platform.keys.order('c1'));
    await assignOrder(platform, { order: 'c1', driver: 'd1' }, desk);
    const done = await hydrate(platform, history, { ...quiet, force: true });
    expect(done).toMatchObject({ orders: 1, drivers: 0 });
    expect(await platform.redis.exists(platform.keys.order('c1'))).toBe(1);
  });

  it('cut off in the middle goes on where it was, in the same epoch', async () => {
    const { platform, history } = way;
    for (let i = 0; i < 150; i += 1) await createOrder(platform, anOrder(`c${i}`), desk);
    await carryAll(way);
    await platform.redis.flushall();
    const stop = new AbortController();
    const cut = hydrate(platform, history, {
      ...quiet,
      signal: stop.signal,
      onProgress: (stage, done) => {
        if (stage === 'orders' && done >= 100) stop.abort();
      },
    });
    await expect(cut).rejects.toThrow();
    expect(await platform.redis.scard(platform.keys.ordersStatus('waiting'))).toBe(100);
    expect(await hydrate(platform, history, quiet)).toMatchObject({ orders: 50, epoch: 1 });
    expect(await platform.redis.scard(platform.keys.ordersStatus('waiting'))).toBe(150);
  });

  it('gets each order back as MongoDB has it, whatever it holds', async () => {
    const { platform } = way;
    await liveWholeLife(platform);
    await carryAll(way);
    const word = fc.string({ minLength: 1, maxLength: 20 });
    const at = fc.integer({ min: 1e12, max: 2e12 }).map(String);
    const hash = fc.record(
      {
        ...{ status: fc.constantFrom('en_attente', 'assignée', 'récupérée'), client: word },
        ...{ note: word, region: word, amount_cents: fc.nat().map(String), created_at: at },
        ...{ due_at: at, driver_id: word, fail_reason: word, attempts: fc.nat().map(String) },
        ...{
          items_count: fc.constant('1'),
          item_0_product_id: word,
          pickup_lon: fc.constant('2.5'),
        },
        ...{ pickup_lat: fc.constant('48.5'), updated_by: word, version: fc.nat().map(String) },
      },
      { requiredKeys: ['status', 'version'] },
    );
    const defined = (document: object) => JSON.parse(JSON.stringify(document));
    const documentOf = (record: Record<string, string>) => {
      const order = parseOrder('c1', record);
      return order === null ? null : orderDocument(order, record);
    };
    fc.assert(
      fc.property(hash, (record) => {
        const given = Object.fromEntries(Object.entries(record).filter(([, v]) => v !== undefined));
        const document = documentOf(given as Record<string, string>);
        const back = document && orderToRestore({ ...document, version: Number(record.version) });
        if (!document || !back) throw new Error('no order');
        const again = documentOf({ ...back.fields, status: String(document.status) });
        expect(defined(again ?? {})).toEqual(defined(document));
      }),
    );
  });
});

describe('waiting for a server', () => {
  it('tells each try and its pause, and gives up in the end', async () => {
    const tries: Try[] = [];
    const signal = new AbortController().signal;
    const options = { limitMs: 1_600, signal, onTry: (it: Try) => void tries.push(it) };
    let calls = 0;
    const second = () => Promise[++calls > 1 ? 'resolve' : 'reject'](new Error('refused'));
    await keepTrying('Redis', second, options);
    expect(tries).toEqual([{ name: 'Redis', attempt: 1, pauseMs: 500, reason: 'refused' }]);
    const never = () => Promise.reject(new Error('mongodb://me:secret@host refused'));
    await expect(keepTrying('MongoDB', never, options)).rejects.toBeInstanceOf(GaveUp);
    expect(JSON.stringify(tries)).not.toContain('secret');
  });
});
