import { setTimeout as pause } from 'node:timers/promises';
import { MongoError, MongoServerError } from 'mongodb';
import { pauseAfter } from './watch-pause.ts';

/**
 * What no later try mends: no right to it, a wrong password, a document that is too large or not allowed, an
 * index that holds something else already or is there in another form.
 */
const HOPELESS: ReadonlySet<unknown> = new Set([13, 18, 85, 86, 121, 8_000, 10_334, 11_000]);

/** A try that failed, and how long until the next. */
export interface Retry {
  readonly attempt: number;
  readonly pauseMs: number;
  readonly reason: string;
}

export interface RetryOptions {
  /** No pause is longer waited for once it is aborted. */
  readonly signal: AbortSignal;
  /** No further try begins later than so many ms after the first one failed. */
  readonly giveUpMs: number;
  readonly onRetry: (retry: Retry) => void;
}

/** Whether MongoDB may do later what it did not do now. */
export function mayPass(error: unknown): boolean {
  return (
    error instanceof MongoError &&
    !(error instanceof MongoServerError && HOPELESS.has(error.code)) &&
    error.name !== 'MongoInvalidArgumentError'
  );
}

/** Does some work that may be done twice until it succeeds; throws its last error when the time is over. */
export async function retrying<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, giveUpMs, onRetry } = options;
  let end = Number.POSITIVE_INFINITY;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 1) end = performance.now() + giveUpMs;
      const pauseMs = pauseAfter(attempt, Math.random());
      if (!mayPass(error) || signal.aborted || performance.now() + pauseMs > end) throw error;
      onRetry({ attempt, pauseMs, reason: error instanceof Error ? error.message : String(error) });
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
