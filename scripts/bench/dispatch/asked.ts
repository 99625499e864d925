/** The bench's own options, checked. */
import type { Noise } from '../../../src/domain/replay/noise.ts';
import { POLICIES, type PolicyName } from '../../../src/domain/replay/policies.ts';
import { BadInput } from '../bench.ts';
import type { Given } from '../options.ts';

/** In the order of the table. Throws BadInput. */
export function policiesAsked({ policy = 'all' }: Given): PolicyName[] {
  if (policy === 'all') return [...POLICIES];
  const names = policy.split(',');
  const unknown = names.find((name) => !POLICIES.some((known) => known === name));
  if (unknown !== undefined) {
    throw new BadInput(
      `--policy: there is no policy "${unknown}". The policies are ${POLICIES.join(', ')}; or all.`,
    );
  }
  return POLICIES.filter((name) => names.includes(name));
}

/** Throws BadInput. */
export function noiseAsked({ noise, 'noise-seed': seed }: Given): Noise | null {
  if (noise === undefined) {
    if (seed !== undefined) throw new BadInput('--noise-seed needs --noise, its SD in minutes.');
    return null;
  }
  if (!/^\d+(\.\d+)?$/.test(noise)) {
    throw new BadInput(`--noise must be its SD in minutes, 0 or more, not "${noise}".`);
  }
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) {
    throw new BadInput(`--noise-seed must be a whole number of at most 9 digits, not "${seed}".`);
  }
  return { sd: Number(noise), seed: Number(seed ?? 1) };
}
