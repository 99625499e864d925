import { rankDrivers } from '../board/top-drivers.ts';
import { run } from '../redis/scripts.ts';
import type { WorkerContext } from './context.ts';

/** Longer than the pause between two refreshes, so that the cache is never empty while a worker lives. */
const TTL_SECONDS = 30;

/** Refreshes the leaderboard's cache. */
export async function refreshLeaderboard({ platform }: WorkerContext): Promise<void> {
  const drivers = await rankDrivers(platform);
  await run(platform.redis, {
    script: 'refresh_top_drivers',
    keys: [platform.keys.topDrivers],
    args: [TTL_SECONDS, ...drivers.map((driver) => JSON.stringify(driver))],
  });
}
