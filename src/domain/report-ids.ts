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
