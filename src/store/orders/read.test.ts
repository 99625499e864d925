import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { aContext, aStart, pressing, typing } from '../../../test/helpers/context.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../../test/helpers/servers.ts';
import { plain } from '../../components/text.ts';
import { frame } from '../../screens/frame.ts';
import type { Config } from '../../services/config/config.ts';
import { openLog } from '../../services/log/log.ts';
import type { History } from '../../services/mongo/connect.ts';
import type { Platform } from '../../services/redis/connect.ts';
import { type Entry, parseEvents } from '../../services/redis/events.ts';
import { adoptOrder } from '../../services/redis/transitions/adoption.ts';
import { assignOrder } from '../../services/redis/transitions/assignments.ts';
import { failOrder, pickUpOrder } from '../../services/redis/transitions/deliveries.ts';
import { createOrder, deleteOrder } from '../../services/redis/transitions/orders.ts';
import { documentsOf } from '../../services/sync/documents.ts';
import { startLive } from '../live.ts';
import { createConsoleStore } from '../store.ts';
import { orderRows, ordersCursor } from './rows.ts';

let config: Config;
let platform: Platform;
let history: History;

beforeAll(async () => {
  const servers = await ownRedis('6.2');
  config = testConfig(servers);
  platform = await ownPlatform(config);
  history = await ownHistory(config);
});

beforeEach(async () => {
  await platform.redis.flushdb();
  await history.db.collection('events').deleteMany({});
});

/** A console on the Orders screen, without a terminal. */
async function onOrders({ mongo = true } = {}) {
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const store = createConsoleStore(aStart());
  const own = mongo
    ? config
    : { ...config, mongo: { ...config.mongo, uri: 'mongodb://127.0.0.1:1' } };
  const live = startLive(store, own, await openLog(config, 'console'), leave.signal);
  const context = () => aContext({ store, live, rows: () => 10 });
  const press = pressing(context);
  await until('the board', () => store.getState().board !== null);
  if (mongo) await until('MongoDB', () => store.getState().mongo.state === 'up');
  const ids = () => orderRows(store.getState()).map(({ id }) => id);
  return {
    ...{ store, press, type: typing(context), state: store.getState, ids },
    selected: () => ordersCursor(store.getState()).order?.id,
    screen: () => frame(store.getState()).map(plain).join('\n'),
    isRead: () => until('all open orders', () => store.getState().orders.complete),
  };
}

/** Orders as another program leaves them: hashes and sets, no event. */
async function othersOrders(count: number, status = 'en_attente', set = 'waiting' as const) {
  const { redis, keys } = platform;
  const pipeline = redis.pipeline();
  for (let i = 0; i < count; i += 1) {
    pipeline.hset(keys.order(`o${i}`), { status, client: `Client ${i}`, created_at: `${i + 1}` });
    pipeline.sadd(keys.ordersStatus(set), `o${i}`);
  }
  await pipeline.exec();
}

