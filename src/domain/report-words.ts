/** All reports there are; what they are called is in the words, `report.names`. */
export type ReportId =
  | 'regions'
  | 'drivers'
  | 'hours'
  | 'service'
  | 'strategies'
  | 'products'
  | 'spenders'
  | 'cancellations'
  | 'alerts'
  | 'driver'
  | 'client'
  | 'order';

/** Names of columns, each with its words in `report.columns`. */
export type ColumnId =
  | 'region'
  | 'driver'
  | 'client'
  | 'product'
  | 'strategy'
  | 'hour'
  | 'deliveries'
  | 'revenue'
  | 'mean'
  | 'p50'
  | 'p90'
  | 'p95'
  | 'p99'
  | 'late'
  | 'onTime'
  | 'rating'
  | 'utilisation';

/**
 * What a cell holds, and so how it is written: money in cents, minutes and seconds as numbers with a
 * fraction, shares from 0 to 1, times in ms since 1970.
 */
export type ColumnKind =
  | 'name'
  | 'text'
  | 'count'
  | 'money'
  | 'minutes'
  | 'share'
  | 'rating'
  | 'time';

/** null: nothing carries the figure. An empty name: the documents have none. */
export type ReportCell = string | number | null;
