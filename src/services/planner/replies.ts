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

/** One reply for each of `all`, in bounded pipelines, one after the other. Throws the first error. */
export async function askEach<T>(
  { redis }: Platform,
  all: readonly T[],
  add: (pipeline: ChainableCommander, each: T) => unknown,
): Promise<unknown[]> {
  const replies: unknown[] = [];
  for (const some of chunks(all, CHUNK)) {
    const pipeline = redis.pipeline();
    for (const each of some) add(pipeline, each);
    for (const [error, reply] of (await pipeline.exec()) ?? []) {
      if (error) throw error;
      replies.push(reply);
    }
  }
  return replies;
}
