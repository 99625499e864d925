import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { carryAll } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { aScope, askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Config } from '../config/config.ts';
import type { History } from '../mongo/connect.ts';
import { connectPlatform, type Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../redis/transitions/deliveries.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { liveReport } from './live.ts';
import { products } from './products.ts';
import { regions } from './regions.ts';
import type { ReportTable } from './report.ts';
import { spenders } from './spenders.ts';

let config: Config;
let platform: Platform;
let history: History;

beforeAll(async () => {
  config = testConfig(await ownRedis());
  [platform, history] = await Promise.all([ownPlatform(config), ownHistory(config)]);
  await aDriver(platform, 'd1');
  await history.db.collection<{ _id: string; name: unknown }>('menus').insertMany([
    { _id: 'p1', name: 'Tarte' },
    { _id: 'p2', name: '' },
    { _id: 'p3', name: 7 },
  ]);
});

const now = (from: History | null, report = products) =>
  liveReport(platform, from, report, aScope(ever, { deliveries: history.deliveries }));

/** What both count: name, id, figure. */
const ranked = ({ rows }: ReportTable) => rows.map(({ key, cells }) => [key, ...cells.slice(0, 3)]);

describe('best sellers and top spenders, live', () => {
  it('are empty before anything is delivered', async () => {
    expect(await now(history)).toMatchObject({ rows: [], counted: 0, total: null });
  });

  it('agree with MongoDB to the piece and to the cent, equal ones in the same order', async () => {
    const ids = ['p1', 'p2', 'p3', 'p10', 'Z', 'a', '0', 'constructor'];
    const order = fc.record({
      amountCents: fc.integer({ min: 0, max: 20 }).map((n) => n * 10),
      clientId: fc.constantFrom('u1', 'u2', 'u10', 'U1', ''),
      items: fc.array(
        fc.record({ productId: fc.constantFrom(...ids), quantity: fc.integer({ min: 1, max: 3 }) }),
        { maxLength: 4 },
      ),
    });
    const orders = fc.sample(order, { numRuns: 60, seed: 7 });
    for (const [i, each] of orders.entries())
      await deliver(platform, `c${i}`, 'd1', { ...each, client: `Name of ${each.clientId}` });
    await another('x1', { items_count: '3', item_0_product_id: 'p1', item_0_quantity: '0' });
    await another('x2', { items_count: '2', item_0_product_id: 'p2', item_1_quantity: '9' });
    expect(await platform.redis.scard(platform.keys.ordersStatus('delivered'))).toBe(62);
    await carryAll({ config, platform, history });
    for (const report of [products, spenders]) {
      const [live, told] = [await now(history, report), await askedNow(history, report, ever)];
      expect(ranked(live)).toEqual(ranked(told));
      expect(live.rows.length).toBeGreaterThan(3);
      expect(live.columns).toEqual(told.columns);
    }
    const spent = await now(history, spenders);
    expect(spent.rows.map(({ key }) => key)).not.toContain('');
    expect(spent.rows.find(({ key }) => key === 'u2')?.cells[0]).toBe('Name of u2');
    const names = new Map(ranked(await now(history)).map(([key, name]) => [key, name]));
    expect([names.get('p1'), names.get('p2'), names.get('p3')]).toEqual(['Tarte', 'p2', 'p3']);
  });

  it('stand by their ids without a MongoDB, and as it goes away', async () => {
    const alone = await now(null);
    expect(alone.rows.map(({ cells: [name] }) => name)).toEqual(alone.rows.map(({ key }) => key));
    const lost = await ownHistory(config);
    await lost.close();
    expect((await now(lost)).rows).toEqual(alone.rows);
  });

  it('are a hundred at most', async () => {
    const many = Array.from({ length: 150 }, (_, i) => [i + 1_000, `q${i}`]).flat();
    await platform.redis.zadd(platform.keys.productsSold, ...many);
    const { rows, counted } = await now(null);
    expect(rows).toHaveLength(100);
    expect(rows[0]?.key).toBe('q149');
    expect(counted).toBeGreaterThan(150);
  });

  it('say so when Redis counts no such report, or is away', async () => {
    await expect(now(null, regions)).rejects.toThrow('"regions"');
    const away = connectPlatform(config.redis, config.zone, 'test');
    away.redis.disconnect();
    await expect(liveReport(away, null, products, aScope(ever))).rejects.toThrow();
  });

  /** An order whose items another program wrote otherwise before it was delivered. */
  async function another(id: string, fields: Record<string, string>): Promise<void> {
    await createOrder(platform, anOrder(id, { items: [] }), desk);
    await platform.redis.hset(platform.keys.order(id), fields);
    await assignOrder(platform, { order: id, driver: 'd1' }, desk);
    await pickUpOrder(platform, id, desk);
    expect(await deliverOrder(platform, id, desk)).toMatchObject({ ok: true });
  }
});
