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
  | 'group'
  | 'measure'
  | Weekday
  | 'together'
  | 'deliveries'
  | 'counted'
  | 'revenue'
  | 'mean'
  | 'p50'
  | 'p90'
  | 'p95'
  | 'p99'
  | 'wait50'
  | 'wait90'
  | 'late'
  | 'onTime'
  | 'rating'
  | 'failed'
  | 'utilisation'
  | 'id'
  | 'order'
  | 'time'
  | 'minutes'
  | 'amount'
  | 'destination'
  | 'what'
  | 'by'
  | 'via'
  | 'quantity'
  | 'orders'
  | 'spent'
  | 'reason'
  | 'cancelled'
  | 'share'
  | 'lost'
  | 'median'
  | 'alert'
  | 'alerts'
  | 'answeredP50'
  | 'answeredP90'
  | 'overP50'
  | 'overP90';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/**
 * What a cell holds, and so how it is written: money in cents, minutes and seconds as numbers with a
 * fraction, shares from 0 to 1, times in ms since 1970; `event`, `alert`, `measure` and
 * `strategy` a type, a kind, a time (`door`, `wait`) and a strategy that words are there for.
 */
export type ColumnKind =
  | 'name'
  | 'text'
  | 'count'
  | 'money'
  | 'minutes'
  | 'share'
  | 'rating'
  | 'time'
  | WordKind;

/** Cells that are a word of ours, written in the reader's language. */
export type WordKind = 'event' | 'alert' | 'measure' | 'strategy';

/** null: nothing carries the figure; as a name: all of them together. An empty name: the documents have none. */
export type ReportCell = string | number | null;

/** What a service level is measured from: placing to the door, placing to the assignment. */
export type Measure = 'door' | 'wait';
