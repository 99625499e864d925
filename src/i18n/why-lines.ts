import { runnerUp } from '../domain/explain.ts';
import type { OrderWhy } from '../domain/order-why.ts';
import type { ScoreTerm, Term } from '../domain/score.ts';
import type { Why, WhyCandidate } from '../domain/why.ts';
import type { WhyWords } from './why.ts';

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
  if (term.term === 'pinned') return `(${name})`;
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

/** Less than this is nothing where two decimals are shown. */
const SHOWN = 0.005;

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
  if (why.strategy === 'optimal' && Math.abs(ahead) < SHOWN) return [words.even(name)];
  if (ahead < -SAME) {
    const by = signed(-ahead, minus);
    const more =
      why.strategy === 'optimal'
        ? words.betterAlone(name, by, because(winner, second, words))
        : words.better(name, by);
    return byHand ? [`${words.balancedWould(name)} ${more}`] : [more];
  }
  const too = byHand ? [words.balancedToo] : [];
  if (ahead < SAME) {
    const metres = Math.round((distanceOf(second) - distanceOf(winner)) * 1000);
    return [...too, metres > 0 ? words.tieNearer(name, metres) : words.tie(name)];
  }
  const told = why.lacked.filter(({ by }) => by >= SHOWN);
  const named = told.length > 0 ? told : why.lacked.slice(0, 1);
  const what = named.map(({ term, by }) => words.lackedTerm(by.toFixed(2), words.terms[term]));
  return [...too, words.lacked(name, what.join(words.and))];
}

/** Why the engine's plan gives an order to one who is not the best for it alone, as far as that is known. */
function because(winner: WhyCandidate, better: WhyCandidate, { because: words }: WhyWords): string {
  const has = (term: Term) => winner.terms.some((each) => each.term === term);
  if (has('pinned')) return words.pinned;
  if (better.elsewhere !== undefined) return words.elsewhere(better.elsewhere);
  return has('together') ? words.together : '';
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

/** Who was chosen by what, each candidate, and what the runner-up lacked. */
function judged(why: Why, words: WhyWords, style: WhyStyle): string[] {
  const { candidates, could } = why;
  return [
    firstLine(why, words),
    ...(candidates.length > 0 ? candidateLines(why, words, style) : []),
    ...(could > candidates.length ? [words.more(could - candidates.length)] : []),
    ...secondLines(why, words, style),
  ];
}

/**
 * A reason as lines of text: who was chosen and by what, each candidate with the terms of his score, what
 * the runner-up lacked, who was out, what the engine would do.
 */
export function whyLines(why: Why, words: WhyWords, style: WhyStyle): string[] {
  return [...judged(why, words, style), ...outLines(why, words), ...engineLines(why, words, style)];
}

/** What the engine would do if nobody acted; where it decided itself, when that is. */
function engineLines({ ifWaited, strategy, chosen }: Why, words: WhyWords, { clock }: WhyStyle) {
  if (!ifWaited) return strategy === 'optimal' ? [] : [words.noPlan];
  const [leave, door] = [clock(ifWaited.leaveAt), clock(ifWaited.doorAt)];
  return strategy === 'optimal' && ifWaited.driver === chosen
    ? [words.planned(leave, door)]
    : [words.ifWaited(nameOf(ifWaited), leave, door)];
}

/** Why an order is where it is, or whom it would go to now, as lines of text; an empty one between reasons. */
export function orderWhyLines(
  order: string,
  answer: OrderWhy,
  words: WhyWords,
  style: WhyStyle,
): string[] {
  const { clock } = style;
  switch (answer.is) {
    case 'waiting': {
      const { plan, now } = answer;
      const planned = plan
        ? words.order.planned(
            nameOf({ driver: plan.tentative.driver, name: plan.tentative.driverName }),
            clock(plan.tentative.leaveAt),
            clock(plan.tentative.doorAt),
          )
        : words.order.notPlanned;
      const reasons = plan?.why
        ? [...judged(plan.why, words, style), ...outLines(plan.why, words)]
        : [];
      const [first] = now;
      return [
        ...[planned, ...reasons],
        ...now.flatMap((why) => ['', ...judged(why, words, style)]),
        // Who is out is the same for all: it is told once.
        ...(first ? outLines(first, words) : []),
      ];
    }
    case 'given': {
      const { to, whole } = answer;
      const at = to.at === null ? '' : words.order.at(clock(to.at));
      const by = to.by === '' ? '' : words.order.by(to.by);
      const head = `${words.order.given(order, nameOf(to))}${at}${by}`;
      if (to.why) return [head, ...whyLines(to.why, words, style)];
      return [head, whole ? words.order.notKept : words.order.notAsked];
    }
    case 'nobody':
      return [words.order.nobody(order)];
    case 'unknown':
      return [answer.whole ? words.order.unknown(order) : words.order.unknownHere(order)];
  }
}
