/** When automatic mode turns itself off. Pure. */
import type { ModeCause } from './planned.ts';
import type { RefusalName } from './refusal.ts';

/** So many of the newest commitments are judged, and so many must there be. */
export const JUDGED = 20;
const LEAST = 8;
/** Less than so many drivers refused are their own fault, not the engine's: one who is ill, one wrong hash. */
const LEAST_REFUSED = 3;
/** Half of them refused: what the engine sees is not what is. */
const REFUSED_SHARE = 0.5;
/** A third of who is on duty, and three at least. */
const SILENT_SHARE = 1 / 3;
const LEAST_SILENT = 3;

/** What came of one commitment. */
export interface Judged {
  readonly order: string;
  readonly driver: string;
  readonly refused: boolean;
}

/** Somebody was faster: that is as it should be. */
const FASTER: ReadonlySet<RefusalName> = new Set([
  ...(['wrong_status', 'moved_on', 'unknown_order', 'pinned', 'pair_refused'] as const),
]);

/** Whether a refusal says that the engine decides on what is not so. */
export const isTelling = (refusal: RefusalName) => !FASTER.has(refusal);

/**
 * The newest commitments, with what came since. An order that a person took back was refused, by whom it was
 * given to last; the same order and driver again count once, as it came out last.
 */
export function judged(
  before: readonly Judged[],
  news: readonly Judged[],
  takenBack: readonly string[],
): Judged[] {
  const pairs = new Map<string, Judged>();
  const lastGiven = new Map<string, string>();
  for (const each of [...before, ...news]) {
    const pair = JSON.stringify([each.order, each.driver]);
    pairs.delete(pair);
    pairs.set(pair, each);
    if (!each.refused) lastGiven.set(each.order, pair);
  }
  for (const order of takenBack) {
    const pair = lastGiven.get(order);
    const given = pair === undefined ? undefined : pairs.get(pair);
    if (pair !== undefined && given) pairs.set(pair, { ...given, refused: true });
  }
  return [...pairs.values()].slice(-JUDGED);
}

/** Why the engine must not go on by itself; null: it may. */
export function causeToStop(seen: {
  readonly onDuty: number;
  readonly silent: number;
  readonly commitments: readonly Judged[];
}): ModeCause | null {
  const { onDuty, silent, commitments } = seen;
  if (silent >= LEAST_SILENT && silent > onDuty * SILENT_SHARE) return 'positions_silent';
  const refused = commitments.filter((each) => each.refused);
  const many = commitments.length >= LEAST && refused.length >= commitments.length * REFUSED_SHARE;
  const drivers = new Set(refused.map(({ driver }) => driver)).size;
  return many && drivers >= LEAST_REFUSED ? 'refusals' : null;
}
