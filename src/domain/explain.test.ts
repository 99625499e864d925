import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CandidateList, ExclusionReason } from './board.ts';
import { explain, runnerUp, whyOf } from './explain.ts';
import { rank, STRATEGIES, score, termsOf } from './strategy.ts';
import type { Why, WhyCandidate } from './why.ts';
import { encodeWhy, MAX_WHY_BYTES } from './why-text.ts';

const driver = fc.record({
  name: fc.string({ unit: 'grapheme', maxLength: 60 }),
  distanceM: fc.oneof(fc.nat(5_000), fc.double({ min: 0, max: 5_000, noNaN: true })),
  rating: fc.integer({ min: 0, max: 50 }).map((tenths) => tenths / 10),
  load: fc.integer({ min: 0, max: 3 }),
  capacity: fc.integer({ min: 1, max: 4 }),
});
const reasons: ExclusionReason[] = ['full', 'off_duty', 'silent', 'other_region', 'refused'];
const list: fc.Arbitrary<CandidateList> = fc
  .record({
    eligible: fc.array(driver, { maxLength: 30 }),
    excluded: fc.array(fc.tuple(driver, fc.constantFrom(...reasons)), { maxLength: 30 }),
  })
  .map(({ eligible, excluded }) => ({
    orderId: 'c1',
    radiusM: 5_000,
    eligible: eligible.map((each, i) => ({ driverId: `d${i}`, ...each })),
    excluded: excluded.map(([each, reason], i) => ({ driverId: `o${i}`, ...each, reason })),
  }));
const strategy = fc.constantFrom(...STRATEGIES);
const sumOf = ({ terms }: WhyCandidate) => terms.reduce((sum, { weighed }) => sum + weighed, 0);

it('the platform’s own definitions, to the last bit', () => {
  fc.assert(
    fc.property(driver, (each) => {
      const candidate = { driverId: 'd1', ...each };
      const { rating, distanceM } = candidate;
      expect(score('closest', candidate) === -distanceM / 1000).toBe(true);
      expect(score('best_rated', candidate) === rating).toBe(true);
      expect(score('balanced', candidate) === 2 * rating - distanceM / 1000).toBe(true);
    }),
  );
});

it('names the first ten as they are ranked, with terms that sum to the score', () => {
  fc.assert(
    fc.property(strategy, list, (by, given) => {
      const why = explain(by, given, { at: 7 });
      const ranked = rank(by, given.eligible);
      expect(why.candidates.map((each) => each.driver)).toEqual(
        ranked.slice(0, 10).map(({ driverId }) => driverId),
      );
      expect(why.chosen).toBe(ranked[0]?.driverId ?? null);
      for (const each of why.candidates) expect(sumOf(each)).toBe(each.score);
      expect([why.could, why.couldNot]).toEqual([given.eligible.length, given.excluded.length]);
    }),
  );
});

it('what the runner-up lacked is what the chosen one’s terms count more, and covers his lead', () => {
  fc.assert(
    fc.property(strategy, list, (by, given) => {
      const why = explain(by, given, { at: 7 });
      const [first] = why.candidates;
      const second = runnerUp(why);
      expect(second).toBe(why.candidates[1] ?? null);
      if (!first || !second) {
        expect(why.lacked).toEqual([]);
        return;
      }
      for (const { term, by: lacked } of why.lacked) {
        const [mine, his] = [first, second].map(
          ({ terms }) => terms.find((each) => each.term === term)?.weighed ?? 0,
        );
        expect(lacked).toBe((mine ?? 0) - (his ?? 0));
        expect(lacked).toBeGreaterThan(0);
      }
      expect(why.lacked).toEqual(why.lacked.toSorted((a, b) => b.by - a.by));
      const lead = first.score - second.score;
      const total = why.lacked.reduce((sum, { by: lacked }) => sum + lacked, 0);
      expect(total).toBeGreaterThanOrEqual(lead - 1e-9);
    }),
  );
});

