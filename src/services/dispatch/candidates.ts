import { type CandidateList, MAX_DRIVERS } from '../../domain/board.ts';
import type { Order } from '../../domain/order.ts';
import { findCandidates, type KnownDrivers } from '../board/candidates.ts';
import type { Platform } from '../redis/connect.ts';
import { asDown } from '../redis/scripts.ts';

/** So many orders' drivers are looked for at once. */
const AT_ONCE = 8;

/**
 * Who could take an order instead of who has it, nearest first. What a driver already has in hand is
 * taken over where he is, the rest where it is picked up. Throws RedisDown.
 */
export async function candidatesFor(
  platform: Platform,
  order: Order,
  radiusM: number,
  known?: KnownDrivers,
): Promise<CandidateList> {
  const pickup = order.status === 'pickedUp' ? await inHand(platform, order) : order.pickup;
  const list = await findCandidates(platform, { ...order, pickup }, radiusM, MAX_DRIVERS, known);
  const others = <T extends { driverId: string }>(drivers: readonly T[]) =>
    drivers.filter(({ driverId }) => driverId !== order.driverId);
  return { ...list, eligible: others(list.eligible), excluded: others(list.excluded) };
}

/** Where what a driver has in hand is: where he is, or, if nobody knows, where it goes. */
async function inHand({ redis, keys }: Platform, { driverId, dropoff }: Order) {
  if (driverId === null) return dropoff;
  try {
    const [at] = await redis.geopos(keys.driversLocations, driverId);
    return at ? { lon: Number(at[0]), lat: Number(at[1]) } : dropoff;
  } catch (error) {
    throw asDown(error);
  }
}

/** The candidates of each of several orders, in their order, each driver as he was read once. Throws RedisDown. */
export async function candidatesOf(
  platform: Platform,
  orders: readonly Order[],
  radiusM: number,
): Promise<CandidateList[]> {
  const lists: CandidateList[] = [];
  const known: KnownDrivers = new Map();
  for (let at = 0; at < orders.length; at += AT_ONCE) {
    const some = orders.slice(at, at + AT_ONCE);
    lists.push(
      ...(await Promise.all(some.map((order) => candidatesFor(platform, order, radiusM, known)))),
    );
  }
  return lists;
}
