import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { distanceM } from '../../domain/geo.ts';
import { driverDistance } from '../board/distance.ts';
import type { Platform } from './connect.ts';
import { type Call, scriptNames } from './scripts.ts';
import { openAlert, resolveAlert } from './transitions/alerts.ts';
import { addDriver, driverOffDuty, driverOnDuty, moveDriver } from './transitions/drivers.ts';
import * as orders from './transitions/orders.ts';

const OPERA = { lon: 2.3316, lat: 48.8708 };
const BASTILLE = { lon: 2.3692, lat: 48.8532 };
const desk = { by: 'desk1' };

describe.each(['6.2', '7'] as const)(
  'every script touches its KEYS and nothing else, on Redis %s',
  (version) => {
    let admin: Platform;
    let strict: Platform;
    let path = '';

    beforeAll(async () => {
      const servers = await ownRedis(version);
      const config = testConfig(servers);
      admin = await ownPlatform(config);
      await admin.redis.acl('SETUSER', 'strict', 'on', '>secret', 'resetkeys', '+@all');
      path = config.redis.path ?? '';
      const redis = new Redis({
        path,
        username: 'strict',
        password: 'secret',
        maxRetriesPerRequest: 0,
      });
      strict = { redis: withKeysOf(redis), keys: admin.keys };
    });

    /** A client that may touch, for each script it runs, exactly the keys that the call declares. */
    function withKeysOf(redis: Redis): Redis {
      return new Proxy(redis, {
        get(target, name, receiver) {
          if (name !== 'evalsha' && name !== 'eval') {
            // Reads of the caller are not the script's: the admin's client does them.
            const value = Reflect.get(
              admin.redis,
              name,
              receiver === target ? receiver : admin.redis,
            );
            return typeof value === 'function' ? value.bind(admin.redis) : value;
          }
          return async (script: string, count: number, ...rest: (string | number)[]) => {
            const keys = rest.slice(0, count).map(String);
            await admin.redis.acl(
              'SETUSER',
              'strict',
              'resetkeys',
              ...keys.map((key) => `~${key}`),
            );
            return name === 'eval'
              ? redis.eval(script, count, ...rest)
              : redis.evalsha(script, count, ...rest);
          };
        },
      });
    }

    it('through a whole life of orders, drivers and alerts', async () => {
      const ok = async (outcome: Promise<{ ok: boolean }>) =>
        expect(await outcome).toMatchObject({ ok: true });
      for (const id of ['d1', 'd2']) {
        await ok(
          addDriver(
            strict,
            { id, name: id, rating: 4.5, regions: ['Paris', 'Banlieue'], position: OPERA },
            desk,
          ),
        );
      }
      const create = (id: string) =>
        ok(
          orders.createOrder(
            strict,
            {
              id,
              client: 'x',
              clientId: 'u1',
              destination: 'y',
              region: 'Paris',
              amountCents: 1234,
              pickup: OPERA,
              dropoff: BASTILLE,
              items: [
                { productId: 'p1', quantity: 1 },
                { productId: 'p2', quantity: 3 },
              ],
            },
            desk,
          ),
        );
      await create('c1');
      await create('c2');
      await create('c3');
      await ok(orders.assignOrder(strict, { order: 'c1', driver: 'd1' }, desk));
      await ok(orders.unassignOrder(strict, { order: 'c1' }, desk));
      await ok(orders.assignOrder(strict, { order: 'c1', driver: 'd1' }, desk));
      await ok(orders.pickUpOrder(strict, 'c1', desk));
      await ok(orders.deliverOrder(strict, 'c1', desk));
      await ok(orders.cancelOrder(strict, 'c2', { by: 'desk1', via: 'client absent' }));
      await ok(orders.assignOrder(strict, { order: 'c3', driver: 'd2' }, desk));
      await ok(orders.cancelOrder(strict, 'c3', desk));
      await ok(moveDriver(strict, { driver: 'd1', position: BASTILLE }));
      await ok(driverOffDuty(strict, 'd1', desk));
      await ok(driverOnDuty(strict, { driver: 'd1', position: OPERA }, desk));
      const alert = { kind: 'out_of_zone', subject: 'd1', driver: 'd1' } as const;
      await ok(
        openAlert(strict, { ...alert, severity: 'critical', details: { name: 'd1' } }, desk),
      );
      await ok(resolveAlert(strict, alert, desk));

      const { redis, keys } = admin;
      await redis.hset(keys.order('x'), { status: 'assignée', client: 'hand', amount: '12.5' });
      await redis.sadd(keys.ordersStatus('assigned'), 'x');
      await redis.set(keys.assignment('x'), 'd2');
      await ok(orders.adoptOrder(strict, 'x', desk));
      await redis.set(keys.assignment('x'), 'd1');
      await redis.hset(keys.order('x'), 'status', 'récupérée');
      await ok(orders.adoptOrder(strict, 'x', desk));
      expect(await redis.smembers(keys.driverOrders('d2'))).toEqual([]);
      expect(await redis.smembers(keys.driverOrders('d1'))).toEqual(['x']);
      await ok(orders.cancelOrder(strict, 'x', desk));
    });

    it('and Redis does refuse a key that is not declared', async () => {
      const call: Call = { script: 'raise_epoch', keys: ['epoch'], args: [0, 1] };
      await admin.redis.acl('SETUSER', 'strict', 'resetkeys', '~other');
      const source = "return redis.call('SET', KEYS[1], ARGV[1])";
      const client = new Redis({
        path,
        username: 'strict',
        password: 'secret',
      });
      await expect(client.eval(source, 1, ...call.keys, 'x')).rejects.toThrow(
        /NOPERM|permissions|can't|ACL/i,
      );
      client.disconnect();
      expect(scriptNames().length).toBeGreaterThan(12);
    });

    it("measures distances as Redis' GEODIST does", async () => {
      await admin.redis.geoadd(
        admin.keys.driversLocations,
        OPERA.lon,
        OPERA.lat,
        'a',
        BASTILLE.lon,
        BASTILLE.lat,
        'b',
      );
      expect(
        Math.abs(((await driverDistance(admin, 'a', 'b')) ?? 0) - distanceM(OPERA, BASTILLE)),
      ).toBeLessThan(1);
      expect(await driverDistance(admin, 'a', 'nobody')).toBeNull();
    });
  },
);
