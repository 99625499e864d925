import { isId } from '../../../domain/ids.ts';
import { DEFAULT_MODE, type Mode, type ModeCause } from '../../../domain/planned.ts';
import type { Outcome } from '../../../domain/refusal.ts';
import { inversePin, type PinMove } from '../../../domain/undo.ts';
import type { Platform } from '../connect.ts';
import { type Act, malformed, perform } from './act.ts';
import { assignment } from './assignments.ts';

/**
 * Sets how far the dispatch engine goes in this zone. With `from` only if that is the mode now, with
 * `setAt` only if it was set then (ms); `cause` says why the engine turned itself down. Refused
 * (`unchanged`) when it is so already.
 */
export function setMode(
  platform: Platform,
  request: { mode: Mode; from?: Mode; setAt?: number; cause?: ModeCause },
  act: Act,
): Promise<Outcome> {
  const { mode, from = '', setAt = '', cause = '' } = request;
  return perform(platform, { ...act, ...(cause === '' ? {} : { via: cause }) }, async () => ({
    script: 'set_mode',
    keys: [platform.keys.settings],
    args: [mode, cause, DEFAULT_MODE, from, setAt],
    intent: [mode, cause, from, setAt],
  }));
}

/**
 * Holds the engine to one driver for a waiting order; with `driver: null` it chooses again. Refused
 * (`unchanged`) when it is so already.
 */
export function pinPlan(
  platform: Platform,
  request: { order: string; driver: string | null; expectedVersion?: number },
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  const { order, driver, expectedVersion = '' } = request;
  return perform(platform, act, async () => {
    if (driver !== null && !isId(driver)) return malformed('driver', driver);
    const id = driver ?? '';
    return {
      script: 'pin_plan',
      keys: [keys.order(order), keys.driver(id), keys.driverRegions(id)],
      args: [order, id, expectedVersion],
      intent: [order, id, expectedVersion],
    };
  });
}

/** A waiting order and a driver; with `expectedVersion` only as the caller saw the order. */
interface Pair {
  readonly order: string;
  readonly driver: string;
  readonly expectedVersion?: number;
}

function ofPair(
  script: string,
  platform: Platform,
  { order, driver, expectedVersion }: Pair,
  keys: readonly string[],
  act: Act,
): Promise<Outcome> {
  const args = [order, driver, expectedVersion ?? ''];
  return perform(platform, act, async () =>
    isId(driver) ? { script, keys, args, intent: args } : malformed('driver', driver),
  );
}

/** Keeps the engine from giving a waiting order to a driver. Refused (`pair_refused`) when it is so already. */
export function refusePair(platform: Platform, pair: Pair, act: Act): Promise<Outcome> {
  const { keys } = platform;
  return ofPair(
    'refuse_pair',
    platform,
    pair,
    [keys.order(pair.order), keys.driver(pair.driver)],
    act,
  );
}

/** Lets the engine give a waiting order to a refused driver again. Refused (`unchanged`) where he is not. */
export function allowPair(platform: Platform, pair: Pair, act: Act): Promise<Outcome> {
  return ofPair('allow_pair', platform, pair, [platform.keys.order(pair.order)], act);
}

/**
 * Takes a pin, an unpin, a refusal or an allowance back: all that was chosen is as it was. Refused as
 * `moved_on` when anybody touched the order since.
 */
export function restoreChoice(platform: Platform, move: PinMove, act: Act): Promise<Outcome> {
  const { order, driver, kind } = inversePin(move);
  const { pinned, refused } = move.was;
  const args = [
    ...[order, driver, move.version, kind],
    ...[pinned?.driver ?? '', pinned?.by ?? '', refused.join(',')],
  ];
  return perform(platform, act, async () => ({
    ...{ script: 'restore_choice', keys: [platform.keys.order(order)], args, intent: args },
  }));
}

/** What the engine commits: one order of a way, as it was when it was planned. */
export interface Commitment {
  readonly order: string;
  readonly driver: string;
  readonly version: number;
  /** Why him, as JSON; empty: not told. */
  readonly why: string;
}

/**
 * Gives an order as the engine planned it: in automatic mode alone, while `owner` has the planner's lease,
 * and never against what a person chose.
 */
export function commitPlan(
  platform: Platform,
  { order, driver, version, why }: Commitment,
  owner: string,
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  return perform(platform, act, async () => {
    const given = assignment(platform, { order, driver, expectedVersion: version });
    return {
      script: 'commit_plan',
      keys: [...given.keys, keys.settings, keys.lease('planner')],
      args: [...given.args.slice(0, -1), why, owner],
      intent: [order, driver, version],
    };
  });
}
