import { beforeAll, describe, expect, it } from 'vitest';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { distanceM, offset, type Position } from '../../domain/geo.ts';
import type { Platform } from '../redis/connect.ts';
import { findCandidates } from './candidates.ts';

const OPERA = { lon: 2.3316, lat: 48.8708 };
const SPREAD_M = 6_000;

interface Standing {
  readonly id: string;
  readonly position: Position;
  readonly reason: 'full' | 'off_duty' | 'other_region' | 'silent' | null;
}

/** Drivers all round the Opéra, thinly and in a crowd of others; every third could take an order. */
function crowd(): Standing[] {
  const reasons = [null, 'full', 'other_region', null, 'silent', 'off_duty'] as const;
  const spread = Array.from({ length: 600 }, (_, i) => ({
    id: `d${i}`,
    position: offset(OPERA, SPREAD_M * Math.sqrt((i + 1) / 600), i * 137.5),
    reason: reasons[i % reasons.length] ?? null,
  }));
  const full = Array.from({ length: 250 }, (_, i) => ({
    id: `full${i}`,
    position: offset(OPERA, 20 + i, i * 61),
    reason: 'full' as const,
  }));
  return [...spread, ...full];
}

describe.each(['6.2', '7'] as const)('candidates among many on Redis %s', (version) => {
  let drivers = crowd();
  let platform: Platform;

  beforeAll(async () => {
    platform = await ownPlatform(testConfig(await ownRedis(version)));
    const { redis, keys } = platform;
    const pipeline = redis.pipeline();
    for (const { id, position, reason } of drivers) {
      const status = reason === 'off_duty' ? 'hors_ligne' : 'disponible';
      pipeline.hset(keys.driver(id), { name: id, rating: '4', capacity: '1', status });
      if (reason === 'full') pipeline.sadd(keys.driverOrders(id), `c-${id}`);
      pipeline.sadd(keys.driverRegions(id), reason === 'other_region' ? 'Banlieue' : 'Paris');
      pipeline.geoadd(keys.driversLocations, position.lon, position.lat, id);
      const age = reason === 'silent' ? 3_600_000 : 0;
      pipeline.zadd(keys.driversLastSeen, Date.now() - age, id);
    }
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    // Redis rounds a position by some decimetres.
    const ids = drivers.map(({ id }) => id);
    const held = await redis.geopos(keys.driversLocations, ...ids);
    drivers = drivers.map((driver, index) => {
      const [lon = 0, lat = 0] = (held[index] ?? []).map(Number);
      return { ...driver, position: { lon, lat } };
    });
  });

  /** Everyone within the radius, nearest first, by going through all of them. */
  function within(pickup: Position, radiusM: number): Standing[] {
    const far = ({ position }: Standing) => distanceM(pickup, position);
    return drivers.filter((it) => far(it) <= radiusM).sort((a, b) => far(a) - far(b));
  }

  const places: readonly (readonly [metres: number, bearing: number])[] = [
    [0, 0],
    [600, 45],
    [3_000, 200],
    [7_000, 300],
  ];
  for (const [metres, bearing] of places) {
    for (const [radiusM, limit] of [
      [5_000, 50],
      [5_000, 10],
      [5_000, 1],
      [1_200, 50],
      [100, 10],
    ] as const) {
      it(`are the nearest ${limit} of those within ${radiusM} m, ${metres} m away`, async () => {
        const pickup = offset(OPERA, metres, bearing);
        const order = { id: 'c1', region: 'Paris', pickup };
        const list = await findCandidates(platform, order, radiusM, limit);
        const all = within(pickup, radiusM);
        const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id);
        expect(list.eligible.map(({ driverId }) => driverId)).toEqual(
          ids(all.filter(({ reason }) => reason === null)).slice(0, limit),
        );
        // Who is out is listed as far as had to be looked: never somebody else, never out of turn.
        const out = all.filter(({ reason }) => reason !== null).slice(0, list.excluded.length);
        expect(list.excluded.map(({ driverId, reason }) => [driverId, reason])).toEqual(
          out.map(({ id, reason }) => [id, reason]),
        );
        expect(list.excluded.length).toBeLessThanOrEqual(limit);
      });
    }
  }

  it('are found for an order without a region whatever region they work in', async () => {
    const order = { id: 'c1', region: '', pickup: offset(OPERA, 3_000, 200) };
    const { excluded } = await findCandidates(platform, order);
    expect(excluded.map(({ reason }) => reason)).not.toContain('other_region');
    expect(excluded.map(({ reason }) => reason)).toContain('silent');
  });
});
