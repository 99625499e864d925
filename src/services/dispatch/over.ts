import type { Excluded } from '../../domain/board.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Candidate } from '../../domain/strategy.ts';
import type { Move } from '../../domain/undo.ts';
import { RedisDown } from '../redis/down.ts';

/** An operation that was done. */
export interface Done {
  readonly is: 'done';
  /** The order's version after it. */
  readonly version: number;
  /** Who has it now and who came second, where somebody was chosen. */
  readonly driver: Candidate | null;
  readonly next: Candidate | null;
  /** What an undo takes back, where it can be. */
  readonly move: Move | null;
}

/** What came of an operation on one order. */
export type Answer =
  | Done
  | { readonly is: 'refused'; readonly refusal: Refusal }
  /** Nobody can take it; the drivers near it who are out, and why. */
  | { readonly is: 'nobody'; readonly excluded: readonly Excluded[] }
  /** No answer came: it is not known whether it was done. `down`: Redis is away. */
  | { readonly is: 'unknown'; readonly down: boolean; readonly error: string }
  /** Not begun, because one before it got no answer or all was stopped. */
  | { readonly is: 'left' };

/** One order, and what is to be done to it. */
export interface Job {
  readonly order: string;
  readonly run: () => Promise<Answer>;
}

export interface Result {
  readonly order: string;
  readonly answer: Answer;
}

/** So many orders are acted on at once: enough to hide the way to Redis and back. */
const AT_ONCE = 8;

/**
 * Does jobs, a few at a time, and tells of each what came of it, in their own order. Nothing more is
 * begun once `signal` aborts or one got no answer: what is begun is finished, the rest is told as left.
 * `progress` hears of each result as it comes. Never rejects.
 */
export async function over(
  jobs: readonly Job[],
  {
    signal,
    progress,
  }: { signal?: AbortSignal; progress?: (index: number, result: Result) => void } = {},
): Promise<Result[]> {
  const results: Result[] = jobs.map(({ order }) => ({ order, answer: { is: 'left' } }));
  const queue = jobs.entries();
  let lost = false;
  const work = async () => {
    for (const [index, job] of queue) {
      const result = { order: job.order, answer: await answerOf(job) };
      results[index] = result;
      progress?.(index, result);
      lost ||= result.answer.is === 'unknown';
      if (lost || signal?.aborted) return;
    }
  };
  if (!signal?.aborted) await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function answerOf({ run }: Job): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    return {
      is: 'unknown',
      down: error instanceof RedisDown,
      error: error instanceof Error ? error.message : String(error),
    };
  }
}
