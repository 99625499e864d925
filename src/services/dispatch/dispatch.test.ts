import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOrder, BASTILLE, desk, OPERA } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { offset } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import { type Planned, planAssignments } from '../../domain/plan.ts';
import type { Move, UndoList } from '../../domain/undo.ts';
import { rebased, withDeed } from '../../domain/undo.ts';
import type { Platform } from '../redis/connect.ts';
import { RedisDown } from '../redis/down.ts';
import { parseOrder } from '../redis/parse.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../redis/transitions/deliveries.ts';
import { addDriver, driverOffDuty } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { candidatesFor, candidatesOf } from './candidates.ts';
import { give, giveToBest, plainly, takeBack, undoMove } from './operations.ts';
import { type Answer, over } from './over.ts';
import { readPlaces } from './places.ts';

const CLOSEST = { strategy: 'closest', radiusM: 5_000 } as const;

describe.each(['6.2', '7'] as const)('acting on several orders, on Redis %s', (version) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await ownPlatform(testConfig(await ownRedis(version)));
  });
  beforeEach(async () => {
    await platform.redis.flushdb();
    // Two places at the near driver's, many at the far one's.
    for (const [id, metres, capacity] of [
      ['near', 200, 2],
      ['far', 2_000, 20],
    ] as const) {
      const position = offset(OPERA, metres, 0);
      const driver = { id, name: id, rating: 4.5, regions: ['Paris'], position, capacity };
      await addDriver(platform, driver, desk);
    }
  });

  const read = async (id: string) =>
    parseOrder(id, await platform.redis.hgetall(platform.keys.order(id))) as Order;
  async function waiting(...ids: string[]): Promise<Order[]> {
    for (const id of ids) await createOrder(platform, anOrder(id), desk);
    return Promise.all(ids.map(read));
  }
  const job = (order: Order, run: () => Promise<Answer>) => ({ order: order.id, run });
  const closest = (orders: readonly Order[], planned = new Map<string, Planned>()) =>
    orders.map((order) =>
      job(order, () =>
        giveToBest(platform, { order, planned: planned.get(order.id) ?? null }, CLOSEST, 'desk1'),
      ),
    );
  const planOf = async (orders: readonly Order[]) =>
    planAssignments('closest', await candidatesOf(platform, orders, 5_000));
  const holders = (ids: string[]) =>
    Promise.all(ids.map(async (id) => (await read(id)).driverId ?? '-'));
  const told = ({ answer }: { answer: Answer }) =>
    answer.is === 'done'
      ? `to ${answer.driver?.driverId}`
      : answer.is === 'refused'
        ? answer.refusal.refusal
        : answer.is;

  it('plans what fits, and does what was planned', async () => {
    const orders = await waiting('c1', 'c2', 'c3');
    const plan = await planOf(orders);
    expect(plan.map(({ driver }) => driver?.driverId)).toEqual(['near', 'near', 'far']);
    expect(await holders(['c1', 'c2', 'c3'])).toEqual(['-', '-', '-']);
    const planned = new Map(plan.map((each) => [each.order, each]));
    const results = await over(closest(orders, planned));
    expect(results.map(told)).toEqual(['to near', 'to near', 'to far']);
    expect(await holders(['c1', 'c2', 'c3'])).toEqual(['near', 'near', 'far']);
  });

  it('tells each order its own result, in the order of the orders', async () => {
    const orders = await waiting('c1', 'c2', 'c3');
    const [, second] = orders;
    const lost = { ...(second as Order), id: 'nowhere' };
    await assignOrder(platform, { order: 'c2', driver: 'far' }, { by: 'desk2' });
    const seen: string[] = [];
    const results = await over(closest([...orders, lost]), {
      progress: (index, { order }) => seen.push(`${index} ${order}`),
    });
    expect(results.map(told)).toEqual(['to near', 'wrong_status', 'to near', 'unknown_order']);
    expect(seen.toSorted()).toEqual(['0 c1', '1 c2', '2 c3', '3 nowhere']);
    expect(results[1]?.answer).toMatchObject({
      refusal: { details: { driver: 'far', by: 'desk2' } },
    });
  });

  it('chooses another driver when the planned one can not take it any more', async () => {
    const [order] = await waiting('c1');
    const [plan] = await planOf([order as Order]);
    await driverOffDuty(platform, 'near', desk);
    const planned = new Map([['c1', plan ?? never()]]);
    expect((await over(closest([order as Order], planned))).map(told)).toEqual(['to far']);
    await createOrder(platform, anOrder('c2', { region: 'Banlieue' }), desk);
    const [nobody] = await over(closest([await read('c2')]));
    expect(nobody?.answer).toMatchObject({
      is: 'nobody',
      excluded: [{ driverId: 'far', reason: 'other_region' }],
    });
  });

  it('does not overfill, however many are given away at once', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `c${i}`);
    const results = await over(closest(await waiting(...ids)));
    expect(results.filter(({ answer }) => answer.is === 'done')).toHaveLength(22);
    expect(await platform.redis.scard(platform.keys.driverOrders('near'))).toBe(2);
    expect(await platform.redis.scard(platform.keys.driverOrders('far'))).toBe(20);
    expect(new Set(results.slice(-1).map(told))).toEqual(new Set(['nobody']));
  });

  it('stopped: what is begun is finished, the rest is told as left', async () => {
    const orders = await waiting(...Array.from({ length: 20 }, (_, i) => `c${i}`));
    const stop = new AbortController();
    const results = await over(closest(orders), {
      signal: stop.signal,
      progress: () => stop.abort(),
    });
    const left = results.filter(({ answer }) => answer.is === 'left');
    expect(left.length).toBe(12);
    for (const { order } of left) expect((await read(order)).status).toBe('waiting');
    expect(await over(closest(orders), { signal: stop.signal })).toHaveLength(20);
  });

  it('without an answer nothing more is begun, and nobody claims to know', async () => {
    const orders = await waiting(...Array.from({ length: 20 }, (_, i) => `c${i}`));
    const gone = async () => {
      throw new RedisDown('gone');
    };
    const results = await over(orders.map((order) => job(order, gone)));
    expect(results[0]?.answer).toEqual({ is: 'unknown', down: true, error: 'gone' });
    expect(results.filter(({ answer }) => answer.is === 'left')).toHaveLength(12);
  });

  it('takes back, hands over and delivers many, each as it stands', async () => {
    const [first, ...others] = await waiting('c1', 'c2', 'c3');
    for (const order of ['c1', 'c2']) await assignOrder(platform, { order, driver: 'far' }, desk);
    await pickUpOrder(platform, 'c2', desk);
    const now = await Promise.all(['c1', 'c2', 'c3'].map(read));
    const done = (order: Order) => () => plainly(platform, deliverOrder, order, desk);
    const back = (order: Order) => () => takeBack(platform, order, 'desk1');
    const each = async (orders: readonly Order[], run: (order: Order) => () => Promise<Answer>) =>
      (await over(orders.map((order) => job(order, run(order))))).map(told);
    expect(await each(now, done)).toEqual(['wrong_status', 'to undefined', 'wrong_status']);
    // What the caller saw is out of date by now: nobody else's work is touched.
    expect(await each([first as Order, ...others], back)).toEqual([
      'moved_on',
      'moved_on',
      'wrong_status',
    ]);
    expect(await each([await read('c1')], back)).toEqual(['to undefined']);
    expect((await read('c1')).status).toBe('waiting');
  });

  it('who has an order is no candidate; what is in hand is taken over where he is', async () => {
    await waiting('c1');
    await assignOrder(platform, { order: 'c1', driver: 'far' }, desk);
    const before = await candidatesFor(platform, await read('c1'), 5_000);
    expect(
      before.eligible.map(({ driverId, distanceM }) => [driverId, Math.round(distanceM)]),
    ).toEqual([['near', 200]]);
    await pickUpOrder(platform, 'c1', desk);
    const after = await candidatesFor(platform, await read('c1'), 5_000);
    expect(after.eligible.map(({ distanceM }) => Math.round(distanceM))).toEqual([1_800]);
  });

  it('takes back, newest first, all that one operator did, to where it began', async () => {
    await waiting('c1');
    let list: UndoList = [];
    const to = (driverId: string) => ({
      ...{ driverId, name: driverId, distanceM: 0, rating: 0, load: 0, capacity: 4 },
    });
    const note = (answer: Answer) => {
      expect(answer.is).toBe('done');
      if (answer.is === 'done')
        list = withDeed(list, { kind: 'moves', moves: answer.move ? [answer.move] : [] });
    };
    note(await give(platform, { order: await read('c1'), driver: to('near') }, desk));
    note(await give(platform, { order: await read('c1'), driver: to('far') }, desk));
    note(await takeBack(platform, await read('c1'), 'desk1'));
    note(await give(platform, { order: await read('c1'), driver: to('near') }, desk));
    const way: string[] = [];
    for (let move = newest(list); move; move = newest(list)) {
      const answer = await undoMove(platform, move, 'desk1');
      expect(answer.is).toBe('done');
      const version = answer.is === 'done' ? answer.version : 0;
      list = rebased(list.slice(0, -1), 'c1', move.before, version);
      way.push(...(await holders(['c1'])));
    }
    expect(way).toEqual(['-', 'far', 'near', '-']);
  });

  it('an undo is refused once somebody did something else', async () => {
    const [order] = await waiting('c1');
    const answer = await giveToBest(platform, { order: order as Order }, CLOSEST, 'desk1');
    await pickUpOrder(platform, 'c1', { by: 'desk2' });
    const move = answer.is === 'done' && answer.move;
    expect(await undoMove(platform, move || never(), 'desk1')).toMatchObject({
      refusal: { refusal: 'moved_on', details: { order: 'c1', by: 'desk2', status: 'récupérée' } },
    });
  });

  it('knows the places that orders come from and go to', async () => {
    const { redis, keys } = platform;
    expect(await readPlaces(platform)).toEqual([]);
    await redis.geoadd(keys.deliveryPoints, OPERA.lon, OPERA.lat, 'Opéra');
    await redis.geoadd(keys.deliveryPoints, BASTILLE.lon, BASTILLE.lat, 'Bastille');
    const places = await readPlaces(platform);
    expect(places.map(({ name }) => name)).toEqual(['Bastille', 'Opéra']);
    expect(places[1]?.lon).toBeCloseTo(OPERA.lon, 4);
  });
});

function newest(list: UndoList): Move | undefined {
  const deed = list.at(-1);
  return deed?.kind === 'moves' ? deed.moves[0] : undefined;
}

function never(): never {
  throw new Error('not expected');
}
