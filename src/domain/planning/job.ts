/** What one driver takes in one way: one order, or several of one place. */
import type { PlanOrder, Point } from './problem.ts';

export interface Job {
  /** In the order of the doors. */
  readonly orders: readonly PlanOrder[];
  readonly place: string;
  readonly pickup: Point;
  readonly region: string;
  readonly detour: number;
  readonly pinned: string | null;
  /** When the last of its orders is ready. */
  readonly readyAt: number;
  /** Nobody can start for it before: when its last order was, or will be, placed. */
  readonly knownAt: number;
}

/** The job of orders of one place; at least one. */
export function jobOf(orders: readonly PlanOrder[]): Job {
  const [first] = orders;
  if (!first) throw new RangeError('A job has at least one order.');
  return {
    orders,
    place: first.place,
    pickup: first.pickup,
    region: first.region,
    detour: Math.max(...orders.map(({ detour }) => detour)),
    pinned: first.pinned,
    readyAt: Math.max(...orders.map(({ readyAt }) => readyAt)),
    knownAt: Math.max(...orders.map(({ placedAt }) => placedAt)),
  };
}
