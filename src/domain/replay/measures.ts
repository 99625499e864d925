import { percentile } from '../percentile.ts';
import type { Day, DayResult } from './day.ts';

/** What a day's result is judged by. Means, percentiles and shares are over delivered orders; NaN without any. */
export interface Measures {
  readonly orders: number;
  readonly delivered: number;
  readonly undeliveredPct: number;
  /** Minutes from placed to the door. */
  readonly clickToDoor: number;
  readonly clickToDoorP90: number;
  /** Minutes that ready food waits at its place. */
  readonly readyToPickup: number;
  readonly readyToPickupP90: number;
  /** Delivered later than the day's target. */
  readonly latePct: number;
  /** Minutes from placed to assigned. */
  readonly placedToAssigned: number;
  /** Pay of all drivers over the delivered orders. */
  readonly costPerOrder: number;
  readonly ordersPerBundle: number;
  /** All that was driven. */
  readonly km: number;
  readonly kmPerOrder: number;
  readonly solveMs: number;
  readonly solveMsP99: number;
  readonly solveMsMax: number;
}

const mean = (values: readonly number[]) => sum(values) / values.length;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export function measure(day: Day, result: DayResult): Measures {
  const { drives, fruitless, solves } = result;
  const orders = new Map(day.orders.map((order) => [order.id, order]));
  const doors: number[] = [];
  const pickups: number[] = [];
  const assigned: number[] = [];
  for (const drive of drives) {
    for (const [index, id] of drive.orders.entries()) {
      const { placedAt = Number.NaN, readyAt = Number.NaN } = orders.get(id) ?? {};
      doors.push((drive.doorsAt[index] ?? Number.NaN) - placedAt);
      pickups.push(drive.pickupAt - readyAt);
      assigned.push(drive.assignedAt - placedAt);
    }
  }
  const delivered = doors.length;
  // Paid hours and driven ways by no order at all are no number.
  const perOrder = (whole: number) => (delivered === 0 ? Number.NaN : whole / delivered);
  const km = sum([...drives, ...fruitless].map(({ metres }) => metres)) / 1000;
  const ms = solves.map((solve) => solve.ms);
  return {
    orders: day.orders.length,
    delivered,
    undeliveredPct: (100 * (day.orders.length - delivered)) / day.orders.length,
    clickToDoor: mean(doors),
    clickToDoorP90: percentile(doors, 0.9),
    readyToPickup: mean(pickups),
    readyToPickupP90: percentile(pickups, 0.9),
    latePct: (100 * doors.filter((minutes) => minutes > day.target).length) / delivered,
    placedToAssigned: mean(assigned),
    costPerOrder: perOrder(payOf(day, result)),
    ordersPerBundle: delivered / drives.length,
    km,
    kmPerOrder: perOrder(km),
    solveMs: mean(ms),
    solveMsP99: percentile(ms, 0.99),
    solveMsMax: percentile(ms, 1),
  };
}

/** Each driver is paid by order, or by hour on duty where that is more. */
function payOf(day: Day, { drives }: DayResult): number {
  const done = new Map<string, number>();
  for (const { driver, orders } of drives) {
    done.set(driver, (done.get(driver) ?? 0) + orders.length);
  }
  const pay = day.drivers.map(({ id, onAt, offAt }) => {
    const hours = (offAt - onAt) / 60;
    return Math.max(day.payPerOrder * (done.get(id) ?? 0), day.payPerHour * hours);
  });
  return sum(pay);
}
