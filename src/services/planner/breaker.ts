import { causeToStop, type Judged } from '../../domain/breaker.ts';
import { POSITION_FRESH_MS } from '../../domain/driver.ts';
import type { ModeCause, ModeState } from '../../domain/planned.ts';
import { ENGINE } from '../../domain/programs.ts';
import type { Platform } from '../redis/connect.ts';
import { shardTime } from '../redis/shard.ts';
import { setMode } from '../redis/transitions/plans.ts';
import { follow, knownSubjects } from '../worker/alert-follow.ts';
import type { WorkerContext } from '../worker/context.ts';
import { readMode } from './read.ts';

/** How many drivers are on duty, and how many of them have not told where they are. */
async function silence({ redis, keys }: Platform, now: number) {
  const [onDuty, silent] = await Promise.all([
    redis.zcard(keys.driversLastSeen),
    redis.zcount(keys.driversLastSeen, '-inf', String(now - POSITION_FRESH_MS - 1)),
  ]);
  return { onDuty, silent };
}

/** Why a round gives nothing out, and whether that turned automatic mode off: a person may have set it anew. */
export interface Stop {
  readonly cause: ModeCause;
  readonly turnedOff: boolean;
}

/**
 * Falls back from automatic, as it was set at `since` (ms), to suggest when the engine must not go on by
 * itself: it still shows what it would do, and a person decides. null: it goes on. Throws RedisDown.
 */
export async function stopIfNeeded(
  platform: Platform,
  { now, since }: { readonly now: number; readonly since: number | null },
  commitments: readonly Judged[],
): Promise<Stop | null> {
  const cause = causeToStop({ ...(await silence(platform, now)), commitments });
  if (cause === null) return null;
  const set = since === null ? {} : { setAt: since };
  const fallback = { mode: 'suggest', from: 'automatic', cause, ...set } as const;
  const outcome = await setMode(platform, fallback, { by: ENGINE });
  return { cause, turnedOff: outcome.ok };
}

/** The one thing that an alert of the engine is about. */
const SUBJECT = 'engine';

/** Tells that automatic mode turned itself off, until a person sets the mode. */
export async function watchEngine({ platform }: WorkerContext): Promise<void> {
  const known = (await knownSubjects(platform))('engine_stopped');
  const mode = await readMode(platform);
  await follow(platform, known, {
    kind: 'engine_stopped',
    bad: mode.cause === null ? [] : [SUBJECT],
    total: mode.cause === null ? 0 : 1,
    judge: async (subjects) => subjects.map(() => 'good'),
    describe: async (subjects) => {
      const now = await shardTime(platform);
      return subjects.map(() => ({ details: detailsOf(mode, now) }));
    },
  });
}

const detailsOf = ({ cause, at }: ModeState, now: number) => ({
  cause: cause ?? '',
  since: String(at ?? now),
});