describe('the book of orders', () => {
  it('is read once in pages, then follows what everybody does', async () => {
    await aDriver(platform, 'd1');
    for (const id of ['c1', 'c2', 'c3']) await createOrder(platform, anOrder(id), desk);
    await assignOrder(platform, { order: 'c3', driver: 'd1' }, desk);
    const { press, ids, isRead, selected, state, screen } = await onOrders();
    press('2');
    await isRead();
    expect(ids()).toEqual(['c1', 'c2', 'c3']);
    press('j');
    expect(selected()).toBe('c2');
    expect(screen()).toContain('Orders  3 of 3   open   by wait');

    await createOrder(platform, anOrder('c4'), desk);
    await until('the new one', () => ids().includes('c4'));
    await assignOrder(platform, { order: 'c1', driver: 'd1' }, desk);
    await until('the assigned one has moved down', () => ids()[0] === 'c2');
    expect(selected()).toBe('c2');
    await assignOrder(platform, { order: 'c2', driver: 'd1' }, desk);
    await pickUpOrder(platform, 'c2', desk);
    await until('c2 is under way', () => ids().at(-1) === 'c2');
    await deleteOrder(platform, 'c4', desk);
    await until('the deleted one has gone', () => !ids().includes('c4'));
    expect(selected()).toBe('c2');
    expect(state().orders.reading).toBeNull();
  });

  it('notices what other programs write without a word, and adoptions', async () => {
    await othersOrders(3);
    const { press, ids, isRead, state } = await onOrders();
    press('2');
    await isRead();
    expect(ids()).toEqual(['o0', 'o1', 'o2']);
    const { redis, keys } = platform;
    // One order more, one moved on, one whose set alone was changed, one gone.
    await othersOrders(4);
    await redis.hset(keys.order('o0'), 'status', 'assignée');
    await redis.smove(keys.ordersStatus('waiting'), keys.ordersStatus('assigned'), 'o0');
    await redis.srem(keys.ordersStatus('waiting'), 'o1');
    await redis.del(keys.order('o1'));
    await until('what differs', () => ids().join() === 'o2,o3,o0');
    expect(state().orders.book?.orders.get('o0')?.status).toBe('assigned');
    await redis.hset(keys.order('o2'), 'client', 'Someone else');
    await adoptOrder(platform, 'o2', { by: 'worker', via: 'adopted' });
    await until('the adopted one', () =>
      orderRows(state()).some(({ client }) => client === 'Someone else'),
    );
  });

  it('shows an order where its set has it when its hash was left alone', async () => {
    await createOrder(platform, anOrder('c1'), desk);
    const { redis, keys } = platform;
    await redis.smove(keys.ordersStatus('waiting'), keys.ordersStatus('assigned'), 'c1');
    const { press, isRead, state } = await onOrders();
    press('2');
    await isRead();
    expect(orderRows(state())[0]?.status).toBe('assigned');
  });

  it('can be stopped while it is read, and read on', async () => {
    await othersOrders(2_500);
    const { press, store, state, screen, ids, isRead } = await onOrders();
    const leave = store.subscribe(({ orders }) => {
      if (orders.reading && !orders.reading.stop && !orders.stopped) press('esc');
    });
    press('2');
    await until('it has stopped', () => state().orders.stopped);
    leave();
    expect(ids().length).toBeLessThan(2_500);
    expect(screen()).toContain('of 2,500');
    expect(screen()).toContain('n reads on');
    expect(state().screen).toBe('orders');
    press('n');
    await isRead();
    expect(ids()).toHaveLength(2_500);
  });

  it('has the finished ones, newest first, only when they are asked for', async () => {
    await aDriver(platform, 'd1');
    await createOrder(platform, anOrder('c0'), desk);
    for (const id of ['c1', 'c2', 'c3']) await deliver(platform, id, 'd1');
    const { press, type, ids, isRead, state, screen } = await onOrders();
    press('2');
    await isRead();
    expect(state().orders.book?.counts.delivered).toBe(0);
    press('f', 'f', 'f', 'f', 'f');
    expect(state().orders.scope).toBe('finished');
    await until('the finished ones', () => ids().join() === 'c3,c2,c1');
    await deliver(platform, 'c4', 'd1');
    await until('one more', () => ids()[0] === 'c4');
    expect(screen()).toContain('Orders  4 of 4   finished');
    press('/');
    type('status:waiting');
    expect(ids()).toEqual(['c0']);
  });
});

