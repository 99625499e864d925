import { offset } from '../../src/domain/geo.ts';
import { addDriver } from '../../src/services/redis/transitions/drivers.ts';
import { createOrder } from '../../src/services/redis/transitions/orders.ts';
import { anOrder, BASTILLE, desk, OPERA } from './life.ts';
import type { Scene } from './scene.ts';

/** Three drivers round the Opéra, where these orders wait; two places that have a name. */
export async function aMorning(
  { platform }: Pick<Scene, 'platform'>,
  ...orders: string[]
): Promise<void> {
  const { redis, keys } = platform;
  for (const [id, name, metres, rating, capacity] of [
    ['d1', 'Alice', 520, 4.8, 2],
    ['d2', 'Bob', 1_210, 4.5, 4],
    ['d3', 'Charlie', 2_800, 4.9, 4],
  ] as const) {
    const position = offset(OPERA, metres, 90);
    await addDriver(platform, { id, name, rating, capacity, regions: ['Paris'], position }, desk);
  }
  await redis.geoadd(keys.deliveryPoints, OPERA.lon, OPERA.lat, 'Opéra');
  await redis.geoadd(keys.deliveryPoints, BASTILLE.lon, BASTILLE.lat, 'Bastille');
  for (const id of orders) await createOrder(platform, anOrder(id), { by: 'shop' });
}
