import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOrder, desk, OPERA } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { offset } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import { planAssignments } from '../../domain/plan.ts';
import type { Platform } from '../redis/connect.ts';
import { recentEvents } from '../redis/events.ts';
import { parseOrder } from '../redis/parse.ts';
import { assignOrder, reassignOrder, unassignOrder } from '../redis/transitions/assignments.ts';
import { addDriver } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { refusePair } from '../redis/transitions/plans.ts';
import { documentsOf } from '../sync/documents.ts';
import { candidatesOf } from './candidates.ts';
import { giveToBest } from './operations.ts';
import { reasonOfPerson } from './reason.ts';

const CLOSEST = { strategy: 'closest', radiusM: 5_000 } as const;

describe.each(['6.2', '7'] as const)('the reason of an assignment, on Redis %s', (version) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await ownPlatform(testConfig(await ownRedis(version)));
  });
  beforeEach(async () => {
    await platform.redis.flushdb();
    for (const [id, metres, capacity, rating] of [
      ['near', 200, 1, 4],
      ['far', 2_000, 20, 5],
    ] as const) {
      const position = offset(OPERA, metres, 0);
      const driver = { id, name: id, rating, regions: ['Paris'], position, capacity };
      await addDriver(platform, driver, desk);
    }
    for (const id of ['c1', 'c2']) await createOrder(platform, anOrder(id), desk);
  });

  const read = async (id: string) =>
    parseOrder(id, await platform.redis.hgetall(platform.keys.order(id))) as Order;
  const last = async () => {
    const [event] = await recentEvents(platform, 1);
    if (!event) throw new Error('no event');
    return event;
  };

  it('is in the event, and in the audit as a field of its own', async () => {
    await giveToBest(platform, { order: await read('c1') }, CLOSEST, 'desk1');
    const event = await last();
    expect(event).toMatchObject({
      ...{ type: 'order_assigned', driver: 'near' },
      why: { strategy: 'closest', chosen: 'near', could: 2, couldNot: 0, ifWaited: null },
    });
    expect(event.why?.candidates.map(({ driver }) => driver)).toEqual(['near', 'far']);
    expect(event.why?.lacked).toEqual([{ term: 'distance', by: expect.closeTo(1.8, 2) }]);
    const [audit] = documentsOf(event, null);
    expect(audit?.document.why).toEqual(event.why);
  });

  it('says whom the orders before it in the plan took, and what the engine would have done', async () => {
    const orders = [await read('c1'), await read('c2')];
    const plan = planAssignments('closest', await candidatesOf(platform, orders, 5_000));
    await platform.redis.hset(platform.keys.plan('c2'), {
      ...{ driver: 'near', driver_name: 'near', leave_at: 9e12, pickup_at: 9e12, door_at: 9.1e12 },
    });
    for (const [index, order] of orders.entries())
      await giveToBest(platform, { order, planned: plan[index] ?? null }, CLOSEST, 'desk1');
    expect((await last()).why).toMatchObject({
      ...{ chosen: 'far', out: [{ driver: 'near', reason: 'taken' }], could: 1 },
      ifWaited: { driver: 'near', leaveAt: 9e12, doorAt: 9.1e12 },
    });
  });

  it('leaves out who was refused, and says so', async () => {
    await refusePair(platform, { order: 'c1', driver: 'near' }, desk);
    await giveToBest(platform, { order: await read('c1') }, CLOSEST, 'desk1');
    expect((await last()).why).toMatchObject({
      ...{ chosen: 'far', out: [{ driver: 'near', name: 'near', reason: 'refused' }] },
    });
  });

  it('of a person is seen beside balanced, also when the order moves on to another', async () => {
    const wish = { order: 'c1', driver: 'near', radiusM: 5_000 };
    const why = await reasonOfPerson(platform, wish);
    await assignOrder(platform, { ...wish, why }, desk);
    expect((await last()).why).toMatchObject({ strategy: 'person', chosen: 'near', could: 2 });
    const moved = await reasonOfPerson(platform, { ...wish, driver: 'far' });
    await reassignOrder(platform, { order: 'c1', driver: 'far', why: moved }, desk);
    expect(await last()).toMatchObject({ type: 'order_reassigned', why: { chosen: 'far' } });
    expect(await reasonOfPerson(platform, { ...wish, order: 'nobody' })).toBeNull();
    await unassignOrder(platform, { order: 'c1' }, desk);
    expect(await last()).not.toHaveProperty('why');
  });

  it('is no part of what an operation id stands for', async () => {
    const request = { order: 'c1', driver: 'near' };
    const act = { ...desk, operationId: 'once' };
    const why = await reasonOfPerson(platform, { ...request, radiusM: 5_000 });
    const first = await assignOrder(platform, { ...request, why }, act);
    expect(await assignOrder(platform, request, act)).toEqual(first);
  });

  it('that another program wrote otherwise is none', async () => {
    const { redis, keys } = platform;
    await assignOrder(platform, { order: 'c1', driver: 'near' }, desk);
    expect(await last()).not.toHaveProperty('why');
    const [[, flat = []] = []] = await redis.xrevrange(keys.events, '+', '-', 'COUNT', 1);
    for (const odd of ['{', '{"strategy":"closest"}', '[]', 'null']) {
      const fields = flat.map((field, i) => (flat[i - 1] === 'why' ? odd : field));
      await redis.xadd(keys.events, '*', ...fields);
      expect(await last()).not.toHaveProperty('why');
    }
  });
});
