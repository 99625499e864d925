import { beforeAll, beforeEach, expect, it } from 'vitest';
import { waits } from '../../../test/helpers/planner.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Platform } from '../redis/connect.ts';
import { look } from './seen.ts';
import { seenLately } from './seen-lately.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await ownPlatform(testConfig(await ownRedis()));
});
beforeEach(() => platform.redis.flushdb());

/** So many orders in the stream, in the order of their places, each between two other entries. */
async function stream(count: number, at: number): Promise<void> {
  const { redis, keys } = platform;
  for (let from = 0; from < count; from += 500) {
    const pipeline = redis.pipeline();
    for (let n = from; n < Math.min(count, from + 500); n += 1) {
      const [pickup_lon, pickup_lat] = [`${n / 1_000}`, '48'];
      const places = { pickup_lon, pickup_lat, dropoff_lon: '2', dropoff_lat: '48' };
      const record = JSON.stringify({ status: 'en_attente', ...places });
      const about = ['order', `o${n}`, 'at', `${at + n}`, 'record', record] as const;
      pipeline.xadd(keys.events, `${at + n}-1`, 'type', 'order_created', ...about);
      pipeline.xadd(keys.events, `${at + n}-2`, 'type', 'order_unassigned', 'order', `o${n}`);
    }
    await pipeline.exec();
  }
}
const lons = (orders: readonly { pickup: { lon: number } }[]) =>
  orders.map(({ pickup }) => Math.round(pickup.lon * 1_000));

it('remembers the newest two thousand, the oldest of them first, and goes on from the last entry', async () => {
  const now = Date.now();
  await stream(2_300, now - 60_000);
  const before = await commands();
  const seen = await seenLately(platform, now);
  // Ten pages of 500 hold two thousand orders and more: not the whole stream.
  expect((await commands()) - before).toBeLessThanOrEqual(10);
  expect(lons(seen.orders)).toEqual(Array.from({ length: 2_000 }, (_, i) => 300 + i));
  expect(seen.takenBack).toEqual([]);
  await waits(platform, 'c1');
  await look(platform, seen, now);
  expect(seen.orders).toHaveLength(2_000);
  expect(seen.orders.at(-1)?.pickup.lon).toBeCloseTo(2.3316, 4);
});

it('leaves out what is older than three hours, and knows nothing of an empty stream', async () => {
  const now = Date.now();
  const nothing = await seenLately(platform, now);
  expect(nothing.orders).toEqual([]);
  await stream(20, now - 3 * 3_600_000 - 10);
  expect(lons((await seenLately(platform, now)).orders)).toEqual([
    10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
  ]);
});

/** How many readings of the stream backwards this server has answered. */
async function commands(): Promise<number> {
  const info = await platform.redis.info('commandstats');
  return Number(/cmdstat_xrevrange:calls=(\d+)/.exec(info)?.[1] ?? 0);
}
