import type { Order } from './order.ts';
import type { OrderStatus } from './status.ts';

/** An order as lists show it: with what saves another read for each row. */
export interface ListedOrder extends Order {
  /** The name of the driver who has it, or had it last; empty while nobody does. */
  readonly driverName: string;
}

/** Statuses of orders that still need somebody, and of those that are done with. */
export const OPEN_STATUSES = ['waiting', 'assigned', 'pickedUp'] as const;
export const FINISHED_STATUSES = ['delivered', 'cancelled'] as const;

/** Whether an order in this status is done with. */
export function isFinished(status: OrderStatus): boolean {
  return status === 'delivered' || status === 'cancelled';
}

/** When an order was done with; null while it is open, or when nobody noted it. */
export function finishedAt({ status, deliveredAt, cancelledAt }: Order): number | null {
  return status === 'delivered' ? deliveredAt : status === 'cancelled' ? cancelledAt : null;
}

/** How long an order has been without a driver, or was until it got one, ms; null for all others. */
export function waitOf({ status, createdAt, assignedAt }: Order, now: number): number | null {
  if (createdAt === null) return null;
  if (status === 'waiting') return Math.max(0, now - createdAt);
  if (status === 'assigned' && assignedAt !== null) return Math.max(0, assignedAt - createdAt);
  return null;
}

/** Whether an open order is past its promised time. */
export function isLate({ status, dueAt }: Order, now: number): boolean {
  return dueAt !== null && dueAt < now && !isFinished(status);
}
