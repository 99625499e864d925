import type { Platform } from '../redis/connect.ts';
import { run } from '../redis/scripts.ts';

/** The jobs that one worker does for all. */
export const JOBS = [
  'adoption',
  'zone',
  'orders',
  'silence',
  'answers',
  'stores',
  'failover',
  'leaderboard',
  'trim',
  'retention',
  'registry',
  'planner',
  'engine',
] as const;
export type JobName = (typeof JOBS)[number];

/**
 * Takes or renews the lease of a job for `ms`; whether this worker has it. A lease only saves work: who
 * loses it in the middle of a round does no harm. Throws RedisDown.
 */
export async function holdLease(
  { redis, keys }: Platform,
  job: JobName,
  owner: string,
  ms: number,
): Promise<boolean> {
  const [code] = await run(redis, {
    script: 'hold_lease',
    keys: [keys.lease(job)],
    args: [owner, ms],
  });
  return Number(code) === 0;
}

/** Gives the lease back, so that another worker need not wait for its end. Throws RedisDown. */
export async function releaseLease(
  { redis, keys }: Platform,
  job: JobName,
  owner: string,
): Promise<void> {
  await run(redis, { script: 'release_lease', keys: [keys.lease(job)], args: [owner] });
}
