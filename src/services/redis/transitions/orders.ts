import { isPosition } from '../../../domain/geo.ts';
import { isId, isRegion } from '../../../domain/ids.ts';
import { amountFromCents } from '../../../domain/money.ts';
import {
  type Correction,
  DEFAULT_PROMISE_MS,
  MAX_TEXT_LENGTH,
  type NewOrder,
} from '../../../domain/order.ts';
import type { Outcome, Refusal } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { type Act, malformed, perform, type Transition } from './act.ts';
import { handKeys, type Named, named, readOrder } from './hand.ts';

/** The latest moment that anything is promised for: the year 9999. */
const LAST_MS = Date.UTC(10_000, 0) - 1;

const isMoment = (ms: number) => Number.isSafeInteger(ms) && ms >= 0 && ms <= LAST_MS;

/** The first text that is too long to be kept, or null. */
function textFault(texts: Readonly<Record<string, string | undefined>>): Refusal | null {
  const long = Object.entries(texts).find(([, text]) => (text?.length ?? 0) > MAX_TEXT_LENGTH);
  return long ? malformed(long[0], long[1]) : null;
}

/** The first thing in a new order that can't be kept, or null. */
function faultOf(order: NewOrder): Refusal | null {
  if (!isId(order.id)) return malformed('order', order.id);
  const { client, phone, address, note, origin, destination } = order;
  const fault = textFault({ client, phone, address, note, origin, destination });
  if (fault) return fault;
  if (order.region !== '' && !isRegion(order.region)) return malformed('region', order.region);
  if (order.clientId && !isId(order.clientId)) return malformed('client', order.clientId);
  if (order.restaurantId && !isId(order.restaurantId))
    return malformed('restaurant', order.restaurantId);
  if (order.dueAt !== undefined && !isMoment(order.dueAt)) return malformed('due', order.dueAt);
  if (order.readyAt !== undefined && !isMoment(order.readyAt))
    return malformed('ready', order.readyAt);
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
    ...(order.readyAt === undefined ? [] : ['ready_at', order.readyAt]),
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

/** Corrects what was noted of an order that is not finished. */
export function correctOrder(
  platform: Platform,
  request: { order: string } & Correction,
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  const { order, dueAt, ...texts } = request;
  return perform(platform, act, async () => {
    const fault = textFault(texts);
    if (fault) return fault;
    if (dueAt !== undefined && !isMoment(dueAt)) return malformed('due', dueAt);
    const fields = Object.entries(texts).flatMap(([field, text]) =>
      text === undefined ? [] : [field, text],
    );
    if (fields.length === 0 && dueAt === undefined) return malformed('correction', '');
    return {
      script: 'correct_order',
      keys: [keys.order(order), keys.ordersDue],
      args: [order, dueAt ?? '', ...fields],
      intent: [order, dueAt ?? '', ...fields],
    };
  });
}

/** Cancels an order that is not delivered; `act.via` is the reason. Final. */
export function cancelOrder(platform: Platform, request: Named, act: Act): Promise<Outcome> {
  const { keys } = platform;
  const { order, seen } = named(request);
  return perform(platform, act, async () => {
    const it = await readOrder(platform, order);
    return {
      script: 'cancel_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus(it.status), keys.ordersStatus('cancelled')],
        ...[keys.ordersWaiting, keys.ordersDue, keys.ordersFinished, keys.assignment(order)],
        ...(it.driver === '' ? [] : handKeys(keys, it.driver)),
      ],
      args: [order, it.word, it.driver, seen],
      intent: [order, seen],
    };
  });
}

/** Deletes an order that nobody carries; what was delivered stays in the history. Final. */
export function deleteOrder(platform: Platform, order: string, act: Act): Promise<Outcome> {
  const { keys } = platform;
  return perform(platform, act, async () => {
    const it = await readOrder(platform, order);
    return {
      script: 'delete_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus(it.status), keys.ordersWaiting, keys.ordersDue],
        ...[keys.ordersFinished, keys.assignment(order)],
      ],
      args: [order, it.word],
      intent: [order],
    };
  });
}
