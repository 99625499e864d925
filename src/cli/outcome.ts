import { type Outcome, REPLY_CODES, type Refusal } from '../domain/refusal.ts';
import { endRedis, type Platform } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import type { Act } from '../services/redis/transitions/act.ts';
import type { Call } from './call.ts';
import { needPlatform, redisPlace } from './connect.ts';
import { complain, EXIT, Failure } from './exit.ts';
import { Malformed } from './fields.ts';

/** A transition that a command line asks for, and what is said when it is done. */
export interface Asked {
  readonly outcome: Outcome;
  readonly done: string;
}

/** Who acts, why, and under which operation id. */
export function actOf({ options, config }: Call): Act {
  const { reason, operation } = options;
  return {
    by: config.operator,
    ...(typeof reason === 'string' ? { via: reason } : {}),
    ...(typeof operation === 'string' ? { operationId: operation } : {}),
  };
}

/**
 * Does one transition and prints what came of it: a sentence, or with `--json`
 * `{"ok":true,"seq","version"}` or `{"ok":false,"code","refusal","details","message"}`.
 * Exit 0 done, 1 refused or Redis away.
 */
export async function runTransition(
  call: Call,
  ask: (platform: Platform) => Promise<Asked>,
): Promise<number> {
  const { config, m, options } = call;
  const platform = await needPlatform(config, m, 'command');
  try {
    const { outcome, done } = await ask(platform);
    if (!outcome.ok) {
      printRefusal(call, outcome);
      return EXIT.failed;
    }
    process.stdout.write(`${options.json ? JSON.stringify(outcome) : done}\n`);
    return EXIT.ok;
  } catch (error) {
    if (error instanceof Malformed) {
      printRefusal(call, error.refusal);
      return EXIT.failed;
    }
    if (!(error instanceof RedisDown)) throw error;
    throw new Failure(m.cli.redisDown(redisPlace(config), error.message));
  } finally {
    endRedis(platform.redis);
  }
}

/** Says why something was refused: a sentence on standard error, or with `--json` an object. */
export function printRefusal({ m, options }: Call, refusal: Refusal): void {
  const message = m.refusals[refusal.refusal](refusal.details);
  const told = { ...refusal, code: REPLY_CODES[refusal.refusal], message };
  if (options.json) process.stdout.write(`${JSON.stringify(told)}\n`);
  else complain(message);
}
