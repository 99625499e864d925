import type { ChainableCommander } from 'ioredis';
import type { Platform } from '../redis/connect.ts';

/** Commands of one pipeline: a longer one would keep Redis, and us, from everything else. */
const CHUNK = 250;

/** Cuts a list into pieces of `size`. */
export function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );
}

/** The replies of a pipeline; throws the first error, which `exec` itself would not. */
export async function repliesOf(pipeline: ChainableCommander): Promise<unknown[]> {
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}

/**
 * What `take` makes of one reply for each of `all`, in bounded pipelines, one after the other: others have
 * their turn between two of them. Throws the first error.
 */
export async function askEach<T, R>(
  { redis }: Platform,
  all: readonly T[],
  add: (pipeline: ChainableCommander, each: T) => unknown,
  take: (reply: unknown, each: T) => R,
): Promise<R[]> {
  const taken: R[] = [];
  for (const some of chunks(all, CHUNK)) {
    const pipeline = redis.pipeline();
    for (const each of some) add(pipeline, each);
    const replies = await repliesOf(pipeline);
    some.forEach((each, i) => {
      taken.push(take(replies[i] ?? null, each));
    });
  }
  return taken;
}
