import { runnerUp } from '../domain/explain.ts';
import type { ScoreTerm, Term } from '../domain/score.ts';
import type { OutReason, Why, WhyCandidate } from '../domain/why.ts';

/** Why an order went, or would go, to a driver. */
export const whyEn = {
  /** What a strategy is called, and what it goes by. */
  by: {
    closest: 'closest (the nearest)',
    best_rated: 'best rated',
    balanced: 'balanced (2 × rating − km)',
    optimal: 'optimal (the engine’s plan, minutes)',
    person: 'named by a person',
  } satisfies Record<Why['strategy'], string>,
  terms: {
    distance: 'distance',
    rating: 'rating',
    food_waits: 'the food waits',
    way: 'way',
    price: 'price of his time',
    overdue: 'overdue',
    pinned: 'pinned',
  } satisfies Record<Term, string>,
  out: {
    full: 'full',
    off_duty: 'off duty',
    silent: 'position silent',
    other_region: 'works in other regions',
    refused: 'refused by a person',
    taken: 'taken by an order before it',
  } satisfies Record<OutReason, string>,
  chose: (by: string, driver: string, among: string) => `${by}: ${driver}${among}`,
  among: (could: number) => (could === 1 ? ', the only one who could' : `, of ${could} who could`),
  within: (km: string) => ` within ${km} km`,
  nobody: (by: string, within: string) => `${by}: nobody can take it${within}`,
  notAmong: 'He was not among those who could take it.',
  balancedWould: (driver: string) => `balanced would have chosen ${driver}.`,
  balancedToo: 'balanced would have chosen him too.',
  without: (value: string) => `${value} does not count`,
  lacked: (driver: string, what: string) => `The runner-up, ${driver}, lacked ${what}.`,
  lackedTerm: (by: string, term: string) => `${by} of ${term}`,
  tieNearer: (driver: string, metres: number) =>
    `The runner-up, ${driver}, has the same score and is ${metres} m further away.`,
  tie: (driver: string) => `The runner-up, ${driver}, has the same score: the id decides.`,
  better: (driver: string, by: string) => `${driver} would have scored ${by} more.`,
  betterAlone: (driver: string, by: string) =>
    `For this order alone ${driver} would have scored ${by} more; the plan as a whole is better so.`,
  alone: 'There was no runner-up.',
  outHow: (reason: string, drivers: string) => `out, ${reason}: ${drivers}`,
  outMore: (n: number) => `out, not named: ${n} more`,
  more: (n: number) => `… and ${n} more who could`,
  and: ' and ',
  ifWaited: (driver: string, leave: string, door: string) =>
    `If nobody acted, the engine would give it to ${driver}: leaves at ${leave}, at the door at ${door}.`,
  noPlan: 'The engine had no plan for it.',
};

export type WhyWords = typeof whyEn;

export const whyFr: WhyWords = {
  by: {
    closest: 'closest (le plus proche)',
    best_rated: 'best rated (le mieux noté)',
    balanced: 'balanced (2 × note − km)',
    optimal: 'optimal (le plan du moteur, en minutes)',
    person: 'nommé par une personne',
  },
  terms: {
    distance: 'distance',
    rating: 'note',
    food_waits: 'attente du repas',
    way: 'trajet',
    price: 'prix de son temps',
    overdue: 'retard',
    pinned: 'épinglé',
  },
  out: {
    full: 'complet',
    off_duty: 'au repos',
    silent: 'position muette',
    other_region: 'travaille dans d’autres régions',
    refused: 'refusé par une personne',
    taken: 'pris par une commande d’avant',
  },
  chose: (by, driver, among) => `${by} : ${driver}${among}`,
  among: (could) => (could === 1 ? ', le seul qui pouvait' : `, sur ${could} qui pouvaient`),
  within: (km) => ` à moins de ${km} km`,
  nobody: (by, within) => `${by} : personne ne peut la prendre${within}`,
  notAmong: 'Il n’était pas de ceux qui pouvaient la prendre.',
  balancedWould: (driver) => `balanced aurait choisi ${driver}.`,
  balancedToo: 'balanced l’aurait choisi aussi.',
  without: (value) => `${value} ne compte pas`,
  lacked: (driver, what) => `Au second, ${driver}, il manquait ${what}.`,
  lackedTerm: (by, term) => `${by} (${term})`,
  tieNearer: (driver, metres) =>
    `Le second, ${driver}, a le même score et est ${metres} m plus loin.`,
  tie: (driver) => `Le second, ${driver}, a le même score : l’identifiant décide.`,
  better: (driver, by) => `${driver} aurait eu un score plus haut de ${by}.`,
  betterAlone: (driver, by) =>
    `Pour cette commande seule, ${driver} aurait eu un score plus haut de ${by} ; le plan entier y gagne.`,
  alone: 'Il n’y avait pas de second.',
  outHow: (reason, drivers) => `écartés, ${reason} : ${drivers}`,
  outMore: (n) => `écartés, non nommés : encore ${n}`,
  more: (n) => `… et encore ${n} qui pouvaient`,
  and: ' et ',
  ifWaited: (driver, leave, door) =>
    `Si personne n’agissait, le moteur la donnerait à ${driver} : départ à ${leave}, à la porte à ${door}.`,
  noPlan: 'Le moteur n’avait pas de plan pour elle.',
};

/** How figures and times are written. */
export interface WhyStyle {
  /** A time of day from ms since 1970. */
  readonly clock: (ms: number) => string;
  readonly minus: string;
  /** Before the chosen one. */
  readonly mark: string;
}

