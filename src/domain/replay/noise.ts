import { normalOf, seedOf, seriesOf } from '../series.ts';

/** How wrong a policy is about when food will be ready. */
export interface Noise {
  /** Minutes. */
  readonly sd: number;
  readonly seed: number;
}

/**
 * The ready time that a policy is told: the true one + N(0, SD), drawn once for each order from the
 * noise's seed and the order's id, so that every policy is told the same. It is not bounded: food may
 * be thought ready before it is ordered. The true times where there is no noise.
 */
export function supposedReady(
  orders: readonly { readonly id: string; readonly readyAt: number }[],
  noise: Noise | null,
): ReadonlyMap<string, number> {
  const errorOf = (id: string) =>
    noise ? noise.sd * normalOf(seriesOf(seedOf(`${noise.seed}/${id}`))) : 0;
  return new Map(orders.map(({ id, readyAt }) => [id, readyAt + errorOf(id)]));
}
