/** What a score is made of. Distances are km, times minutes, prices minutes of the near future. */
export const TERMS = [
  ...(['distance', 'rating', 'food_waits', 'way', 'price', 'keep', 'together', 'pinned'] as const),
] as const;
export type Term = (typeof TERMS)[number];

/** One summand of a score: `value` as measured, `weighed` as it counts. The score is the sum of these. */
export interface ScoreTerm {
  readonly term: Term;
  readonly value: number;
  readonly weighed: number;
}
