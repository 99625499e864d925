import type { ScoreTerm } from './score.ts';
import type { Why, WhyCandidate } from './why.ts';

/** A reason takes no more bytes than this beside its event. */
export const MAX_WHY_BYTES = 4_096;
/** Longer names are cut: the id says who it is. */
const MAX_NAME = 40;

/** Four decimals of a kilometre are ten centimetres; what is no number counts nothing. */
const rounded = (value: number) =>
  Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 + 0 : 0;

const short = <T extends { readonly name: string }>(it: T): T => ({
  ...it,
  name: [...it.name].slice(0, MAX_NAME).join(''),
});

/** A candidate as it is kept: the rounded terms still sum to the score. */
function kept(candidate: WhyCandidate): WhyCandidate {
  const terms = candidate.terms.map(({ term, value, weighed }: ScoreTerm) => ({
    ...{ term, value: rounded(value), weighed: rounded(weighed) },
  }));
  const score = rounded(terms.reduce((sum, { weighed }) => sum + weighed, 0));
  return { ...short(candidate), score, terms };
}

const bytes = new TextEncoder();

/**
 * A reason as the JSON that is kept with its event: at most 4 KB. Where it would be longer, first those
 * who are out and then the last candidates are left out, never the chosen one or the best two. Pure.
 */
export function encodeWhy(why: Why): string {
  let whole: Why = {
    ...why,
    candidates: why.candidates.map(kept),
    out: why.out.map(short),
    lacked: why.lacked.map(({ term, by }) => ({ term, by: rounded(by) })),
    ifWaited: why.ifWaited && short(why.ifWaited),
  };
  for (;;) {
    const text = JSON.stringify(whole);
    if (bytes.encode(text).length <= MAX_WHY_BYTES) return text;
    const { out, candidates, chosen } = whole;
    const spare = candidates.findLastIndex(({ driver }, place) => place > 1 && driver !== chosen);
    if (out.length > 0) whole = { ...whole, out: out.slice(0, -1) };
    else if (spare > 0)
      whole = { ...whole, candidates: candidates.filter((_, place) => place !== spare) };
    else return '';
  }
}
