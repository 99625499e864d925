import type { OrderStatus } from './status.ts';
import type { Why } from './why.ts';

/** What happened, as the `type` field of a stream entry. */
export const EVENT_TYPES = [
  'order_created',
  'order_corrected',
  'order_assigned',
  'order_reassigned',
  'order_unassigned',
  'order_picked_up',
  'order_delivered',
  'order_failed',
  'order_cancelled',
  'order_rated',
  'order_deleted',
  'order_adopted',
  'driver_added',
  'driver_regions',
  'driver_removed',
  'driver_on_duty',
  'driver_off_duty',
  'alert_opened',
  'alert_resolved',
  'alert_acknowledged',
  'alert_muted',
  'alert_reopened',
  'alert_escalated',
  'note_left',
  'mode_changed',
  'plan_pinned',
  'plan_unpinned',
  'pair_refused',
  'pair_allowed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** One entry of the `events` stream: a transition, in order, with a gap-free `seq` within its epoch. */
export interface VigieEvent {
  /** Stream id, e.g. `1732110000000-0`. */
  readonly streamId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly type: EventType;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who asked: an operator's name, `simulator`, `worker`, another program. */
  readonly by: string;
  /** How: the strategy of an assignment, the reason of a cancellation, `undo`; empty otherwise. */
  readonly via: string;
  readonly order: string | null;
  readonly driver: string | null;
  /** The order's version after the transition; 0 when the event is not about an order. */
  readonly version: number;
  /** The subject's whole record after the transition, as the hash holds it. */
  readonly record: Readonly<Record<string, string>>;
  /** The driver's own record, where an order's transition changed his figures (delivered, rated). */
  readonly driverRecord: Readonly<Record<string, string>> | null;
  /** The status after the transition, for events about an order. */
  readonly status: OrderStatus | null;
  /** Why the order went to the driver, where an assignment kept it. */
  readonly why?: Why;
}