describe('keys on the orders', () => {
  it('sort, filter, mark, open, and go back one step at a time', async () => {
    await createOrder(platform, anOrder('c1', { amountCents: 1_000 }), desk);
    await createOrder(platform, anOrder('c2', { amountCents: 3_000, client: 'Zoé' }), desk);
    const { press, type, ids, isRead, state, screen, selected } = await onOrders();
    press('2');
    await isRead();
    press('s');
    type('amount');
    press('enter');
    expect(ids()).toEqual(['c2', 'c1']);
    expect(state().message.text).toContain('Sorted by amount');
    press('/');
    type('zoe');
    press('enter');
    expect(ids()).toEqual(['c2']);
    expect(selected()).toBe('c2');
    press('space', 'enter');
    expect(state().orders).toMatchObject({ marks: ['c2'], open: true });
    await until('the detail', () => screen().includes('created, by desk1'));
    press('esc');
    expect(state().orders).toMatchObject({ marks: ['c2'], open: false });
    press('esc');
    expect(state().orders.marks).toEqual([]);
    expect(ids()).toEqual(['c2']);
    press('esc');
    expect(ids()).toEqual(['c2', 'c1']);
    press('esc');
    expect(state().screen).toBe('live');
  });

  it('on a marked order that the cursor is not on ask first, and the keys say what is marked', async () => {
    await aDriver(platform, 'd1');
    for (const id of ['c1', 'c2']) await createOrder(platform, anOrder(id), desk);
    const { press, isRead, state, screen, selected } = await onOrders();
    press('2');
    await isRead();
    press('space');
    expect([selected(), state().orders.marks]).toEqual(['c2', ['c1']]);
    expect(screen()).toContain('c closest, 1 marked');
    press('c');
    await until('the plan', () => state().prompt?.kind === 'text');
    expect(state().prompt).toMatchObject({ title: 'c1, closest: what would be done' });
    expect(await platform.redis.get(platform.keys.assignment('c1'))).toBeNull();
    press('esc', 'k', 'c');
    await until('it is given away', () => state().message.text.startsWith('c1 assigned to d1'));
  });

  it('a jump to an order that is gone says so', async () => {
    await createOrder(platform, anOrder('c1'), desk);
    const { store, press, isRead, selected } = await onOrders();
    press('2');
    await isRead();
    store.setState((now) => ({ orders: { ...now.orders, selected: 'gone1' } }));
    await until(
      'it is told',
      () => store.getState().message.text === 'gone1 is not among the orders any more.',
    );
    expect(selected()).toBe('c1');
  });
});

describe('the story of an order', () => {
  /** What the relay of the worker does with the events so far. */
  async function carry(): Promise<void> {
    const entries = (await platform.redis.xrange(platform.keys.events, '-', '+')) as Entry[];
    for (const event of parseEvents(entries)) {
      for (const { collection, key, document, epoch, seq } of documentsOf(event, null)) {
        if (collection !== 'events') continue;
        await history.db
          .collection(collection)
          .replaceOne(key, { ...document, epoch, seq }, { upsert: true });
      }
    }
  }

  async function aHardDelivery(): Promise<void> {
    await aDriver(platform, 'd1');
    await createOrder(platform, anOrder('c1'), { by: 'desk2' });
    await assignOrder(platform, { order: 'c1', driver: 'd1' }, { by: 'desk2', via: 'closest' });
    await pickUpOrder(platform, 'c1', { by: 'd1' });
    await failOrder(platform, 'c1', { by: 'd1', via: 'nobody at home' });
  }

  it('is told whole, with who did what, when MongoDB has it and Redis has forgotten', async () => {
    await aHardDelivery();
    await carry();
    await platform.redis.xtrim(platform.keys.events, 'MAXLEN', 0);
    await history.db
      .collection<{ _id: string }>('menus')
      .insertOne({ _id: 'p1', name: 'Bo bun' } as never);
    const { press, isRead, screen, state } = await onOrders();
    press('2');
    await isRead();
    await until('its story', () => state().orders.detail?.story?.whole === true);
    expect(state().orders.detail?.story?.timeline.map(({ type, by }) => `${type} ${by}`)).toEqual([
      'order_created desk2',
      'order_assigned desk2',
      'order_picked_up d1',
      'order_failed d1',
    ]);
    expect(screen()).toContain('Bo bun');
    expect(screen()).toContain('1 failed try: nobody at home');
  });

  it('without MongoDB is told from the stream, and says that there may be more', async () => {
    await aHardDelivery();
    const { press, isRead, screen, state } = await onOrders({ mongo: false });
    press('2');
    await isRead();
    await until('its story', () => state().orders.detail?.story !== undefined);
    expect(state().orders.detail?.story).toMatchObject({ whole: false });
    expect(state().orders.detail?.story?.timeline.at(-1)).toMatchObject({
      ...{ type: 'order_failed', by: 'd1', via: 'nobody at home' },
    });
    expect(screen()).toContain('MongoDB is away');
  });
});
