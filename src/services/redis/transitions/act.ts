import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isId } from '../../../domain/ids.ts';
import { MAX_TEXT_LENGTH } from '../../../domain/order.ts';
import { type Outcome, type Refusal, replyName } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { RedisDown } from '../down.ts';
import { asDown, type Call, type Reply, run } from '../scripts.ts';

/** Who does a transition, how, and (simulator, seed, tests) when. */
export interface Act {
  readonly by: string;
  /** The strategy of an assignment, the reason of a cancellation, `undo`. */
  readonly via?: string;
  /** ms since 1970; Redis' own clock when absent. */
  readonly at?: number;
  /** The same id is done once, however often it is sent. A new one when absent. */
  readonly operationId?: string;
}

/** A script with its own keys and arguments; the common ones are added here. */
export interface Transition {
  readonly script: string;
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
  /** What the caller asked for, whatever was read to do it: an operation id stands for one intent. */
  readonly intent: readonly (string | number)[];
}

/** Longest that a transition is tried again while Redis does not answer, ms. */
const RETRY_FOR_MS = 1_500;
const STALE_TRIES = 3;

/** The call of a recorded transition: KEYS[1..4] and ARGV[1..4] of lua/include/operation.lua first. */
export function callOf({ keys }: Platform, transition: Transition, act: Act): Call {
  const operation = act.operationId ?? randomUUID();
  const digest = createHash('sha1')
    .update(JSON.stringify([transition.script, transition.intent, act.by, act.via ?? '']))
    .digest('hex');
  return {
    script: transition.script,
    keys: [keys.operation(operation), keys.events, keys.eventsSeq, keys.epoch, ...transition.keys],
    args: [digest, act.at ?? '', act.by, act.via ?? '', ...transition.args],
  };
}

/** The refusal of something that can't be kept or looked for; long texts are cut. */
export function malformed(field: string, given: unknown): Refusal {
  const text = String(given);
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return { ok: false, refusal: 'malformed', details: { field, given: short } };
}

/** Nobody has an order or a driver of a name that can't be one: then that is what is wrong. */
export function explained(refusal: Refusal): Refusal {
  const { order, driver } = refusal.details;
  if (refusal.refusal === 'unknown_order' && order !== undefined && !isId(order))
    return malformed('order', order);
  if (refusal.refusal === 'unknown_driver' && driver !== undefined && !isId(driver))
    return malformed('driver', driver);
  return refusal;
}

/** A reply as an outcome; throws on a code that no script gives. */
export function outcomeOf(reply: Reply): Outcome {
  const [code, ...rest] = reply;
  const name = replyName(Number(code));
  if (name === undefined) throw new Error(`unknown reply code ${code}`);
  if (name === 'done')
    return { ok: true, seq: Number(rest[0] ?? 0), version: Number(rest[1] ?? 0) };
  const details: Record<string, string> = {};
  for (let i = 0; i + 1 < rest.length; i += 2) details[String(rest[i])] = String(rest[i + 1]);
  return explained({ ok: false, refusal: name, details });
}

/**
 * Runs a script: its outcome, or `not_permitted` where the user may run none or not on these keys.
 * Throws RedisDown, and what Redis says of a script that failed in its middle.
 */
export async function outcomeOfRun({ redis }: Platform, call: Call): Promise<Outcome> {
  try {
    return outcomeOf(await run(redis, call));
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    // In the middle of a script it says so: then something may have been written.
    if (!text.startsWith('NOPERM') || text.includes('script')) throw error;
    return { ok: false, refusal: 'not_permitted', details: {} };
  }
}

/**
 * Does a transition once: `prepare` reads what its keys follow from; a stale answer reads again, three
 * times at most; a connection that was cut is tried again under the same operation id.
 * Throws RedisDown when Redis does not answer.
 */
export async function perform(
  platform: Platform,
  act: Act,
  prepare: () => Promise<Transition | Outcome>,
): Promise<Outcome> {
  if (act.operationId !== undefined && !isId(act.operationId))
    return malformed('operation', act.operationId);
  if ((act.via?.length ?? 0) > MAX_TEXT_LENGTH) return malformed('reason', act.via);
  const fixed: Act = { ...act, operationId: act.operationId ?? randomUUID() };
  const end = Date.now() + RETRY_FOR_MS;
  let outcome: Outcome = { ok: false, refusal: 'stale', details: {} };
  for (let stale = 0; stale < STALE_TRIES; ) {
    try {
      const transition = await prepare();
      if ('ok' in transition) return transition.ok ? transition : explained(transition);
      outcome = await outcomeOfRun(platform, callOf(platform, transition, fixed));
      if (outcome.ok || outcome.refusal !== 'stale') return outcome;
      stale += 1;
    } catch (error) {
      if (!(error instanceof RedisDown) || Date.now() > end) throw error;
      await pause(100);
    }
  }
  return outcome;
}

/** Reads some fields of a hash; RedisDown when there is no answer. */
export async function readFields(
  { redis }: Platform,
  key: string,
  ...fields: string[]
): Promise<(string | null)[]> {
  try {
    return await redis.hmget(key, ...fields);
  } catch (error) {
    throw asDown(error);
  }
}
