import { capacityOf } from '../../domain/driver.ts';
import type { Position } from '../../domain/geo.ts';
import { driverStatusFromWire } from '../../domain/status.ts';
import type { History } from '../mongo/connect.ts';
import type { DutyChange, PastDay, PastDriver } from './past.ts';
import { AFTER_MS, msOf, ofZone, pairOf, readOrders } from './read-orders.ts';

/** Where a driver delivered last before the day, so long ago at most. */
const BEFORE_MS = 12 * 3_600_000;
const IDS_AT_ONCE = 1_000;

const DUTY_EVENTS = ['driver_added', 'driver_on_duty', 'driver_off_duty', 'driver_removed'];

/**
 * A past day from the audit: its orders by their events, those from before there were events as they
 * ended; who was on duty when; where drivers last were.
 * Reads by pages; holds one short record an order. Rejects when MongoDB does not answer.
 */
export async function readDay(
  history: History,
  zone: string | null,
  day: { readonly name: string; readonly from: number; readonly to: number },
  progress: (events: number) => void = () => undefined,
): Promise<PastDay> {
  const read = await readOrders(history, zone, day, progress);
  const { onDuty, duty } = await readDuty(history, zone, day);
  const lastDoors = await readLastDoors(history, day.from);
  const ids = [...onDuty, ...duty.map(({ driver }) => driver)];
  const workers = read.orders.flatMap(({ driver }) => driver ?? []);
  const drivers = await readDrivers(history, [...new Set([...ids, ...workers])]);
  return { ...day, ...read, onDuty, duty, lastDoors, drivers };
}

/** The newest day on which an order was placed, ms; null where there is none. */
export async function newestOrder({ db }: History): Promise<number | null> {
  const newest = await db
    .collection('orders')
    .findOne<{ created_at?: unknown }>(
      { created_at: { $type: 'date' } },
      { sort: { created_at: -1 }, projection: { created_at: 1 } },
    );
  return newest?.created_at instanceof Date ? newest.created_at.getTime() : null;
}

/** Whether a duty event puts a driver on duty: who is added may begin his shift with it. */
const isOn = (type: unknown, status: unknown) =>
  type === 'driver_on_duty' ||
  (type === 'driver_added' && driverStatusFromWire(String(status ?? '')) !== 'offDuty');

/** Who was on duty when the day began, and who came and went in it. */
async function readDuty(
  { db }: History,
  zone: string | null,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<{ onDuty: Set<string>; duty: DutyChange[] }> {
  const events = db.collection('events');
  const before = await events
    .aggregate(
      [
        { $match: { ...ofZone(zone), type: { $in: DUTY_EVENTS }, at: { $lt: new Date(from) } } },
        { $sort: { at: 1, epoch: 1, seq: 1 } },
        {
          $group: { _id: '$driver', type: { $last: '$type' }, status: { $last: '$record.status' } },
        },
      ],
      { allowDiskUse: true },
    )
    .toArray();
  const onDuty = before
    .filter(({ type, status }) => isOn(type, status))
    .map(({ _id }) => String(_id));
  const during = await events
    .find(
      {
        ...{ ...ofZone(zone), type: { $in: DUTY_EVENTS } },
        at: { $gte: new Date(from), $lt: new Date(to + AFTER_MS) },
      },
      {
        projection: { type: 1, at: 1, driver: 1, 'record.status': 1 },
        sort: { at: 1, epoch: 1, seq: 1 },
      },
    )
    .allowDiskUse()
    .toArray();
  const duty = during.flatMap(({ driver, type, at, record }): DutyChange[] => {
    const when = msOf(at);
    return when === null
      ? []
      : [{ driver: String(driver), at: when, on: isOn(type, record?.status) }];
  });
  return { onDuty: new Set(onDuty), duty };
}

/** Where each driver delivered last before the day. */
async function readLastDoors({ db }: History, from: number): Promise<Map<string, Position>> {
  const found = await db
    .collection('orders')
    .aggregate([
      { $match: { delivered_at: { $gte: new Date(from - BEFORE_MS), $lt: new Date(from) } } },
      { $sort: { delivered_at: 1 } },
      { $group: { _id: '$driver_id', dropoff: { $last: '$dropoff' } } },
    ])
    .toArray();
  return new Map(
    found.flatMap(({ _id, dropoff }) => {
      const at = pairOf(dropoff);
      return at ? [[String(_id), at] as const] : [];
    }),
  );
}

async function readDrivers(
  { db }: History,
  ids: readonly string[],
): Promise<Map<string, PastDriver>> {
  const found = new Map<string, PastDriver>();
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const documents = await db
      .collection('drivers')
      .find(
        { driver_id: { $in: ids.slice(at, at + IDS_AT_ONCE) } },
        { projection: { driver_id: 1, vehicle: 1, capacity: 1, rating: 1, regions: 1 } },
      )
      .toArray();
    for (const { driver_id, vehicle, capacity, rating, regions } of documents) {
      const id = String(driver_id);
      found.set(id, {
        ...{ id, vehicle: String(vehicle ?? '') },
        capacity: capacityOf(capacity),
        rating: Number(rating) || 0,
        regions: Array.isArray(regions) ? new Set(regions.map(String)) : null,
      });
    }
  }
  return found;
}
