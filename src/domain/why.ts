import type { ExclusionReason } from './board.ts';
import type { ScoreTerm, Term } from './score.ts';
import type { StrategyName } from './strategy.ts';

export type { ScoreTerm, Term } from './score.ts';

export interface WhyCandidate {
  readonly driver: string;
  readonly name: string;
  /** The higher the better, for every strategy (a cost counts negative). */
  readonly score: number;
  readonly terms: readonly ScoreTerm[];
  /** Another order that the engine's plan gives him; absent: none. */
  readonly elsewhere?: string | undefined;
}

/** Why a driver in the radius is out. `taken`: an order before this one in the same plan took his room. */
export type OutReason = ExclusionReason | 'taken';

export interface WhyOut {
  readonly driver: string;
  readonly name: string;
  readonly reason: OutReason;
}

/** Why an order went, or would go, to a driver. Kept with the assignment's event, as JSON. */
export interface Why {
  /** `person`: somebody named the driver; the candidates are then ranked by `balanced`. */
  readonly strategy: StrategyName | 'optimal' | 'person';
  /** ms since 1970. */
  readonly at: number;
  readonly chosen: string | null;
  /** The best first; at most ten, the chosen one and the runner-up always among them. */
  readonly candidates: readonly WhyCandidate[];
  /** Who was in the radius and out, and why; at most ten, first who was refused or taken, then the nearest. */
  readonly out: readonly WhyOut[];
  /** How many could take it and how many could not, beyond the ten of each that are named. */
  readonly could: number;
  readonly couldNot: number;
  /** How far was looked, metres; null where the plan does not look by distance alone. */
  readonly radiusM: number | null;
  /** What the runner-up lacked, the greatest first: his terms against the chosen one's. */
  readonly lacked: readonly { readonly term: Term; readonly by: number }[];
  /** What the engine would do if nobody acted; null: it has no plan for it. */
  readonly ifWaited: {
    readonly driver: string;
    readonly name: string;
    /** ms since 1970. */
    readonly leaveAt: number;
    readonly doorAt: number;
  } | null;
}
