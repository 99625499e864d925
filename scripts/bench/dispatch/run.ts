/** One instance under one policy: what a worker thread does. */
import type { Day } from '../../../src/domain/replay/day.ts';
import { type Measures, measure } from '../../../src/domain/replay/measures.ts';
import type { Noise } from '../../../src/domain/replay/noise.ts';
import { type PolicyName, policyOf } from '../../../src/domain/replay/policies.ts';
import { simulate } from '../../../src/domain/replay/simulate.ts';
import { writeSolution } from './solution.ts';

export interface Run {
  readonly day: Day;
  readonly policy: PolicyName;
  readonly noise: Noise | null;
  /** Where the evaluator's files go; null: nowhere. */
  readonly out: string | null;
}

/** What a worker answers. */
export type Answer =
  | { readonly measures: Measures; readonly error?: never }
  | { readonly measures?: never; readonly error: string };

export function runPolicy({ day, policy, noise, out }: Run): Answer {
  try {
    const result = simulate(day, policyOf(policy, day), { noise });
    if (out !== null) writeSolution(out, day, result);
    return { measures: measure(day, result) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { error: `${day.name} under ${policy}: ${why}` };
  }
}
