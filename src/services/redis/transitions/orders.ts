import { DEFAULT_CAPACITY } from '../../../domain/driver.ts';
import { isPosition } from '../../../domain/geo.ts';
import { isId } from '../../../domain/ids.ts';
import { amountFromCents } from '../../../domain/money.ts';
import { DEFAULT_PROMISE_MS, type NewOrder } from '../../../domain/order.ts';
import type { Outcome, Refusal } from '../../../domain/refusal.ts';
import { orderStatusFromWire } from '../../../domain/status.ts';
import type { Platform } from '../connect.ts';
import { type Act, perform, readFields, type Transition } from './act.ts';

const malformed = (field: string, given: unknown): Refusal => ({
  ok: false,
  refusal: 'malformed',
  details: { field, given: String(given) },
});

const unknownOrder = (order: string): Refusal => ({
  ok: false,
  refusal: 'unknown_order',
  details: { order },
});

/** The first thing in a new order that can't be kept, or null. */
function faultOf(order: NewOrder): Refusal | null {
  if (!isId(order.id)) return malformed('order', order.id);
  if (!Number.isSafeInteger(order.amountCents) || order.amountCents < 0) {
    return malformed('amount', order.amountCents / 100);
  }
  for (const [field, { lon, lat }] of [
    ['pickup', order.pickup],
    ['dropoff', order.dropoff],
  ] as const) {
    if (!isPosition(lon, lat)) return malformed(field, `${lon},${lat}`);
  }
  if ((order.items?.length ?? 0) > 100) return malformed('items', order.items?.length);
  const item = order.items?.find(({ productId, quantity }) => !isId(productId) || !(quantity > 0));
  return item ? malformed('items', item.productId) : null;
}

/** The fields of the hash of a new order. */
function fieldsOf(order: NewOrder): (string | number)[] {
  const items = order.items ?? [];
  return [
    ...['client', order.client, 'client_id', order.clientId ?? '', 'phone', order.phone ?? ''],
    ...['address', order.address ?? '', 'note', order.note ?? '', 'origin', order.origin ?? ''],
    ...['destination', order.destination, 'restaurant_id', order.restaurantId ?? ''],
    ...['region', order.region, 'amount', amountFromCents(order.amountCents)],
    ...['amount_cents', order.amountCents],
    ...['pickup_lon', order.pickup.lon, 'pickup_lat', order.pickup.lat],
    ...['dropoff_lon', order.dropoff.lon, 'dropoff_lat', order.dropoff.lat],
    ...['items_count', items.length],
    ...items.flatMap(({ productId, quantity }, index) => [
      ...[`item_${index}_product_id`, productId],
      ...[`item_${index}_quantity`, quantity],
    ]),
  ];
}

/** The transition that creates an order, or why it can't be. Pure: the seed sends many at once. */
export function creation({ keys }: Platform, order: NewOrder): Transition | Refusal {
  const fault = faultOf(order);
  if (fault) return fault;
  return {
    script: 'create_order',
    keys: [keys.order(order.id), keys.ordersStatus('waiting'), keys.ordersWaiting, keys.ordersDue],
    args: [order.id, order.dueAt ?? `+${DEFAULT_PROMISE_MS}`, ...fieldsOf(order)],
    intent: [JSON.stringify(order)],
  };
}

/** Creates an order that waits. Refuses a malformed one and an id that exists. */
export function createOrder(platform: Platform, order: NewOrder, act: Act): Promise<Outcome> {
  return perform(platform, act, async () => creation(platform, order));
}

/** The transition that gives an order to a driver. Pure. */
export function assignment(
  { keys }: Platform,
  request: { order: string; driver: string; expectedVersion?: number },
): Transition {
  const { order, driver, expectedVersion } = request;
  return {
    script: 'assign_order',
    keys: [
      ...[keys.order(order), keys.ordersStatus('waiting'), keys.ordersStatus('assigned')],
      ...[
        keys.ordersWaiting,
        keys.assignment(order),
        keys.driver(driver),
        keys.driverOrders(driver),
      ],
      ...[keys.driverStats(driver), keys.driverRegions(driver)],
      ...[keys.driversStatus('free'), keys.driversStatus('busy')],
    ],
    args: [order, driver, expectedVersion ?? '', DEFAULT_CAPACITY],
    intent: [order, driver, expectedVersion ?? ''],
  };
}

/** Gives a waiting order to a driver on duty, below capacity, who works in its region. */
export function assignOrder(
  platform: Platform,
  request: { order: string; driver: string; expectedVersion?: number },
  act: Act,
): Promise<Outcome> {
  return perform(platform, act, async () => assignment(platform, request));
}

