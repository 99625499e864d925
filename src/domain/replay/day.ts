/** A day of deliveries that can be run again under any policy. One clock in minutes, one plane in metres. */
import type { Point, SeenOrder, World } from '../planning/problem.ts';

/** Nobody knows of it before `placedAt`; `readyAt` is when it is truly ready. */
export interface DayOrder extends SeenOrder {
  readonly id: string;
}

export interface DayDriver {
  readonly id: string;
  /** Where his shift begins. */
  readonly at: Point;
  readonly onAt: number;
  /** He picks nothing up after it; what he carries then he delivers. */
  readonly offAt: number;
  readonly metresPerMinute: number;
  readonly capacity: number;
  readonly rating: number;
  readonly regions: ReadonlySet<string> | null;
}

export interface Day {
  readonly name: string;
  readonly world: World;
  readonly orders: readonly DayOrder[];
  readonly drivers: readonly DayDriver[];
  /** An order that takes longer from click to door is late, minutes. */
  readonly target: number;
  /** Pay, in money units: an order's, and the least an hour on duty brings. */
  readonly payPerOrder: number;
  readonly payPerHour: number;
}

/** One way that was driven. */
export interface Drive {
  readonly driver: string;
  /** In the order of the doors. */
  readonly orders: readonly string[];
  readonly assignedAt: number;
  readonly leftAt: number;
  readonly from: Point;
  readonly pickupAt: number;
  /** Beside `orders`. */
  readonly doorsAt: readonly number[];
  readonly endedAt: number;
  readonly metres: number;
}

/**
 * A way for nothing: the driver stood at the place when it showed that the food comes after his shift.
 * It happens only where the policy knew a ready time that was not the true one.
 */
export interface Fruitless {
  readonly driver: string;
  readonly place: string;
  readonly leftAt: number;
  readonly from: Point;
  /** He is free at the place from then on. */
  readonly endedAt: number;
  readonly metres: number;
}

/** What came of a day under a policy. */
export interface DayResult {
  /** In the order they were assigned. */
  readonly drives: readonly Drive[];
  readonly fruitless: readonly Fruitless[];
  /** Orders that nobody delivered. */
  readonly undelivered: readonly string[];
  /** ms of each decision, beside how many orders waited. */
  readonly solves: readonly { readonly ms: number; readonly orders: number }[];
}