const nameOf = ({ driver, name }: { readonly driver: string; readonly name: string }) =>
  name === '' || name === driver ? driver : `${driver} ${name}`;

const signed = (value: number, minus: string) =>
  `${value < 0 ? minus : ''}${Math.abs(value).toFixed(2)}`;

/** What was measured, with its unit. */
function measured({ term, value }: ScoreTerm, { minus }: WhyStyle): string {
  const figure = signed(value, minus);
  if (term === 'distance') return `${figure} km`;
  return term === 'rating' ? figure : `${figure} min`;
}

/** `+9.60 rating (4.80)`; what does not count says so. */
function termText(term: ScoreTerm, words: WhyWords, style: WhyStyle): string {
  const name = words.terms[term.term];
  const value = measured(term, style);
  if (term.weighed === 0 && term.value !== 0) return `(${words.without(`${name} ${value}`)})`;
  const sign = term.weighed < 0 ? style.minus : '+';
  return `${sign}${Math.abs(term.weighed).toFixed(2)} ${name} (${value})`;
}

/** Lines side by side: names, scores and terms in columns. */
function candidateLines(why: Why, words: WhyWords, style: WhyStyle): string[] {
  const rows = why.candidates.map((candidate) => ({
    mark: candidate.driver === why.chosen ? style.mark : ' ',
    name: nameOf(candidate),
    score: signed(candidate.score, style.minus),
    terms: candidate.terms.map((term) => termText(term, words, style)).join('  '),
  }));
  const names = Math.max(...rows.map(({ name }) => [...name].length));
  const scores = Math.max(...rows.map(({ score }) => score.length));
  return rows.map(({ mark, name, score, terms }) => {
    const padding = ' '.repeat(names - [...name].length);
    return `${mark} ${name}${padding}  ${score.padStart(scores)} = ${terms}`;
  });
}

function firstLine(why: Why, words: WhyWords): string {
  const by = words.by[why.strategy];
  const within = why.radiusM === null ? '' : words.within(String(why.radiusM / 1000));
  if (why.chosen === null) return words.nobody(by, within);
  const among = why.could === 0 ? '' : `${words.among(why.could)}${within}`;
  return words.chose(by, chosenName(why, why.chosen), among);
}

function chosenName({ candidates, out }: Why, chosen: string): string {
  const found = [...candidates, ...out].find(({ driver }) => driver === chosen);
  return found ? nameOf(found) : chosen;
}

/** Scores that differ by less are the same: they are kept with four decimals. */
const SAME = 1e-6;

const distanceOf = ({ terms }: WhyCandidate) =>
  terms.find(({ term }) => term === 'distance')?.value ?? 0;

/** What the runner-up lacked; or, where a person chose another than the best, what the best would have been. */
function secondLines(why: Why, words: WhyWords, { minus }: WhyStyle): string[] {
  const winner = why.candidates.find(({ driver }) => driver === why.chosen);
  const second = runnerUp(why);
  if (why.chosen !== null && !winner) {
    const would = second ? [words.balancedWould(nameOf(second))] : [];
    return [words.notAmong, ...(why.strategy === 'person' ? would : [])];
  }
  if (!winner) return [];
  const byHand = why.strategy === 'person';
  if (!second) return [words.alone];
  const name = nameOf(second);
  const ahead = winner.score - second.score;
  if (ahead < -SAME) {
    const more = (why.strategy === 'optimal' ? words.betterAlone : words.better)(
      name,
      signed(-ahead, minus),
    );
    return byHand ? [`${words.balancedWould(name)} ${more}`] : [more];
  }
  const too = byHand ? [words.balancedToo] : [];
  if (ahead < SAME) {
    const metres = Math.round((distanceOf(second) - distanceOf(winner)) * 1000);
    return [...too, metres > 0 ? words.tieNearer(name, metres) : words.tie(name)];
  }
  const what = why.lacked.map(({ term, by }) => words.lackedTerm(by.toFixed(2), words.terms[term]));
  return [...too, words.lacked(name, what.join(words.and))];
}

/** A line a reason, then how many are not named. */
function outLines({ out, couldNot }: Why, words: WhyWords): string[] {
  const reasons = [...new Set(out.map(({ reason }) => reason))];
  const lines = reasons.map((reason) => {
    const drivers = out.filter((each) => each.reason === reason).map(nameOf);
    return words.outHow(words.out[reason], drivers.join(', '));
  });
  return couldNot > out.length ? [...lines, words.outMore(couldNot - out.length)] : lines;
}

/**
 * A reason as lines of text: who was chosen and by what, each candidate with the terms of his score, what
 * the runner-up lacked, who was out, what the engine would do.
 */
export function whyLines(why: Why, words: WhyWords, style: WhyStyle): string[] {
  const { candidates, could, ifWaited, strategy } = why;
  const { clock } = style;
  const noPlan = strategy === 'optimal' ? [] : [words.noPlan];
  return [
    firstLine(why, words),
    ...(candidates.length > 0 ? candidateLines(why, words, style) : []),
    ...(could > candidates.length ? [words.more(could - candidates.length)] : []),
    ...secondLines(why, words, style),
    ...outLines(why, words),
    ...(ifWaited
      ? [words.ifWaited(nameOf(ifWaited), clock(ifWaited.leaveAt), clock(ifWaited.doorAt))]
      : noPlan),
  ];
}
