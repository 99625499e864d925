import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryAll } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { explain } from '../../domain/explain.ts';
import type { Order } from '../../domain/order.ts';
import { encodeWhy } from '../../domain/why-text.ts';
import { whyEn } from '../../i18n/why.ts';
import { orderWhyLines } from '../../i18n/why-lines.ts';
import { findCandidates } from '../board/candidates.ts';
import type { Config } from '../config/config.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { parseOrder } from '../redis/parse.ts';
import { assignOrder, undoOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../redis/transitions/deliveries.ts';
import { cancelOrder, createOrder } from '../redis/transitions/orders.ts';
import { giveToBest } from './operations.ts';
import { readWhy } from './why.ts';

const BALANCED = { strategy: 'balanced', radiusM: 5_000 } as const;
const style = { clock: () => '21:14', minus: '−', mark: '▸' };

let config: Config;
let platform: Platform;
let history: History;

beforeAll(async () => {
  config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  history = await ownHistory(config);
});
beforeEach(async () => {
  await platform.redis.flushdb();
  for (const name of ['events', 'orders', 'deliveries', 'drivers', 'checkpoints'])
    await history.db.collection(name).deleteMany({});
  for (const id of ['d1', 'd2']) await aDriver(platform, id);
  await createOrder(platform, anOrder('c1'), desk);
});

const read = async (id: string) =>
  parseOrder(id, await platform.redis.hgetall(platform.keys.order(id))) as Order;
const given = async () => giveToBest(platform, { order: await read('c1') }, BALANCED, 'desk2');
const lines = async () => orderWhyLines('c1', await readWhy(platform, history, 'c1'), whyEn, style);

describe('why an order is where it is', () => {
  it('of one that waits: what each strategy would do now, and the engine’s plan with its reason', async () => {
    const { redis, keys } = platform;
    expect(await readWhy(platform, null, 'c1')).toMatchObject({
      ...{ is: 'waiting', plan: null },
      now: [
        { strategy: 'closest', chosen: 'd1', could: 2 },
        { strategy: 'best_rated', chosen: 'd1' },
        { strategy: 'balanced', chosen: 'd1' },
      ],
    });
    const why = explain('closest', await findCandidates(platform, await read('c1')), { at: 1 });
    await redis.hset(keys.plan('c1'), {
      ...{ driver: 'd2', driver_name: 'Deux', leave_at: 9e12, pickup_at: 9e12, door_at: 9.1e12 },
      why: encodeWhy({ ...why, strategy: 'optimal', chosen: 'd2' }),
    });
    expect(await readWhy(platform, null, 'c1')).toMatchObject({
      plan: { tentative: { driver: 'd2', leaveAt: 9e12 }, why: { strategy: 'optimal' } },
      now: [{ ifWaited: { driver: 'd2' } }, {}, {}],
    });
    expect((await lines())[0]).toMatch(/^optimal .*: d2 Deux, leaves at 21:14/);
    expect((await lines()).filter((line) => line === '')).toHaveLength(3);
  });

  it('is found in the stream, then in the audit, also when Redis no longer has the order', async () => {
    const { redis, keys } = platform;
    await given();
    const known = { driver: 'd1', name: 'Name d1', by: 'desk2', via: 'balanced' };
    const kept = { ...known, why: { strategy: 'balanced', chosen: 'd1', could: 2 } };
    const answer = { is: 'given', status: 'assigned', to: kept, whole: true };
    expect(await readWhy(platform, null, 'c1')).toMatchObject(answer);
    await pickUpOrder(platform, 'c1', desk);
    await deliverOrder(platform, 'c1', desk);
    await carryAll({ config, platform, history });
    await redis.xtrim(keys.events, 'MAXLEN', 0);
    const delivered = { ...answer, status: 'delivered' };
    expect(await readWhy(platform, history, 'c1')).toMatchObject(delivered);
    // Without MongoDB it is not said that none was kept.
    expect(await readWhy(platform, null, 'c1')).toMatchObject({ whole: false, to: { why: null } });
    await redis.del(keys.order('c1'));
    expect(await readWhy(platform, history, 'c1')).toMatchObject({ ...answer, status: null });
    expect((await lines())[0]).toBe('c1 went to d1 Name d1 at 21:14, by desk2');
    expect((await lines())[1]).toMatch(/^balanced .*d1 Name d1, of 2 who could within 5 km$/);
  });

  it('of an undo and of another program was not kept, and it says so', async () => {
    await given();
    const { redis, keys } = platform;
    await undoOrder(platform, 'c1', { by: 'desk2' });
    await assignOrder(platform, { order: 'c1', driver: 'd2' }, desk);
    expect(await readWhy(platform, history, 'c1')).toMatchObject({
      to: { driver: 'd2', why: null },
    });
    expect((await lines())[1]).toMatch(/^Why was not kept/);
    // Whoever had it before tells nothing of who has it now.
    await carryAll({ config, platform, history });
    await redis.hset(keys.order('c1'), { driver_id: 'd9', driver_name: 'Neuf', assigned_at: '' });
    expect(await readWhy(platform, history, 'c1')).toMatchObject({
      to: { driver: 'd9', name: 'Neuf', by: '', why: null },
    });
  });

  it('of one that nobody had, and of none', async () => {
    await cancelOrder(platform, 'c1', { ...desk, via: 'client absent' });
    expect(await readWhy(platform, history, 'c1')).toEqual({ is: 'nobody', status: 'cancelled' });
    expect(await readWhy(platform, history, 'c9')).toEqual({ is: 'unknown', whole: true });
    expect(await readWhy(platform, null, 'c9')).toEqual({ is: 'unknown', whole: false });
  });

  it('asks the audit by its index', async () => {
    const plan = await history.db
      .collection('events')
      .find({ order: 'c1', type: { $in: ['order_assigned'] } })
      .sort({ epoch: -1, seq: -1 })
      .limit(1)
      .explain();
    expect(JSON.stringify(plan)).toContain('order_1_epoch_1_seq_1');
  });
});
