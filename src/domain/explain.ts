import type { CandidateList } from './board.ts';
import type { Tentative } from './planned.ts';
import { TERMS } from './score.ts';
import { type Candidate, rank, type StrategyName, termsOf } from './strategy.ts';
import type { Why, WhyCandidate, WhyOut } from './why.ts';

/** So many candidates, and so many who are out, are named. */
const NAMED = 10;

/** What a reason says beside its candidates. */
export interface Choice {
  /** ms since 1970. */
  readonly at: number;
  /** Whom it goes to; left out: to the best. Null: to nobody. */
  readonly chosen?: string | null;
  /** Who could take it, but an order before it in the same plan took his room. */
  readonly taken?: readonly Pick<Candidate, 'driverId' | 'name'>[];
  readonly tentative?: Tentative | null;
}

/**
 * Why one of the platform's strategies, or a person, gives an order to a driver: its candidates ranked as
 * `rank` does (a person's choice is seen beside `balanced`), and who in the radius is out. Pure.
 */
export function explain(
  strategy: StrategyName | 'person',
  list: CandidateList,
  { at, chosen, taken = [], tentative = null }: Choice,
): Why {
  const ranking = strategy === 'person' ? 'balanced' : strategy;
  const gone = new Set(taken.map(({ driverId }) => driverId).filter((id) => id !== chosen));
  const left = list.eligible.filter(({ driverId }) => !gone.has(driverId));
  return whyOf({
    strategy,
    at,
    ranked: rank(ranking, left).map((each) => ({
      driver: each.driverId,
      name: each.name,
      score: each.score,
      terms: termsOf(ranking, each),
    })),
    out: [
      ...taken
        .filter(({ driverId }) => driverId !== chosen)
        .map(({ driverId, name }) => ({ driver: driverId, name, reason: 'taken' as const })),
      ...list.excluded.map(({ driverId, name, reason }) => ({ driver: driverId, name, reason })),
    ],
    radiusM: list.radiusM,
    tentative,
    ...(chosen === undefined ? {} : { chosen }),
  });
}

/** What any strategy knows when it has decided: the engine's plan too. */
export interface Decided {
  readonly strategy: Why['strategy'];
  readonly at: number;
  /** All of them, the best first. */
  readonly ranked: readonly WhyCandidate[];
  /** All of them, the nearest first. */
  readonly out: readonly WhyOut[];
  readonly radiusM: number | null;
  /** Left out: the best of those ranked. */
  readonly chosen?: string | null;
  readonly tentative: Tentative | null;
}

/** A reason from a ranking: the first ten, what the runner-up lacked, what the engine would do. Pure. */
export function whyOf(decided: Decided): Why {
  const { strategy, at, ranked, out, radiusM, tentative } = decided;
  const chosen = decided.chosen === undefined ? (ranked[0]?.driver ?? null) : decided.chosen;
  const winner = ranked.find(({ driver }) => driver === chosen);
  const second = ranked.find(({ driver }) => driver !== chosen);
  return {
    strategy,
    at,
    chosen,
    candidates: named(ranked, chosen),
    out: namedOut(out, chosen),
    could: ranked.length,
    couldNot: out.length,
    radiusM,
    lacked: winner && second ? lackedBy(second, winner) : [],
    ifWaited: tentative && {
      driver: tentative.driver,
      name: tentative.driverName,
      leaveAt: tentative.leaveAt,
      doorAt: tentative.doorAt,
    },
  };
}

/** The best other one: who would have been chosen if the chosen one had not been there. */
export function runnerUp({ candidates, chosen }: Why): WhyCandidate | null {
  return candidates.find(({ driver }) => driver !== chosen) ?? null;
}

/** What one candidate's terms count less than another's, the greatest first. */
function lackedBy(lesser: WhyCandidate, better: WhyCandidate): Why['lacked'] {
  const weighed = ({ terms }: WhyCandidate, term: (typeof TERMS)[number]) =>
    terms.reduce((sum, each) => (each.term === term ? sum + each.weighed : sum), 0);
  return TERMS.map((term) => ({ term, by: weighed(better, term) - weighed(lesser, term) }))
    .filter(({ by }) => by > 0)
    .sort((a, b) => b.by - a.by);
}

/** The first ten; who was chosen from further down takes the last of their places. */
function named(ranked: readonly WhyCandidate[], chosen: string | null): WhyCandidate[] {
  const first = ranked.slice(0, NAMED);
  const far = ranked.slice(NAMED).find(({ driver }) => driver === chosen);
  return far ? [...first.slice(0, NAMED - 1), far] : first;
}

const PLACE: Partial<Record<WhyOut['reason'], number>> = { refused: 1, taken: 2 };

function namedOut(out: readonly WhyOut[], chosen: string | null): WhyOut[] {
  const place = ({ driver, reason }: WhyOut) => (driver === chosen ? 0 : (PLACE[reason] ?? 3));
  return out.toSorted((a, b) => place(a) - place(b)).slice(0, NAMED);
}
