import type { RedisClient } from './client.ts';

/** What a server says of a command that this user may not send, or that a managed service has taken away. */
const REFUSED = /^NOPERM|unknown (sub)?command|not (allowed|permitted|supported)|is disabled/i;

/** What was refused, by connection: asked again every few seconds it would fill the server's own log. */
const refused = new WeakMap<RedisClient, Set<string>>();

/**
 * The answer to a question that a server may refuse, null when it does; on this connection it is not asked
 * again then. Throws what else goes wrong.
 */
export async function askIfAllowed<T>(
  redis: RedisClient,
  question: string,
  ask: () => Promise<T>,
): Promise<T | null> {
  const known = refused.get(redis) ?? new Set();
  if (known.has(question)) return null;
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Error && REFUSED.test(error.message))) throw error;
    refused.set(redis, known.add(question));
    return null;
  }
}
