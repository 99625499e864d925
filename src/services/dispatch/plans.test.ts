import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDriver, anOrder, desk } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Order } from '../../domain/order.ts';
import type { PinMove, PinWish } from '../../domain/undo.ts';
import type { Platform } from '../redis/connect.ts';
import { recentEvents } from '../redis/events.ts';
import { driverOffDuty, removeDriver } from '../redis/transitions/drivers.ts';
import { correctOrder, createOrder } from '../redis/transitions/orders.ts';
import { allowPair, pinPlan, refusePair } from '../redis/transitions/plans.ts';
import { readWaitingOrders } from './assign-many.ts';
import { movePin, undoPin } from './plans.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await ownPlatform(testConfig(await ownRedis()));
});
beforeEach(async () => {
  await platform.redis.flushdb();
  for (const id of ['d1', 'd2', 'd3']) await aDriver(platform, id);
  await createOrder(platform, anOrder('c1'), desk);
});

const read = async () => {
  const [order] = await readWaitingOrders(platform, ['c1']);
  return order as Order;
};
const chosen = () =>
  platform.redis.hmget(
    platform.keys.order('c1'),
    ...['pinned_driver', 'pinned_by', 'refused_drivers'],
  );

/** Does it as the console does; answers what an undo needs. */
async function moved(wish: PinWish): Promise<PinMove> {
  const order = await read();
  const answer = await movePin(platform, order, wish, 'desk1');
  if (answer.is !== 'done') return expect.fail(JSON.stringify(answer));
  const { pinned, refused, version: before } = order;
  return { order: 'c1', ...wish, was: { pinned, refused }, before, version: answer.version };
}

describe('what was made of a plan, and then taken back', () => {
  const CASES: readonly [PinWish['kind'], driver: string, event: string][] = [
    ['pin', 'd2', 'plan_pinned'],
    ['pin', 'd3', 'plan_pinned'],
    ['unpin', 'd1', 'plan_pinned'],
    ['refuse', 'd1', 'plan_pinned'],
    ['refuse', 'd2', 'pair_allowed'],
    ['allow', 'd3', 'pair_refused'],
  ];

  it.each(CASES)(
    '%s %s: leaves the pin, whose it is, and the refusals',
    async (kind, driver, type) => {
      await refusePair(platform, { order: 'c1', driver: 'd3' }, desk);
      await pinPlan(platform, { order: 'c1', driver: 'd1' }, { by: 'desk2' });
      const before = await chosen();
      expect(before).toEqual(['d1', 'desk2', 'd3']);
      const move = await moved({ kind, driver });
      expect(await chosen()).not.toEqual(before);
      expect(await undoPin(platform, move, 'desk1')).toMatchObject({ is: 'done' });
      expect(await chosen()).toEqual(before);
      const [event] = await recentEvents(platform, 1);
      expect(event).toMatchObject({ type, by: 'desk1', order: 'c1' });
      expect(event?.record).toMatchObject({ pinned_driver: 'd1', refused_drivers: 'd3' });
    },
  );

  it('leaves a refused driver refused whom nobody but the undone pin had allowed', async () => {
    await refusePair(platform, { order: 'c1', driver: 'd3' }, desk);
    const move = await moved({ kind: 'pin', driver: 'd3' });
    expect(await chosen()).toEqual(['d3', 'desk1', null]);
    await undoPin(platform, move, 'desk1');
    expect(await chosen()).toEqual([null, null, 'd3']);
    const [event] = await recentEvents(platform, 1);
    expect(event).toMatchObject({ type: 'pair_refused', driver: 'd3' });
  });

  it('is not done once somebody touched the order', async () => {
    const move = await moved({ kind: 'pin', driver: 'd2' });
    await correctOrder(platform, { order: 'c1', note: 'ring twice' }, { by: 'desk2' });
    const answer = await undoPin(platform, move, 'desk1');
    expect(answer).toMatchObject({
      refusal: { refusal: 'moved_on', details: { by: 'desk2', last: 'correct' } },
    });
    expect((await chosen())[0]).toBe('d2');
  });
});

it('nobody’s newer pin is overwritten', async () => {
  const seen = await read();
  await pinPlan(platform, { order: 'c1', driver: 'd2' }, { by: 'desk2' });
  for (const kind of ['pin', 'unpin', 'refuse', 'allow'] as const) {
    const answer = await movePin(platform, seen, { kind, driver: 'd1' }, 'desk1');
    expect(answer).toMatchObject({ is: 'refused', refusal: { refusal: 'moved_on' } });
  }
  expect(await chosen()).toEqual(['d2', 'desk2', null]);
});

describe('who was refused', () => {
  it('is allowed again, on duty or gone, in one step that pins nobody', async () => {
    for (const driver of ['d1', 'd2']) await refusePair(platform, { order: 'c1', driver }, desk);
    await driverOffDuty(platform, 'd1', desk);
    await driverOffDuty(platform, 'd2', desk);
    await removeDriver(platform, 'd2', desk);
    for (const driver of ['d1', 'd2'])
      expect(await allowPair(platform, { order: 'c1', driver }, desk)).toMatchObject({ ok: true });
    expect(await chosen()).toEqual([null, null, null]);
    const told = (await recentEvents(platform, 2)).map(({ type, driver }) => [type, driver]);
    expect(told.sort()).toEqual([
      ['pair_allowed', 'd1'],
      ['pair_allowed', 'd2'],
    ]);
    expect(await allowPair(platform, { order: 'c1', driver: 'd1' }, desk)).toMatchObject({
      ...{ refusal: 'unchanged', details: { allowed: 'd1' } },
    });
  });

  it('where nobody was, a pin writes no such field', async () => {
    await pinPlan(platform, { order: 'c1', driver: 'd1' }, desk);
    expect(await platform.redis.hexists(platform.keys.order('c1'), 'refused_drivers')).toBe(0);
  });
});
