/** What goes together: one order, or several of one place that one driver takes in one way. */
import type { PlanOrder, Point } from './problem.ts';
import type { Load } from './travel.ts';

export interface Job extends Load {
  /** In the order of the doors. */
  readonly orders: readonly PlanOrder[];
  readonly place: string;
  readonly region: string;
  readonly pinned: string | null;
  /** Nobody can start for it before: when its last order was, or will be, placed. */
  readonly knownAt: number;
}

/** The job of orders of one place, in the order in which their doors are reached. */
export function jobOf(orders: readonly PlanOrder[]): Job {
  const first = orders[0] as PlanOrder;
  let readyAt = first.readyAt;
  let knownAt = first.placedAt;
  let detour = first.detour;
  const doors: Point[] = [];
  for (const order of orders) {
    readyAt = Math.max(readyAt, order.readyAt);
    knownAt = Math.max(knownAt, order.placedAt);
    detour = Math.max(detour, order.detour);
    doors.push(order.door);
  }
  return {
    orders,
    place: first.place,
    pickup: first.pickup,
    region: first.region,
    pinned: orders.find(({ pinned }) => pinned !== null)?.pinned ?? null,
    readyAt,
    knownAt,
    detour,
    doors,
  };
}
