import { DEFAULT_PROMISE_MS } from '../../../domain/order.ts';
import type { Outcome } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { type Act, perform, readFields } from './act.ts';

/**
 * Takes in what another program wrote of an order (version, indexes, event); `wrong_status` when there is
 * nothing to take in. A `repair` takes its hash for right, whatever the indexes say, and records it in any
 * case.
 */
export function adoptOrder(
  platform: Platform,
  order: string,
  act: Act,
  repair = false,
): Promise<Outcome> {
  const { keys, redis } = platform;
  return perform(platform, act, async () => {
    const [known] = await readFields(platform, keys.order(order), 'driver_id');
    const assigned = repair ? null : await redis.get(keys.assignment(order));
    const held = assigned ?? known ?? '';
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
      args: [order, held, before, DEFAULT_PROMISE_MS, repair ? '1' : ''],
      intent: [order],
    };
  });
}
