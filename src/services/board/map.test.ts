import { beforeAll, describe, expect, it } from 'vitest';
import { anOrder, desk } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { offset, type Position } from '../../domain/geo.ts';
import { boundsShown, type Viewport } from '../../domain/viewport.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../redis/transitions/deliveries.ts';
import { addDriver, moveDriver } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { readExtent } from './extent.ts';
import { type MapQuestion, readMap } from './map.ts';

const CENTRE = { lon: 2.3522, lat: 48.8566 };

/** A part of so many metres each way. */
function part(
  metres: number,
  centre: Position = CENTRE,
  more: Partial<MapQuestion> = {},
): MapQuestion {
  const view: Viewport = { centre, metresPerDot: metres / 100, width: 100, height: 100 };
  const size = { widthM: metres, heightM: metres, bounds: boundsShown(view) };
  return { centre, ...size, drivers: [], track: null, order: null, ...more };
}

describe.each(['6.2', '7'] as const)('a part of the map on Redis %s', (version) => {
  let platform: Platform;
  const driver = (id: string, position: Position) =>
    addDriver(
      platform,
      { id, name: `Name ${id}`, rating: 4.5, regions: ['Paris'], position },
      desk,
    );

  beforeAll(async () => {
    platform = await ownPlatform(testConfig(await ownRedis(version)));
    const { redis, keys } = platform;
    await driver('d1', CENTRE);
    await driver('d2', offset(CENTRE, 400, 90));
    await driver('d3', offset(CENTRE, 400, 0));
    await driver('far', offset(CENTRE, 30_000, 200));
    await redis.zadd(keys.driversLastSeen, Date.now() - 3_600_000, 'd3');
    await redis.geoadd(
      keys.deliveryPoints,
      CENTRE.lon,
      CENTRE.lat,
      'Châtelet',
      2.2385,
      48.8924,
      'La Défense',
    );
    for (const id of ['c1', 'c2', 'c3']) await createOrder(platform, anOrder(id), desk);
    await assignOrder(platform, { order: 'c2', driver: 'd2' }, desk);
    await assignOrder(platform, { order: 'c3', driver: 'd2' }, desk);
    await pickUpOrder(platform, 'c3', desk);
    await deliverOrder(platform, 'c3', desk);
  });

  it('holds who and what is in it, and nobody else', async () => {
    const map = await readMap(platform, part(1_000));
    expect(map.drivers.map(({ id }) => id).toSorted()).toEqual(['d1', 'd2', 'd3']);
    const [d1, d2, d3] = ['d1', 'd2', 'd3'].map((id) => map.drivers.find((each) => each.id === id));
    expect(d1).toMatchObject({ name: 'Name d1', status: 'free', silent: false });
    expect(d2).toMatchObject({ status: 'busy', silent: false });
    expect(d3).toMatchObject({ silent: true });
    expect(map.places.map(({ name }) => name)).toEqual(['Châtelet']);
    expect([map.driversTotal, map.crowds]).toEqual([4, []]);
    expect(map.orders.map(({ id, driverId }) => [id, driverId])).toEqual([
      ['c1', null],
      ['c2', 'd2'],
    ]);
    expect([map.orders[0]?.status, map.ordersTotal]).toEqual(['waiting', 2]);
  });

  it('tells of a driver by name wherever he is, and of his way', async () => {
    for (const metres of [100, 200, 300])
      await moveDriver(platform, { driver: 'far', position: offset(CENTRE, 30_000 + metres, 200) });
    const map = await readMap(
      platform,
      part(1_000, CENTRE, { drivers: ['far', 'nobody'], track: 'far' }),
    );
    expect(map.named.map(({ id }) => id)).toEqual(['far']);
    expect(map.drivers.map(({ id }) => id)).not.toContain('far');
    expect(map.track.length).toBeGreaterThanOrEqual(3);
    expect(map.track.at(-1)?.lat).toBeCloseTo(offset(CENTRE, 30_300, 200).lat, 6);
  });

  it('counts drivers in cells where they are too many, each of them once', async () => {
    const { redis, keys } = platform;
    const crowd = Array.from({ length: 3_000 }, (_, i) => ({
      id: `x${i}`,
      at: offset(CENTRE, 100 + i, i * 137.5),
    }));
    const members = crowd.flatMap(({ id, at }) => [at.lon, at.lat, id]);
    await redis.geoadd(keys.driversLocations, ...members);
    const map = await readMap(platform, part(20_000));
    expect(map.drivers).toEqual([]);
    expect(map.crowds.reduce((sum, { count }) => sum + count, 0)).toBe(3_003);
    expect(map.crowds.length).toBeGreaterThan(20);
    for (const { west, east, south, north, count } of map.crowds) {
      const within = crowd.filter(
        ({ at }) => at.lon > west && at.lon < east && at.lat > south && at.lat < north,
      );
      // Redis rounds positions by some decimetres; the three others stand here too.
      expect(Math.abs(within.length - count)).toBeLessThanOrEqual(4);
    }
    const near = await readMap(platform, part(300));
    expect([near.crowds, near.drivers.length > 20]).toEqual([[], true]);
  });

  it('knows how far the drivers and places reach', async () => {
    const extent = await readExtent(platform);
    expect(extent.length).toBeLessThan(200);
    expect(Math.min(...extent.map(({ lat }) => lat))).toBeLessThan(48.62);
    expect(Math.min(...extent.map(({ lon }) => lon))).toBeLessThan(2.24);
  });

  it('is empty where nothing is', async () => {
    await platform.redis.flushdb();
    const map = await readMap(platform, part(1_000));
    expect(map).toMatchObject({ drivers: [], crowds: [], orders: [], places: [], driversTotal: 0 });
    expect(await readExtent(platform)).toEqual([]);
  });
});
