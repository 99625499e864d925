import type { Platform } from '../redis/connect.ts';

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
 * loses it in the middle of a round does no harm.
 */
export async function holdLease(
  { redis, keys }: Platform,
  job: JobName,
  owner: string,
  ms: number,
): Promise<boolean> {
  const key = keys.lease(job);
  if ((await redis.set(key, owner, 'PX', ms, 'NX')) === 'OK') return true;
  if ((await redis.get(key)) !== owner) return false;
  await redis.pexpire(key, ms);
  return true;
}

/** Gives the lease back, so that another worker need not wait for its end. */
export async function releaseLease(
  { redis, keys }: Platform,
  job: JobName,
  owner: string,
): Promise<void> {
  if ((await redis.get(keys.lease(job))) === owner) await redis.del(keys.lease(job));
}
