import type { Position } from './geo.ts';
import type { Order } from './order.ts';
import type { DriverStatus } from './status.ts';
import type { Bounds } from './viewport.ts';

/** A driver as a mark on the map. */
export interface MapDriver {
  readonly id: string;
  readonly name: string;
  readonly at: Position;
  readonly status: DriverStatus;
  /** No word of his position for too long. */
  readonly silent: boolean;
}

/** A named place. */
export interface MapPlace {
  readonly name: string;
  readonly at: Position;
}

/** Drivers of a part of the map, where they are too many to be shown one by one. */
export interface Crowd extends Bounds {
  readonly count: number;
}

/** What of an order the map needs. */
export type MapOrder = Pick<
  Order,
  | 'id'
  | 'status'
  | 'client'
  | 'origin'
  | 'destination'
  | 'pickup'
  | 'dropoff'
  | 'driverId'
  | 'dueAt'
>;

/** What a part of the world holds, read in one go; every list has its limit. */
export interface MapContent {
  /** Redis' own clock when it was read, ms. */
  readonly readAt: number;
  /** Drivers in the part that was asked for; none where they are too many: then `crowds` has them. */
  readonly drivers: readonly MapDriver[];
  readonly crowds: readonly Crowd[];
  /** Drivers who were asked for by name, wherever they are. */
  readonly named: readonly MapDriver[];
  /** Every driver who has a position, wherever it is. */
  readonly driversTotal: number;
  /** Open orders, those that wait longest first, then those that are due soonest; wherever they are. */
  readonly orders: readonly MapOrder[];
  readonly ordersTotal: number;
  /** The one that was asked for, in full. */
  readonly order: Order | null;
  readonly places: readonly MapPlace[];
  /** The way of the followed driver, oldest first. */
  readonly track: readonly Position[];
}
