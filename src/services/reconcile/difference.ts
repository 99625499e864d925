/** What can differ between Redis and MongoDB, or between an index and its hashes. */
export type DifferenceKind =
  | 'order_index'
  | 'order_stray'
  | 'order_missing'
  | 'order_older'
  | 'order_behind'
  | 'order_differs'
  | 'delivery_missing'
  | 'delivery_differs'
  | 'driver_index'
  | 'driver_missing'
  | 'driver_differs'
  | 'region_index'
  | 'alert_stray'
  | 'alert_left';

/** One thing that differs. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** An order's id, a driver's id, an alert's. */
  readonly subject: string;
  /** The index, the fields or the versions that differ. */
  readonly where: string;
}

/** Whether two differences are the same one, found twice. */
export const keyOf = ({ kind, subject, where }: Difference): string =>
  JSON.stringify([kind, subject, where]);
