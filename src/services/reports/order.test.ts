import { beforeAll, describe, expect, it } from 'vitest';
import { carryAll } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Period } from '../../domain/period.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { cancelOrder, createOrder, deleteOrder } from '../redis/transitions/orders.ts';
import { order } from './order.ts';
import { MAX_TIME_MS, runReport } from './run.ts';

let platform: Platform;
let history: History;

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  [platform, history] = await Promise.all([ownPlatform(config), ownHistory(config)]);
  await aDriver(platform, 'd1');
  await deliver(platform, 'c1', 'd1');
  // The id is used anew: what was before is another order's.
  await createOrder(platform, anOrder('c2'), desk);
  await cancelOrder(platform, 'c2', { by: 'desk1', via: 'client absent' });
  await deleteOrder(platform, 'c2', desk);
  await createOrder(platform, anOrder('c2'), { by: 'desk2' });
  await cancelOrder(platform, 'c2', { by: 'desk2', via: 'closed' });
  await carryAll({ config, platform, history });
});

const story = (subject: string, period: Period = ever) =>
  askedNow(history, order, period, { subject });
const told = async (subject: string) =>
  (await story(subject)).rows.map(({ cells }) => cells.slice(1));

describe('the story of one order', () => {
  it('says what happened, when, who asked and with which driver', async () => {
    expect(await told('c1')).toEqual([
      ['order_created', 'desk1', null, null],
      ['order_assigned', 'desk1', 'd1 Name d1', 'closest'],
      ['order_picked_up', 'desk1', 'd1 Name d1', null],
      ['order_delivered', 'desk1', 'd1 Name d1', null],
    ]);
    const { rows, counted, total } = await story('c1');
    const times = rows.map(({ cells: [at] }) => Number(at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs((times[0] ?? 0) - Date.now())).toBeLessThan(600_000);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(4);
    expect([counted, total]).toEqual([4, null]);
  });

  it('leaves out another order that had its id', async () => {
    expect(await told('c2')).toEqual([
      ['order_created', 'desk2', null, null],
      ['order_cancelled', 'desk2', null, 'closed'],
    ]);
  });

  it('is the same whatever the period, and compared with nothing', async () => {
    const long = { name: 'x', from: 0, to: 1 };
    expect((await story('c1', long)).rows).toEqual((await story('c1')).rows);
    const scope = (await story('c1', long)).scope;
    const { signal } = new AbortController();
    const options = { signal, maxTimeMs: MAX_TIME_MS, against: 'week', now: 2 } as const;
    expect((await runReport(history, order, scope, options)).beforePeriod).toBeNull();
  });

  it('comes from its own times where no event tells, and skips what is none', async () => {
    await history.db.collection('orders').insertOne({
      ...{ command_id: 'h1', driver_id: 'd1', driver_name: 'Alice', created_at: new Date(1_000) },
      ...{ assigned_at: new Date(2_000), picked_up_at: 'noon', delivered_at: new Date(9_000) },
    });
    await history.db.collection('events').insertMany([
      { epoch: 0, seq: -1, order: 'h1', type: 'nonsense', at: new Date(3_000) },
      { epoch: 0, seq: -2, order: 'h1', type: 'order_rated', at: 'later' },
    ]);
    const { rows, counted } = await story('h1');
    expect(counted).toBe(3);
    expect(rows.map(({ cells }) => cells)).toEqual([
      [1_000, 'order_created', null, null, null],
      [2_000, 'order_assigned', null, 'd1 Alice', null],
      [9_000, 'order_delivered', null, null, null],
    ]);
    expect(await story('nowhere')).toMatchObject({ rows: [], counted: 0 });
  });
});
