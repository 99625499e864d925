import type { CandidateList } from '../../domain/board.ts';
import { distanceM, isPosition, type Position } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import type { Platform } from '../redis/connect.ts';
import { parseDriver } from '../redis/parse.ts';
import { findCandidates } from './candidates.ts';
import type { OrderStory } from './order-story.ts';

/** The driver who has an order. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly rating: number;
  readonly load: number;
  readonly capacity: number;
  readonly position: Position | null;
  /** When he last told where he is, ms; null where nobody knows. */
  readonly seenAt: number | null;
  /** Metres, straight, to where he goes next: the pick-up, then the door. */
  readonly aheadM: number | null;
}

/** What the detail of an order shows beside its row. */
export interface OrderDetail {
  readonly orderId: string;
  /** null until it was read. */
  readonly story: OrderStory | null;
  /** Who could take it; null while it does not wait. */
  readonly candidates: CandidateList | null;
  readonly carrier: Carrier | null;
}

/** Who is near an order: the candidates of one that waits, the driver of one under way. Throws RedisDown. */
export async function readOrderNeighbours(
  platform: Platform,
  order: Order,
  radiusM: number,
): Promise<Pick<OrderDetail, 'candidates' | 'carrier'>> {
  if (order.status === 'waiting') {
    return { candidates: await findCandidates(platform, order, radiusM), carrier: null };
  }
  return { candidates: null, carrier: await carrierOf(platform, order) };
}

async function carrierOf({ redis, keys }: Platform, order: Order): Promise<Carrier | null> {
  const { driverId, status } = order;
  if (driverId === null || (status !== 'assigned' && status !== 'pickedUp')) return null;
  const [hash, load, seen, places] = await Promise.all([
    redis.hgetall(keys.driver(driverId)),
    redis.scard(keys.driverOrders(driverId)),
    redis.zscore(keys.driversLastSeen, driverId),
    redis.geopos(keys.driversLocations, driverId),
  ]);
  const driver = parseDriver(driverId, hash);
  if (!driver) return null;
  const [lon, lat] = (places[0] ?? []).map(Number);
  const position =
    lon !== undefined && lat !== undefined && isPosition(lon, lat) ? { lon, lat } : null;
  const goal = status === 'assigned' ? order.pickup : order.dropoff;
  return {
    ...{ id: driver.id, name: driver.name, phone: driver.phone, rating: driver.rating },
    ...{ load, capacity: driver.capacity, position },
    seenAt: seen === null ? null : Number(seen),
    aheadM: position && goal ? distanceM(position, goal) : null,
  };
}
