import { MAX_TEXT_LENGTH, type Rating } from '../../../domain/order.ts';
import type { Outcome } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { type Act, malformed, perform, readFields } from './act.ts';
import { handKeys, type Named, named, readOrder } from './hand.ts';

/** As many items of an order are counted, whatever another program says. */
const MAX_ITEMS = 100;

/** The driver has the order in hand. */
export function pickUpOrder(platform: Platform, request: Named, act: Act): Promise<Outcome> {
  const { keys } = platform;
  const { order, seen } = named(request);
  return perform(platform, act, async () => ({
    script: 'pick_up_order',
    keys: [keys.order(order), keys.ordersStatus('assigned'), keys.ordersStatus('pickedUp')],
    args: [order, seen],
    intent: [order, seen],
  }));
}

/** The order is at the door: final. */
export function deliverOrder(platform: Platform, request: Named, act: Act): Promise<Outcome> {
  const { keys } = platform;
  const { order, seen } = named(request);
  return perform(platform, act, async () => {
    const [driver, count] = await readFields(
      platform,
      keys.order(order),
      'driver_id',
      'items_count',
    );
    const length = Math.min(Math.floor(Number(count)) || 0, MAX_ITEMS);
    const names = Array.from({ length }, (_, i) => `item_${i}_product_id`);
    const products =
      names.length === 0 ? [] : await readFields(platform, keys.order(order), ...names);
    const items = products.flatMap((product) => (product ? [product] : []));
    const id = driver ?? '';
    return {
      script: 'deliver_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus('pickedUp'), keys.ordersStatus('delivered')],
        ...[keys.ordersDue, keys.ordersFinished, keys.assignment(order), keys.driver(id)],
        ...[keys.driverOrders(id), keys.driverStats(id)],
        ...[keys.driversStatus('free'), keys.driversStatus('busy')],
        ...[keys.productsSold, keys.clientsSpent, keys.driverRegions(id)],
        ...items.map(keys.productSold),
      ],
      args: [order, id, seen, ...items],
      intent: [order, seen],
    };
  });
}

/** The delivery did not succeed: the order waits again; `act.via` is the reason. */
export function failOrder(platform: Platform, request: Named, act: Act): Promise<Outcome> {
  const { keys } = platform;
  const { order, seen } = named(request);
  return perform(platform, act, async () => {
    const it = await readOrder(platform, order);
    return {
      script: 'fail_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus(it.status), keys.ordersStatus('waiting')],
        ...[keys.ordersWaiting, keys.assignment(order), ...handKeys(keys, it.driver)],
      ],
      args: [order, it.word, it.driver, seen],
      intent: [order, seen],
    };
  });
}

/**
 * The customer's rating of a delivered order, once. It moves the mean of the driver who brought it.
 * Refused as `unknown_order` when Redis no longer has the order.
 */
export function rateOrder(
  platform: Platform,
  request: { order: string } & Rating,
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  const { order, stars, text = '' } = request;
  return perform(platform, act, async () => {
    if (!Number.isInteger(stars) || stars < 1 || stars > 5) return malformed('rating', stars);
    if (text.length > MAX_TEXT_LENGTH) return malformed('review', text);
    const [driver] = await readFields(platform, keys.order(order), 'driver_id');
    const id = driver ?? '';
    return {
      script: 'rate_order',
      keys: [
        ...[keys.order(order), keys.driver(id), keys.driverStats(id)],
        ...[keys.driversRatings, keys.topDrivers, keys.driverRegions(id)],
      ],
      args: [order, id, stars, text],
      intent: [order, stars, text],
    };
  });
}
