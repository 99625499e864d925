import type { Outcome } from '../../../domain/refusal.ts';
import {
  type DriverStatus,
  driverStatusToWire,
  ORDER_STATUSES,
  type OrderStatus,
  orderStatusToWire,
} from '../../../domain/status.ts';
import type { Platform } from '../connect.ts';
import { run } from '../scripts.ts';
import { outcomeOf, readFields } from './act.ts';

/*
 * What is done to Redis that is no transition: nothing happened in the world, so no event says so. Each
 * is judged by its script, and harmless when done twice. All throw RedisDown.
 */

/** Drops a finished order whose `version` MongoDB has; `stale` when it changed since. */
export async function pruneOrder(
  { redis, keys }: Platform,
  { order, status, version }: { order: string; status: OrderStatus; version: number },
): Promise<Outcome> {
  return outcomeOf(
    await run(redis, {
      script: 'prune_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus(status)],
        ...[keys.ordersFinished, keys.assignment(order)],
      ],
      args: [order, orderStatusToWire(status), version],
    }),
  );
}

/** An order as MongoDB has it; `fields` are those of its hash besides status and version. */
export interface OrderToRestore {
  readonly id: string;
  readonly status: OrderStatus;
  readonly version: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Puts an order back; `moved_on` when what is here is as new. */
export async function restoreOrder(
  platform: Platform,
  { id, status, version, fields }: OrderToRestore,
): Promise<Outcome> {
  const { redis, keys } = platform;
  const [here] = await readFields(platform, keys.order(id), 'driver_id');
  const carried = status === 'assigned' || status === 'pickedUp';
  const carrier = carried ? (fields.driver_id ?? '') : '';
  const drivers = [...new Set([carrier, here ?? ''])].filter((driver) => driver !== '');
  const finishedAt = fields.delivered_at ?? fields.cancelled_at ?? fields.updated_at;
  return outcomeOf(
    await run(redis, {
      script: 'restore_order',
      keys: [
        ...[keys.order(id), ...ORDER_STATUSES.map(keys.ordersStatus), keys.ordersWaiting],
        ...[keys.ordersDue, keys.ordersFinished, keys.assignment(id)],
        ...[keys.driversStatus('free'), keys.driversStatus('busy')],
        ...drivers.flatMap((driver) => [
          ...[keys.driver(driver), keys.driverOrders(driver), keys.driverStats(driver)],
        ]),
      ],
      args: [
        ...[id, version, orderStatusToWire(status), carrier, here ?? ''],
        ...[fields.created_at ?? 0, fields.due_at ?? 0, finishedAt ?? 0],
        ...Object.entries(fields).flat(),
      ],
    }),
  );
}

/** A driver as MongoDB has him. */
export interface DriverToRestore {
  readonly id: string;
  readonly rating: number;
  readonly status: Exclude<DriverStatus, 'busy'>;
  readonly regions: readonly string[];
  readonly stats: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

/** Puts a driver back; `already_exists` when he is there. */
export async function restoreDriver(
  { redis, keys }: Platform,
  { id, rating, status, regions, stats, fields }: DriverToRestore,
): Promise<Outcome> {
  return outcomeOf(
    await run(redis, {
      script: 'restore_driver',
      keys: [
        ...[keys.driver(id), keys.driversAll, keys.driversRatings, keys.driverStats(id)],
        ...[keys.driverRegions(id), keys.driversStatus(status), ...regions.map(keys.regionDrivers)],
      ],
      args: [
        ...[id, rating, Object.keys(stats).length, ...Object.entries(stats).flat()],
        ...[regions.length, ...regions, 'status', driverStatusToWire(status)],
        ...Object.entries(fields).flat(),
      ],
    }),
  );
}

/** Brings a driver's indexes in line with his hash and with what he carries. */
export async function settleDriver({ redis, keys }: Platform, id: string): Promise<Outcome> {
  return outcomeOf(
    await run(redis, {
      script: 'settle_driver',
      keys: [
        ...[keys.driver(id), keys.driversAll, keys.driversRatings, keys.driversStatus('free')],
        ...[keys.driversStatus('busy'), keys.driversStatus('offDuty'), keys.driverOrders(id)],
        ...[keys.driverStats(id), keys.driversLocations, keys.driversLastSeen],
      ],
      args: [id],
    }),
  );
}

/** Takes an order's id out of an index; `stale` when it belongs there. `driver`: whose hand it is. */
export async function dropStray(
  { redis, keys }: Platform,
  { order, index, driver = '' }: { order: string; index: string; driver?: string },
): Promise<Outcome> {
  return outcomeOf(
    await run(redis, {
      script: 'drop_stray',
      keys: [keys.order(order), index],
      args: [order, driver],
    }),
  );
}
