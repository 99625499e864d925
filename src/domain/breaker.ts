/** When automatic mode turns itself off. Pure. */
import type { ModeCause } from './planned.ts';
import type { RefusalName } from './refusal.ts';

/** So many of the newest commitments are judged, and so many must there be. */
export const JUDGED = 20;
const LEAST = 8;
/** Half of them refused: what the engine sees is not what is. */
const REFUSED_SHARE = 0.5;
/** A third of who is on duty, and three at least. */
const SILENT_SHARE = 1 / 3;
const LEAST_SILENT = 3;

/** What came of one commitment. */
export interface Judged {
  readonly order: string;
  readonly refused: boolean;
}

/** Somebody was faster: that is as it should be. */
const FASTER: ReadonlySet<RefusalName> = new Set([
  ...(['wrong_status', 'moved_on', 'unknown_order', 'pinned', 'pair_refused'] as const),
]);

/** Whether a refusal says that the engine decides on what is not so. */
export const isTelling = (refusal: RefusalName) => !FASTER.has(refusal);

/** The newest commitments, with what came since; an order that a person took back was refused. */
export function judged(
  before: readonly Judged[],
  news: readonly Judged[],
  takenBack: readonly string[],
): Judged[] {
  const back = new Set(takenBack);
  return [...before, ...news]
    .map((each) => (back.has(each.order) ? { ...each, refused: true } : each))
    .slice(-JUDGED);
}

/** Why the engine must not go on by itself; null: it may. */
export function causeToStop(seen: {
  readonly onDuty: number;
  readonly silent: number;
  readonly commitments: readonly Judged[];
}): ModeCause | null {
  const { onDuty, silent, commitments } = seen;
  if (silent >= LEAST_SILENT && silent > onDuty * SILENT_SHARE) return 'positions_silent';
  const refused = commitments.filter((each) => each.refused).length;
  const many = commitments.length >= LEAST && refused >= commitments.length * REFUSED_SHARE;
  return many ? 'refusals' : null;
}
