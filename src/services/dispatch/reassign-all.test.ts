import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOrder, BASTILLE, desk, OPERA } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { offset, type Position } from '../../domain/geo.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder, undoOrder } from '../redis/transitions/assignments.ts';
import { pickUpOrder } from '../redis/transitions/deliveries.ts';
import { addDriver, driverOffDuty } from '../redis/transitions/drivers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { reassignAll } from './reassign-all.ts';

describe.each(['6.2', '7'] as const)('a courier who fell ill, on Redis %s', (version) => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await ownPlatform(testConfig(await ownRedis(version)));
  });
  beforeEach(async () => {
    await platform.redis.flushdb();
  });

  const driver = (id: string, position: Position, capacity = 4, regions = ['Paris']) =>
    addDriver(platform, { id, name: id, rating: 4, regions, position, capacity }, desk);
  async function carries(id: string, ...orders: string[]) {
    for (const [minutes, order] of orders.entries()) {
      const dueAt = Date.now() + (10 + minutes) * 60_000;
      await createOrder(platform, anOrder(order, { dueAt }), desk);
      await assignOrder(platform, { order, driver: id }, desk);
    }
  }
  const all = (id: string) => reassignAll(platform, { driver: id, radiusM: 5_000 }, 'desk1');
  const holder = (order: string) => platform.redis.hget(platform.keys.order(order), 'driver_id');

  it('has each order taken over by the best near its pick-up, by name and score', async () => {
    await driver('ill', BASTILLE);
    await driver('far', offset(OPERA, 2_000, 90));
    await carries('ill', 'c1', 'c2', 'c3');
    await driver('near', offset(OPERA, 100, 90), 2);
    const to = (driverId: string) => ({ is: 'done', driver: { driverId } });
    expect(await all('ill')).toMatchObject([
      { order: 'c1', answer: to('near') },
      { order: 'c2', answer: to('near') },
      // By then he is full.
      { order: 'c3', answer: to('far') },
    ]);
    expect(await driverOffDuty(platform, 'ill', desk)).toMatchObject({ ok: true });
    expect(await undoOrder(platform, 'c1', desk)).toMatchObject({ refusal: 'driver_off_duty' });
    expect(await undoOrder(platform, 'c2', { by: 'desk2' })).toMatchObject({
      refusal: 'not_yours',
    });
  });

  it('has what he picked up fetched where he is, not where it came from', async () => {
    await driver('ill', OPERA);
    await carries('ill', 'c1');
    await pickUpOrder(platform, 'c1', desk);
    await platform.redis.geoadd(platform.keys.driversLocations, BASTILLE.lon, BASTILLE.lat, 'ill');
    await driver('opera', OPERA);
    await driver('bastille', BASTILLE);
    expect(await all('ill')).toMatchObject([{ answer: { driver: { driverId: 'bastille' } } }]);
    expect(await platform.redis.hget(platform.keys.order('c1'), 'status')).toBe('récupérée');
  });

  it('keeps what nobody can take, and says so order by order', async () => {
    await driver('ill', OPERA);
    await carries('ill', 'c1', 'c2');
    await driver('one', OPERA, 1);
    await driver('elsewhere', OPERA, 4, ['Banlieue']);
    expect(await all('ill')).toMatchObject([
      { order: 'c1', answer: { is: 'done', driver: { driverId: 'one' } } },
      { order: 'c2', answer: { is: 'nobody' } },
    ]);
    expect([await holder('c1'), await holder('c2')]).toEqual(['one', 'ill']);
  });

  it('is nothing to do for who carries nothing, and refused for who is nobody', async () => {
    await driver('idle', OPERA);
    expect(await all('idle')).toEqual([]);
    expect(await all('ghost')).toMatchObject({ ok: false, refusal: 'unknown_driver' });
    expect(await all('a ghost')).toMatchObject({ ok: false, refusal: 'malformed' });
  });
});
