import { beforeAll, describe, expect, it } from 'vitest';
import { anOrder, OPERA } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { offset, type Position } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import type { Platform } from '../redis/connect.ts';
import { parseOrder } from '../redis/parse.ts';
import { around, cellsOf } from './around.ts';

let platform: Platform;
/** How many drivers stand 10 m apart from the Opéra on. */
const MANY = 800;

beforeAll(async () => {
  platform = await ownPlatform(testConfig(await ownRedis()));
  const pipeline = platform.redis.pipeline();
  for (let i = 0; i < MANY; i += 1) {
    const { lon, lat } = offset(OPERA, 10 * i, 90);
    pipeline.geoadd(platform.keys.driversLocations, lon, lat, `d${i}`);
  }
  await pipeline.exec();
});

const waiting = (id: string, pickup: Position, refused: readonly string[] = []): Order => {
  const { region, client } = anOrder(id);
  const order = parseOrder(id, {
    ...{ status: 'en_attente', region, client, refused_drivers: refused.join(',') },
    ...{ pickup_lon: String(pickup.lon), pickup_lat: String(pickup.lat) },
  });
  if (!order) throw new Error('an order');
  return order;
};
const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `d${from + i}`);
/** Who is asked for can carry so many orders in Paris. */
const carrying = (capacityOf: (id: string) => number) => async (asked: readonly string[]) =>
  new Map(asked.map((id) => [id, { regions: new Set(['Paris']), capacity: capacityOf(id) }]));

describe('drivers around what waits', () => {
  it('are the nearest who have room, however many nearer ones have none', async () => {
    const full = new Set(ids(0, 400));
    const learn = carrying((id) => (full.has(id) ? 0 : 3));
    const found = await around(platform, [waiting('c1', OPERA)], learn);
    expect(found.sort()).toEqual(ids(400, 460).sort());
  });

  it('are more where some were refused', async () => {
    const order = waiting('c1', OPERA, ids(0, 50));
    const found = await around(
      platform,
      [order],
      carrying(() => 3),
    );
    expect(found).toEqual(expect.arrayContaining(ids(50, 110)));
  });

  it('are looked for around every order, however many places there are', async () => {
    const orders = Array.from({ length: 900 }, (_, i) => {
      const row = offset(OPERA, 600 * Math.floor(i / 30), 180);
      return waiting(`c${i}`, offset(row, -600 * (i % 30), 90));
    });
    expect(cellsOf(orders).length).toBeLessThanOrEqual(200);
    // The oldest are far from everybody; the newest is where the drivers are.
    const found = await around(
      platform,
      [...orders.toReversed()],
      carrying(() => 3),
    );
    expect(found).toEqual(expect.arrayContaining(ids(0, 60)));
  });

  it('are nobody where nobody is known, and whoever was pinned', async () => {
    const pinned = { driver: 'far', by: 'desk1' };
    const orders = [{ ...waiting('c1', OPERA), pinned }];
    expect(await around(platform, orders, async () => new Map())).toEqual(['far']);
  });
});
