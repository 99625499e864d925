import { type PolicyName, policyOf } from '../../domain/replay/policies.ts';
import { simulate } from '../../domain/replay/simulate.ts';
import type { Model } from './day.ts';
import { type Outcome, replayed } from './measure.ts';
import type { PastDay } from './past.ts';

/** A decision every half minute: no dispatcher is faster. */
export const STEP_MIN = 0.5;

/**
 * What the day would have been under a policy. Works without pause; `progress` hears how many of its
 * orders have been placed by the moment that is being decided. Pure but for the time it takes.
 */
export function rerun(
  past: PastDay,
  { day }: Model,
  name: PolicyName,
  progress: (placed: number) => void = () => undefined,
): Outcome {
  const policy = policyOf(name, day);
  const result = simulate(
    day,
    (problem) => {
      progress(problem.seen.length);
      return policy(problem);
    },
    { step: STEP_MIN },
  );
  return replayed(past, result);
}