/** Takes an assigned order back: it waits again, with its old place. With `expectedVersion` it is an undo. */
export function unassignOrder(
  platform: Platform,
  request: { order: string; expectedVersion?: number },
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  const { order, expectedVersion } = request;
  return perform(platform, act, async () => {
    const [driver] = await readFields(platform, keys.order(order), 'driver_id');
    const id = driver ?? '';
    return {
      script: 'unassign_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus('assigned'), keys.ordersStatus('waiting')],
        ...[keys.ordersWaiting, keys.assignment(order), keys.driver(id), keys.driverOrders(id)],
        ...[keys.driverStats(id), keys.driversStatus('free'), keys.driversStatus('busy')],
      ],
      args: [order, id, expectedVersion ?? ''],
      intent: [order, expectedVersion ?? ''],
    };
  });
}

/** The driver has the order in hand. */
export function pickUpOrder(platform: Platform, order: string, act: Act): Promise<Outcome> {
  const { keys } = platform;
  return perform(platform, act, async () => ({
    script: 'pick_up_order',
    keys: [keys.order(order), keys.ordersStatus('assigned'), keys.ordersStatus('pickedUp')],
    args: [order],
    intent: [order],
  }));
}

/** The order is at the door: final. */
export function deliverOrder(platform: Platform, order: string, act: Act): Promise<Outcome> {
  const { keys } = platform;
  return perform(platform, act, async () => {
    const [driver, count] = await readFields(
      platform,
      keys.order(order),
      'driver_id',
      'items_count',
    );
    const names = Array.from({ length: Number(count ?? 0) }, (_, i) => `item_${i}_product_id`);
    const products =
      names.length === 0 ? [] : await readFields(platform, keys.order(order), ...names);
    const items = products.map((product) => product ?? '');
    const id = driver ?? '';
    return {
      script: 'deliver_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus('pickedUp'), keys.ordersStatus('delivered')],
        ...[keys.ordersDue, keys.ordersFinished, keys.assignment(order), keys.driver(id)],
        ...[keys.driverOrders(id), keys.driverStats(id)],
        ...[keys.driversStatus('free'), keys.driversStatus('busy')],
        ...[keys.productsSold, keys.clientsSpent, ...items.map(keys.productSold)],
      ],
      args: [order, id, ...items],
      intent: [order],
    };
  });
}

/** Cancels an order that is not delivered; `act.via` is the reason. Final. */
export function cancelOrder(platform: Platform, order: string, act: Act): Promise<Outcome> {
  const { keys } = platform;
  return perform(platform, act, async () => {
    const [word, driver] = await readFields(platform, keys.order(order), 'status', 'driver_id');
    const status = orderStatusFromWire(word ?? '');
    if (word === null || status === undefined) return unknownOrder(order);
    const hand =
      driver === null || driver === undefined
        ? []
        : [
            ...[keys.driver(driver), keys.driverOrders(driver), keys.driverStats(driver)],
            ...[keys.driversStatus('free'), keys.driversStatus('busy')],
          ];
    return {
      script: 'cancel_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus(status), keys.ordersStatus('cancelled')],
        ...[keys.ordersWaiting, keys.ordersDue, keys.ordersFinished, keys.assignment(order)],
        ...hand,
      ],
      args: [order, word ?? '', driver ?? ''],
      intent: [order],
    };
  });
}

/** Takes in what another program wrote of an order (version, indexes, event). */
export function adoptOrder(platform: Platform, order: string, act: Act): Promise<Outcome> {
  const { keys, redis } = platform;
  return perform(platform, act, async () => {
    const [known] = await readFields(platform, keys.order(order), 'driver_id');
    const held = (await redis.get(keys.assignment(order))) ?? known ?? '';
    const before = known ?? '';
    const drivers = [...new Set([held, before])].filter((id) => id !== '');
    return {
      script: 'adopt_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus('waiting'), keys.ordersStatus('assigned')],
        ...[keys.ordersStatus('pickedUp'), keys.ordersStatus('delivered')],
        ...[keys.ordersStatus('cancelled'), keys.ordersWaiting, keys.ordersDue],
        ...[keys.ordersFinished, keys.assignment(order)],
        ...[keys.driversStatus('free'), keys.driversStatus('busy')],
        ...drivers.flatMap((id) => [keys.driver(id), keys.driverOrders(id), keys.driverStats(id)]),
      ],
      args: [order, held, before, DEFAULT_PROMISE_MS],
      intent: [order],
    };
  });
}