it('keeps whoever was chosen by name among the ten, wherever he ranks', () => {
  fc.assert(
    fc.property(list, fc.nat(35), (given, n) => {
      const chosen = `d${n}`;
      const why = explain('person', given, { at: 7, chosen });
      const could = given.eligible.some(({ driverId }) => driverId === chosen);
      expect(why.candidates.some((each) => each.driver === chosen)).toBe(could);
      expect(why.candidates.length).toBe(Math.min(10, given.eligible.length));
      expect(why.candidates.map(({ score: each }) => each)).toEqual(
        why.candidates.map(({ score: each }) => each).toSorted((a, b) => b - a),
      );
      expect(why.chosen).toBe(chosen);
    }),
  );
});

it('who was taken by the orders before, or refused, is out first', () => {
  const near = { rating: 5, load: 0, capacity: 1, distanceM: 100 };
  const full = { ...near, driverId: 'o1', name: 'Luc', reason: 'full' as const };
  const given: CandidateList = {
    orderId: 'c1',
    radiusM: 5_000,
    eligible: [
      { ...near, driverId: 'd1', name: 'Alice' },
      { ...near, driverId: 'd2', name: 'Bob', distanceM: 900 },
    ],
    excluded: [full, { ...full, driverId: 'o2', name: 'Zoé', reason: 'refused' }],
  };
  const [taken] = given.eligible;
  const why = explain('closest', given, { at: 7, taken: taken ? [taken] : [] });
  expect(why.chosen).toBe('d2');
  expect(why.could).toBe(1);
  expect(why.out.map(({ driver: id, reason }) => [id, reason])).toEqual([
    ['o2', 'refused'],
    ['d1', 'taken'],
    ['o1', 'full'],
  ]);
});

it('is kept in 4 KB at most, the chosen one and the best two in it, its terms still summing', () => {
  fc.assert(
    fc.property(list, fc.nat(35), strategy, (given, n, by) => {
      const tentative = {
        ...{ order: 'c1', driver: 'd9', driverName: 'é'.repeat(500), leaveAt: 1, pickupAt: 2 },
        ...{ doorAt: 3, together: [], since: 1 },
      };
      const long = {
        ...given,
        eligible: given.eligible.map((each) => ({ ...each, name: each.name.repeat(9) })),
      };
      const why = explain(by, long, { at: 7, chosen: `d${n}`, tentative });
      const text = encodeWhy(why);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_WHY_BYTES);
      const kept = JSON.parse(text) as Why;
      const ids = kept.candidates.map((each) => each.driver);
      for (const each of kept.candidates) expect(sumOf(each)).toBeCloseTo(each.score, 6);
      for (const { driver: id } of why.candidates.slice(0, 2)) expect(ids).toContain(id);
      expect(ids.includes(`d${n}`)).toBe(why.candidates.some((each) => each.driver === `d${n}`));
      expect(kept.ifWaited?.driver).toBe('d9');
    }),
  );
});

it('an engine’s terms are explained the same way', () => {
  const terms = (waits: number, price: number) => [
    { term: 'food_waits' as const, value: waits, weighed: -waits },
    { term: 'price' as const, value: price, weighed: -price },
  ];
  const ranked = [
    { driver: 'd1', name: 'Alice', score: -3, terms: terms(2, 1) },
    { driver: 'd2', name: 'Bob', score: -4, terms: terms(0.5, 3.5) },
  ];
  const decided = { strategy: 'optimal' as const, at: 7, ranked, out: [], radiusM: null };
  const why = whyOf({ ...decided, tentative: null });
  expect(why.chosen).toBe('d1');
  expect(why.lacked).toEqual([{ term: 'price', by: 2.5 }]);
  expect(whyOf({ ...decided, chosen: null, tentative: null }).lacked).toEqual([]);
});

it('what does not count in a score is measured all the same', () => {
  const him = { rating: 4.5, distanceM: 1_500 };
  expect(termsOf('closest', him)).toEqual([
    { term: 'rating', value: 4.5, weighed: 0 },
    { term: 'distance', value: 1.5, weighed: -1.5 },
  ]);
  expect(termsOf('balanced', him).map(({ weighed }) => weighed)).toEqual([9, -1.5]);
});
