import { type OrderStatus, orderStatusFromWire } from '../../../domain/status.ts';
import type { Platform } from '../connect.ts';
import type { Keys } from '../keys.ts';
import { readFields } from './act.ts';

/** An order as the caller read it: what the keys of its transitions follow from. */
interface OrderRead {
  readonly status: OrderStatus;
  /** The status as the hash spells it. */
  readonly word: string;
  /** Empty when it has none. */
  readonly driver: string;
}

/**
 * Reads where an order stands. One that is not there is read as waiting, in nobody's hands: the script
 * says that it is unknown, or what it answered to this operation before. Throws RedisDown.
 */
export async function readOrder(platform: Platform, order: string): Promise<OrderRead> {
  const key = platform.keys.order(order);
  const [word, driver] = await readFields(platform, key, 'status', 'driver_id');
  const status = orderStatusFromWire(word ?? '') ?? 'waiting';
  return { status, word: word ?? '', driver: driver ?? '' };
}

/**
 * An order by its id; with the version the caller saw of it, what is done is refused as `moved_on` when
 * it has another by now.
 */
export type Named = string | { readonly order: string; readonly expectedVersion: number };

/** The id of an order and the version that was seen of it, '' for any. */
export function named(request: Named): { readonly order: string; readonly seen: number | '' } {
  if (typeof request === 'string') return { order: request, seen: '' };
  return { order: request.order, seen: request.expectedVersion };
}

/** The five keys that change when an order leaves or comes into a driver's hands. */
export function handKeys(keys: Keys, driver: string): string[] {
  return [
    ...[keys.driver(driver), keys.driverOrders(driver), keys.driverStats(driver)],
    ...[keys.driversStatus('free'), keys.driversStatus('busy')],
  ];
}
