import type { ScoreTerm } from './score.ts';

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

/** How each strategy weighs ratings and kilometres: the platform's own definitions, they stay exactly so. */
const WEIGHTS: Record<StrategyName, { readonly rating: number; readonly km: number }> = {
  closest: { rating: 0, km: -1 },
  best_rated: { rating: 1, km: 0 },
  balanced: { rating: 2, km: -1 },
};

/**
 * What the score that a strategy gives one candidate is made of: his rating and his way (km), also where
 * one of them does not count.
 */
export function termsOf(
  strategy: StrategyName,
  { rating, distanceM }: Pick<Candidate, 'rating' | 'distanceM'>,
): readonly [rating: ScoreTerm, distance: ScoreTerm] {
  const weights = WEIGHTS[strategy];
  const km = distanceM / 1000;
  return [
    { term: 'rating', value: rating, weighed: counted(weights.rating, rating) },
    { term: 'distance', value: km, weighed: counted(weights.km, km) },
  ];
}

/** Nothing times a rating that is no number is nothing. */
const counted = (weight: number, value: number) => (weight === 0 ? 0 : weight * value);

/** The score a strategy gives one candidate, the sum of its terms; the higher the better. */
export function score(strategy: StrategyName, candidate: Candidate): number {
  const [rating, distance] = termsOf(strategy, candidate);
  return rating.weighed + distance.weighed;
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
