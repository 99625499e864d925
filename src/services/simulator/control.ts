import type { Platform } from '../redis/connect.ts';

/** Slowest and fastest pace of the simulator. */
export const SPEEDS = { min: 1, max: 64 } as const;

/** Steers the simulator that serves this Redis, from any console: it reads its hash on every tick. */
export async function steerSimulator(
  { redis, keys }: Platform,
  order: { paused: boolean } | { speed: number } | { step: true },
): Promise<void> {
  if ('paused' in order) await redis.hset(keys.simulator, 'paused', order.paused ? '1' : '0');
  else if ('step' in order) await redis.hincrby(keys.simulator, 'steps', 1);
  else {
    const speed = Math.min(SPEEDS.max, Math.max(SPEEDS.min, order.speed));
    await redis.hset(keys.simulator, 'speed', speed);
  }
}
