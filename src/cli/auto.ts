import { MODES } from '../domain/planned.ts';
import { readMode } from '../services/planner/read.ts';
import { endRedis } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import { setMode } from '../services/redis/transitions/plans.ts';
import type { Call } from './call.ts';
import { needPlatform, redisPlace } from './connect.ts';
import { EXIT, Failure, UsageError } from './exit.ts';
import { actOf, printRefusal } from './outcome.ts';

/**
 * `vigie auto [mode]`: how far the dispatch engine goes, who set it, why it turned itself off; with a mode
 * sets it first. Exit 0 also where it was so already, 1 refused or Redis away, 2 no such mode.
 */
export async function autoCommand(call: Call): Promise<number> {
  const { args, config, m, options } = call;
  const [given] = args;
  const mode = MODES.find((each) => each === given);
  if (given !== undefined && mode === undefined)
    throw new UsageError(m.cli.number(m.auto.mode, given, MODES.join(', ')));
  const platform = await needPlatform(config, m, 'auto');
  try {
    if (mode !== undefined) {
      const outcome = await setMode(platform, { mode }, actOf(call));
      if (!outcome.ok && outcome.refusal !== 'unchanged') {
        printRefusal(call, outcome);
        return EXIT.failed;
      }
    }
    const state = await readMode(platform);
    const told = { ...state, at: state.at === null ? null : new Date(state.at).toISOString() };
    process.stdout.write(`${options.json ? JSON.stringify(told) : m.auto.state(state)}\n`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    throw new Failure(m.cli.redisDown(redisPlace(config), error.message));
  } finally {
    endRedis(platform.redis);
  }
}
