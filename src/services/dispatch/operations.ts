import { explain } from '../../domain/explain.ts';
import type { Order } from '../../domain/order.ts';
import { heldToPin, type Planned } from '../../domain/plan.ts';
import type { Tentative } from '../../domain/planned.ts';
import { DRIVERS_OWN, type Outcome } from '../../domain/refusal.ts';
import { type Candidate, rank, type StrategyName } from '../../domain/strategy.ts';
import { type Move, moveOf } from '../../domain/undo.ts';
import type { Why } from '../../domain/why.ts';
import type { Platform } from '../redis/connect.ts';
import type { Act } from '../redis/transitions/act.ts';
import { assignOrder, reassignOrder, unassignOrder } from '../redis/transitions/assignments.ts';
import type { Named } from '../redis/transitions/hand.ts';
import type { Answer } from './over.ts';
import { lookAround, tentativeOf } from './reason.ts';

/** An outcome as an answer; what it moved can be taken back. */
export function answerOf(outcome: Outcome, moved?: Omit<Move, 'before' | 'version'>): Answer {
  if (!outcome.ok) return { is: 'refused', refusal: outcome };
  const { version } = outcome;
  const move = moved ? moveOf(moved, outcome) : null;
  return { is: 'done', version, driver: null, next: null, move };
}

/**
 * Gives an order to a driver, whether it waits or somebody has it; the reason is kept with the event.
 * Refused when it is no longer in the hands it was in when the caller read it.
 */
export async function give(
  platform: Platform,
  {
    order: { id, status, driverId },
    driver,
    why = null,
    ...seen
  }: { order: Order; driver: Candidate; why?: Why | null; expectedVersion?: number },
  act: Act,
): Promise<Answer> {
  const from = status === 'waiting' ? null : driverId;
  const request = { order: id, driver: driver.driverId, why, ...seen };
  const outcome =
    from === null
      ? await assignOrder(platform, request, act)
      : await reassignOrder(platform, { ...request, from }, act);
  const answer = answerOf(outcome, { order: id, from, to: driver.driverId });
  return answer.is === 'done' ? { ...answer, driver } : answer;
}

/** Whom a strategy chose, who came second, from whom, and what the engine would do. */
interface Choice extends Pick<Planned, 'list' | 'taken'> {
  readonly driver: Candidate;
  readonly next: Candidate | null;
  readonly tentative: Tentative | null;
}

/** Among many orders one stays whose pinned driver can't take it now. */
export function pinnedAnswer({ id: order, pinned }: Pick<Order, 'id' | 'pinned'>): Answer {
  const details = { order, driver: pinned?.driver ?? '', by: pinned?.by ?? '' };
  return { is: 'refused', refusal: { ok: false, refusal: 'pinned', details } };
}

/** So often another driver is chosen where the chosen one was taken meanwhile. */
const CHOICES = 3;

/**
 * Gives an order to whom a strategy chooses among the drivers as they are now; first to the planned
 * one, as long as he can take it. Why is kept with the event. A waiting order that was planned among
 * others goes to nobody but who is pinned, and is refused once it moved on since it was read.
 */
export async function giveToBest(
  platform: Platform,
  { order, planned = null }: { order: Order; planned?: Planned | null },
  { strategy, radiusM }: { strategy: StrategyName; radiusM: number },
  by: string,
): Promise<Answer> {
  const act = { by, via: strategy };
  const seen = planned && order.status === 'waiting' ? { expectedVersion: order.version } : {};
  const chooseNow = async (): Promise<Choice | Answer> => {
    const { list: all, tentative } = await lookAround(platform, order, radiusM);
    const list = planned ? heldToPin(all, order) : all;
    const [driver, next = null] = rank(strategy, list.eligible);
    if (!driver && planned && order.pinned) return pinnedAnswer(order);
    if (!driver) return { is: 'nobody', excluded: list.excluded };
    return { driver, next, list, taken: [], tentative };
  };
  let choice: Choice | Answer = planned?.driver
    ? {
        ...{ ...planned, driver: planned.driver, next: null },
        tentative: await tentativeOf(platform, order),
      }
    : await chooseNow();
  for (let tries = 1; ; tries += 1) {
    if ('is' in choice) return choice;
    const { driver, next, list, taken, tentative } = choice;
    const at = Date.now();
    const why = explain(strategy, list, { at, chosen: driver.driverId, taken, tentative });
    const answer = await give(platform, { order, driver, why, ...seen }, act);
    if (answer.is === 'done') return { ...answer, next };
    const lost = answer.is === 'refused' && DRIVERS_OWN.has(answer.refusal.refusal);
    if (!lost || tries === CHOICES) return answer;
    choice = await chooseNow();
  }
}

/** Takes an order back from who has it: it waits again. Refused once it moved on since it was read. */
export async function takeBack(
  platform: Platform,
  { id, driverId, version }: Order,
  by: string,
): Promise<Answer> {
  const request = { order: id, expectedVersion: version };
  const outcome = await unassignOrder(platform, request, { by });
  return answerOf(outcome, { order: id, from: driverId, to: null });
}

/**
 * A transition that names an order only, and that no undo takes back. Refused once the order moved on
 * since it was read.
 */
export async function plainly(
  platform: Platform,
  transition: (platform: Platform, order: Named, act: Act) => Promise<Outcome>,
  { id, version }: Order,
  act: Act,
): Promise<Answer> {
  return answerOf(await transition(platform, { order: id, expectedVersion: version }, act));
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
  return answerOf(outcome);
}
