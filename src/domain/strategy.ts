/** A driver who could take an order, with what every strategy ranks by. */
export interface Candidate {
  readonly driverId: string;
  readonly name: string;
  /** From the driver to the pick-up, metres. */
  readonly distanceM: number;
  readonly rating: number;
  readonly load: number;
  readonly capacity: number;
}

export const STRATEGIES = ['closest', 'best_rated', 'balanced'] as const;
export type StrategyName = (typeof STRATEGIES)[number];

export interface Ranked extends Candidate {
  readonly score: number;
}

/** The platform's own definitions, distances in kilometres: they stay exactly so. */
const SCORE: Record<StrategyName, (candidate: Candidate) => number> = {
  closest: ({ distanceM }) => -distanceM / 1000,
  best_rated: ({ rating }) => rating,
  balanced: ({ rating, distanceM }) => 2 * rating - distanceM / 1000,
};

/** The score a strategy gives one candidate; the higher the better. */
export function score(strategy: StrategyName, candidate: Candidate): number {
  return SCORE[strategy](candidate);
}

/** Candidates from best to worst. Ties: the nearer first, then by id, so that every console agrees. */
export function rank(strategy: StrategyName, candidates: readonly Candidate[]): Ranked[] {
  return candidates
    .map((candidate) => ({ ...candidate, score: score(strategy, candidate) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        a.distanceM - b.distanceM ||
        (a.driverId < b.driverId ? -1 : a.driverId > b.driverId ? 1 : 0),
    );
}
