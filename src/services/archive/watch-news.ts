import type { Archived } from './orders.ts';
import type { ScanReason } from './watch-place.ts';

/** What a watcher has to tell whoever started it. */
export type WatchNews =
  /** Another watcher is active. */
  | { readonly kind: 'waiting'; readonly holder: string }
  /** Finished orders are looked for, because there is no place to go on from. */
  | { readonly kind: 'scan'; readonly why: ScanReason }
  | { readonly kind: 'scanned'; readonly done: Archived }
  /** From here on orders are archived as they finish. */
  | { readonly kind: 'watching' }
  /** A batch is archived; the place after it is noted soon. */
  | {
      readonly kind: 'batch';
      readonly done: Archived;
      /** From the commit of its first order until it was archived, ms; null where the server does not say. */
      readonly lagMs: number | null;
    }
  /** The archive does not take this order; the others go on. */
  | { readonly kind: 'refused'; readonly id: string; readonly reason: string }
  /** The way to MongoDB broke off for a moment, and was taken up at once. */
  | { readonly kind: 'resumed' }
  /** Something went wrong; the next try comes after the pause. */
  | {
      readonly kind: 'interrupted';
      readonly reason: string;
      /** In a row. */
      readonly failures: number;
      readonly pauseMs: number;
      /** What happened since is not told any more: a scan comes next. */
      readonly lost: boolean;
    }
  /** The collection of orders is gone, or another one stands in its place. */
  | { readonly kind: 'gone' }
  /** Another watcher took over. */
  | { readonly kind: 'replaced' };
