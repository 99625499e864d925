import type { ConsoleMessages } from '../i18n/console.ts';
import { RedisDown } from '../services/redis/down.ts';

/** Why an action broke off, in the dispatcher's language as far as it is known. */
export function failureWords(error: unknown, m: ConsoleMessages): string {
  if (error instanceof RedisDown) return m.said.redisLost;
  return m.said.failed(error instanceof Error ? error.message : String(error));
}
