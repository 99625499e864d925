import type { ModeState, Tentative } from '../../domain/planned.ts';
import { readMode, readTentative } from '../planner/read.ts';
import type { Platform } from '../redis/connect.ts';
import { asDown } from '../redis/scripts.ts';

/** The engine's mode, how many orders it has a plan for, and some of the plans. */
export interface PlansRead {
  readonly mode: ModeState;
  readonly total: number;
  /** null: they were not asked for. */
  readonly byOrder: ReadonlyMap<string, Tentative> | null;
}

/** Whose plans are read: these orders', or those that leave next. */
export type WantedPlans = readonly string[] | 'next';

/** As many leave next as any driver's detail looks through. */
const NEXT = 200;

/**
 * Reads what the engine is set to and what it would do with some orders, all at once; null asks for no
 * plan. Throws RedisDown.
 */
export async function readPlans(
  platform: Platform,
  wanted: WantedPlans | null,
): Promise<PlansRead> {
  const { redis, keys } = platform;
  const count = redis.zcard(keys.plans).catch((error) => {
    throw asDown(error);
  });
  const ids = wanted === 'next' ? nextIds(platform) : wanted;
  const plans = Promise.resolve(ids).then((some) => some && readTentative(platform, some));
  const [mode, total, byOrder] = await Promise.all([readMode(platform), count, plans]);
  return { mode, total, byOrder };
}

function nextIds({ redis, keys }: Platform): Promise<string[]> {
  return redis.zrange(keys.plans, '0', `${NEXT - 1}`).catch((error) => {
    throw asDown(error);
  });
}
