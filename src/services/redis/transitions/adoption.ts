import { DEFAULT_PROMISE_MS } from '../../../domain/order.ts';
import type { Outcome } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { type Act, perform, readFields } from './act.ts';

/**
 * Takes in what another program wrote of an order (version, indexes, event); `wrong_status` when there is
 * nothing to take in. With `touched` it is recorded also where only its other fields were changed.
 */
export function adoptOrder(
  platform: Platform,
  order: string,
  act: Act,
  touched = false,
): Promise<Outcome> {
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
      args: [order, held, before, DEFAULT_PROMISE_MS, touched ? '1' : ''],
      intent: [order],
    };
  });
}
