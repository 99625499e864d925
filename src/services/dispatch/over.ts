import type { Excluded } from '../../domain/board.ts';
import type { Order } from '../../domain/order.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Candidate } from '../../domain/strategy.ts';
import type { Move } from '../../domain/undo.ts';
import { RedisDown } from '../redis/down.ts';

/** What came of an operation on one order. */
export type Answer =
  | {
      readonly is: 'done';
      readonly version: number;
      /** Who has it now, where the operation gave it to somebody. */
      readonly driver: Candidate | null;
      /** What an undo takes back, where it can be. */
      readonly move: Move | null;
    }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  /** Nobody can take it; the drivers near it who are out, and why. */
  | { readonly is: 'nobody'; readonly excluded: readonly Excluded[] }
  /** No answer came: it is not known whether it was done. `down`: Redis is away. */
  | { readonly is: 'unknown'; readonly down: boolean; readonly error: string }
  /** Not begun, because those before it met an end or it was stopped. */
  | { readonly is: 'left' };

export interface Result {
  readonly order: Order;
  readonly answer: Answer;
}

export type Operation = (order: Order) => Promise<Answer>;

/** So many orders are acted on at once: enough to hide the way to Redis and back. */
const AT_ONCE = 8;

/**
 * Does one operation on several orders, a few at a time, and tells of each what came of it, in the
 * orders' own order. Nothing more is begun once `signal` aborts or one got no answer: what is begun is
 * finished, the rest is told as left. `progress` hears of each result as it comes. Never rejects.
 */
export async function over(
  orders: readonly Order[],
  operation: Operation,
  {
    signal,
    progress,
  }: { signal?: AbortSignal; progress?: (index: number, result: Result) => void } = {},
): Promise<Result[]> {
  const results: Result[] = orders.map((order) => ({ order, answer: { is: 'left' } }));
  const queue = orders.entries();
  let lost = false;
  const work = async () => {
    for (const [index, order] of queue) {
      const result = { order, answer: await answerOf(operation, order) };
      results[index] = result;
      progress?.(index, result);
      lost ||= result.answer.is === 'unknown';
      if (lost || signal?.aborted) return;
    }
  };
  if (!signal?.aborted) await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function answerOf(operation: Operation, order: Order): Promise<Answer> {
  try {
    return await operation(order);
  } catch (error) {
    return {
      is: 'unknown',
      down: error instanceof RedisDown,
      error: error instanceof Error ? error.message : String(error),
    };
  }
}
