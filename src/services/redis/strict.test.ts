import fc from 'fast-check';
import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it } from 'vitest';
import { BASTILLE, desk, OPERA } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { type StrictPlatform, strictPlatform } from '../../../test/helpers/strict.ts';
import { liveWholeLife } from '../../../test/helpers/whole-life.ts';
import { distanceM } from '../../domain/geo.ts';
import { driverDistance } from '../board/distance.ts';
import type { Platform } from './connect.ts';
import { run, scriptNames } from './scripts.ts';
import { adoptOrder } from './transitions/adoption.ts';
import { cancelOrder } from './transitions/orders.ts';

describe.each(['6.2', '7'] as const)(
  'every script touches its KEYS and nothing else, on Redis %s',
  (version) => {
    let admin: Platform;
    let strict: StrictPlatform;
    let path = '';

    beforeAll(async () => {
      const config = testConfig(await ownRedis(version));
      admin = await ownPlatform(config);
      path = config.redis.path ?? '';
      strict = await strictPlatform(admin, config);
    });

    it('through a whole life of orders, drivers and alerts', async () => {
      await liveWholeLife(strict);
      expect([...strict.ran].sort()).toEqual(scriptNames().sort());
    });

    it('also where two drivers changed hands behind our back', async () => {
      const { redis, keys } = admin;
      await redis.hset(keys.order('x'), { status: 'assignée', client: 'hand', amount: '12.5' });
      await redis.sadd(keys.ordersStatus('assigned'), 'x');
      await redis.set(keys.assignment('x'), 'd2');
      expect(await adoptOrder(strict, 'x', desk)).toMatchObject({ ok: true });
      await redis.set(keys.assignment('x'), 'd1');
      await redis.hset(keys.order('x'), 'status', 'récupérée');
      expect(await adoptOrder(strict, 'x', desk)).toMatchObject({ ok: true });
      expect(await redis.sismember(keys.driverOrders('d2'), 'x')).toBe(0);
      expect(await redis.smembers(keys.driverOrders('d1'))).toEqual(['x']);
      expect(await cancelOrder(strict, 'x', desk)).toMatchObject({ ok: true });
    });

    it('and Redis does refuse a script that touches a key it did not declare', async () => {
      const source = "return redis.call('SET', ARGV[1], 'x')";
      await expect(strict.redis.eval(source, 1, 'declared', 'other')).rejects.toThrow(
        /NOPERM|permissions|can't|ACL/i,
      );
      expect(await strict.redis.eval(source, 1, 'declared', 'declared')).toBe('OK');
    });

    it('refuses a caller who is nobody', async () => {
      const nobody = new Redis({ path, username: 'strict', password: 'wrong', lazyConnect: true });
      nobody.on('error', () => undefined);
      const failed = new Promise((resolve) => nobody.once('error', resolve));
      nobody.connect().catch(() => undefined);
      expect(String(await failed)).toMatch(/WRONGPASS/);
      nobody.disconnect();
      await expect(
        run(strict.redis, { script: 'raise_epoch', keys: [admin.keys.epoch], args: [99, 100] }),
      ).resolves.toEqual([-8]);
    });

    it("measures distances as Redis' GEODIST does, to a centimetre", async () => {
      const { redis, keys } = admin;
      const near = (lon: number, lat: number) => ({
        lon: fc.double({ min: lon - 0.2, max: lon + 0.2, noNaN: true }),
        lat: fc.double({ min: lat - 0.2, max: lat + 0.2, noNaN: true }),
      });
      const point = fc.record(near(OPERA.lon, OPERA.lat));
      await fc.assert(
        fc.asyncProperty(point, point, async (a, b) => {
          await redis.geoadd(keys.driversLocations, a.lon, a.lat, 'a', b.lon, b.lat, 'b');
          // Redis keeps a position to about half a metre: what it kept is what is measured.
          const [from, to] = await redis.geopos(keys.driversLocations, 'a', 'b');
          const kept = [from, to].map((each) => ({
            lon: Number(each?.[0]),
            lat: Number(each?.[1]),
          }));
          const [p = OPERA, q = BASTILLE] = kept;
          const told = (await driverDistance(admin, 'a', 'b')) ?? Number.NaN;
          expect(Math.abs(told - distanceM(p, q))).toBeLessThan(0.01);
        }),
        { numRuns: 50 },
      );
      expect(await driverDistance(admin, 'a', 'nobody')).toBeNull();
      await redis.zrem(keys.driversLocations, 'a', 'b');
    });
  },
);
