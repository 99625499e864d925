import type { Position } from '../../domain/geo.ts';

/** What the records tell of an order that was placed on the day. Times are ms since 1970. */
export interface PastOrder {
  readonly id: string;
  readonly restaurantId: string;
  readonly region: string;
  readonly pickup: Position;
  readonly door: Position;
  readonly placedAt: number;
  /** null: nobody noted when it was ready. */
  readonly readyAt: number | null;
  readonly dueAt: number;
  /** Who had it last. */
  readonly driver: string | null;
  /** When somebody was given it for the first time. */
  readonly assignedAt: number | null;
  readonly pickedUpAt: number | null;
  readonly deliveredAt: number | null;
}

/** A driver comes on duty or goes off. */
export interface DutyChange {
  readonly driver: string;
  readonly at: number;
  readonly on: boolean;
}

export interface PastDriver {
  readonly id: string;
  readonly vehicle: string;
  readonly capacity: number;
  readonly rating: number;
  /** null: nothing is known of where he works. */
  readonly regions: ReadonlySet<string> | null;
}

/** What the records tell of a day. */
export interface PastDay {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The oldest first. */
  readonly orders: readonly PastOrder[];
  /** Who was on duty when the day began, as far as anybody noted it. */
  readonly onDuty: ReadonlySet<string>;
  /** In the order of time. */
  readonly duty: readonly DutyChange[];
  readonly drivers: ReadonlyMap<string, PastDriver>;
  /** Where each driver's last delivery before the day ended. */
  readonly lastDoors: ReadonlyMap<string, Position>;
  /** Placed that day and left out: cancelled, without places, beyond the most that are read. */
  readonly cancelled: number;
  readonly placeless: number;
  readonly tooMany: boolean;
  /** Whether events told of it, or only the orders as they ended. */
  readonly fromEvents: boolean;
}
