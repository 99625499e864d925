import type { Order } from '../../domain/order.ts';
import type { Outcome, RefusalName } from '../../domain/refusal.ts';
import { type Candidate, rank, type StrategyName } from '../../domain/strategy.ts';
import type { Move } from '../../domain/undo.ts';
import type { Platform } from '../redis/connect.ts';
import type { Act } from '../redis/transitions/act.ts';
import { assignOrder, reassignOrder, unassignOrder } from '../redis/transitions/assignments.ts';
import type { Answer, Operation } from './over.ts';
import { candidatesFor } from './plan.ts';

/** An outcome as an answer. */
function answerOf(
  outcome: Outcome,
  driver: Candidate | null,
  move?: Omit<Move, 'before' | 'version'>,
): Answer {
  if (!outcome.ok) return { is: 'refused', refusal: outcome };
  const { version } = outcome;
  return {
    is: 'done',
    version,
    driver,
    move: move ? { ...move, before: version - 1, version } : null,
  };
}

/**
 * Gives an order to a driver, whether it waits or somebody has it. Refused when it is no longer in the
 * hands it was in when the caller read it.
 */
export async function give(
  platform: Platform,
  order: Order,
  driver: Candidate,
  act: Act,
): Promise<Answer> {
  const { id, driverId: from } = order;
  const request = { order: id, driver: driver.driverId };
  const outcome =
    from === null
      ? await assignOrder(platform, request, act)
      : await reassignOrder(platform, { ...request, from }, act);
  return answerOf(outcome, driver, { order: id, from, to: driver.driverId });
}

/** Refusals that are the driver's and not the order's: another one may take it. */
const HIS: readonly RefusalName[] = [
  ...(['driver_full', 'driver_off_duty', 'wrong_region', 'unknown_driver'] as const),
];

/** So often another driver is chosen where the chosen one was taken meanwhile. */
const CHOICES = 3;

/**
 * Gives orders to whom a strategy chooses among the drivers as they are at that moment; first to the
 * one that `planned` names, as long as he can take it.
 */
export function giveToBest(
  platform: Platform,
  { strategy, radiusM }: { strategy: StrategyName; radiusM: number },
  by: string,
  planned: ReadonlyMap<string, Candidate> = new Map(),
): Operation {
  const act = { by, via: strategy };
  return async (order) => {
    let driver = planned.get(order.id);
    for (let choice = 1; ; choice += 1) {
      if (!driver) {
        const { eligible, excluded } = await candidatesFor(platform, order, radiusM);
        driver = rank(strategy, eligible)[0];
        if (!driver) return { is: 'nobody', excluded };
      }
      const answer = await give(platform, order, driver, act);
      const taken = answer.is === 'refused' && HIS.includes(answer.refusal.refusal);
      if (!taken || choice === CHOICES) return answer;
      driver = undefined;
    }
  };
}

/** Takes orders back from who has them: they wait again. */
export function takeBack(platform: Platform, by: string): Operation {
  return async ({ id, driverId, version }) => {
    const request = { order: id, expectedVersion: version };
    const outcome = await unassignOrder(platform, request, { by });
    return answerOf(outcome, null, { order: id, from: driverId, to: null });
  };
}

/** A transition that names an order only, as an operation. */
export function plainly(
  platform: Platform,
  transition: (platform: Platform, order: string, act: Act) => Promise<Outcome>,
  act: Act,
): Operation {
  return async ({ id }) => answerOf(await transition(platform, id, act), null);
}

/**
 * Puts an order back into the hands that a move took it from. Refused as `moved_on` when anything was
 * done to it since.
 */
export async function undoMove(platform: Platform, move: Move, by: string): Promise<Answer> {
  const { order, from, to, version: expectedVersion } = move;
  const act = { by, via: 'undo' };
  const back = { order, expectedVersion };
  const outcome =
    from === null
      ? await unassignOrder(platform, back, act)
      : to === null
        ? await assignOrder(platform, { ...back, driver: from }, act)
        : await reassignOrder(platform, { ...back, driver: from }, act);
  // Somebody gave it away: assign names the status, an undo says that it moved on.
  if (!outcome.ok && outcome.refusal === 'wrong_status') {
    const details = { order, ...outcome.details };
    return { is: 'refused', refusal: { ...outcome, refusal: 'moved_on', details } };
  }
  return answerOf(outcome, null);
}
