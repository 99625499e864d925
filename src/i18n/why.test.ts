import { expect, it } from 'vitest';
import type { CandidateList } from '../domain/board.ts';
import { explain, whyOf } from '../domain/explain.ts';
import type { Term } from '../domain/score.ts';
import type { Why } from '../domain/why.ts';
import { whyEn, whyFr } from './why.ts';
import { whyLines } from './why-lines.ts';

const style = { clock: (ms: number) => `00:0${ms}`, minus: '−', mark: '▸' };
const driver = (driverId: string, name: string, distanceM: number, rating: number) => ({
  ...{ driverId, name, distanceM, rating, load: 0, capacity: 4 },
});
const list: CandidateList = {
  orderId: 'c1',
  radiusM: 5_000,
  eligible: [driver('d1', 'Alice', 520, 4.8), driver('d9', 'Inès', 1_480, 4.7)],
  excluded: [
    { ...driver('d4', 'Luc', 100, 4), reason: 'full' },
    { ...driver('d5', '', 200, 4), reason: 'silent' },
    { ...driver('d6', 'Max', 300, 4), reason: 'full' },
  ],
};
const tentative = {
  ...{ order: 'c1', driver: 'd7', driverName: 'Marc', leaveAt: 4, pickupAt: 5, doorAt: 6 },
  ...{ together: [], since: 1 },
};

it('tells a strategy’s choice: the terms, what the runner-up lacked, who is out, what else would be', () => {
  expect(whyLines(explain('balanced', list, { at: 1, tentative }), whyEn, style)).toEqual([
    'balanced (2 × rating − km): d1 Alice, of 2 who could within 5 km',
    '▸ d1 Alice  9.08 = +9.60 rating (4.80)  −0.52 distance (0.52 km)',
    '  d9 Inès   7.92 = +9.40 rating (4.70)  −1.48 distance (1.48 km)',
    'The runner-up, d9 Inès, lacked 0.96 of distance and 0.20 of rating.',
    'out, full: d4 Luc, d6 Max',
    'out, position silent: d5',
    'If nobody acted, the engine would give it to d7 Marc: leaves at 00:04, at the door at 00:06.',
  ]);
  expect(whyLines(explain('closest', list, { at: 1 }), whyFr, style)).toEqual([
    'closest (le plus proche) : d1 Alice, sur 2 qui pouvaient à moins de 5 km',
    '▸ d1 Alice  −0.52 = (note 4.80 ne compte pas)  −0.52 distance (0.52 km)',
    '  d9 Inès   −1.48 = (note 4.70 ne compte pas)  −1.48 distance (1.48 km)',
    'Au second, d9 Inès, il manquait 0.96 (distance).',
    'écartés, complet : d4 Luc, d6 Max',
    'écartés, position muette : d5',
    'Le moteur n’avait pas de plan pour elle.',
  ]);
});

const third = (why: Parameters<typeof whyLines>[0]) =>
  whyLines(why, whyEn, style).slice(0, -1).at(-1);
const bare = { ...list, excluded: [] };

it('tells what a person passed over', () => {
  const by = (chosen: string) => explain('person', bare, { at: 1, chosen });
  expect(third(by('d9'))).toBe(
    'balanced would have chosen d1 Alice. d1 Alice would have scored 1.16 more.',
  );
  expect(whyLines(by('d1'), whyEn, style)).toContain('balanced would have chosen him too.');
  expect(whyLines(by('d8'), whyEn, style)).toEqual([
    expect.stringMatching(/^named by a person: d8, of 2/),
    ...[expect.any(String), expect.any(String), 'He was not among those who could take it.'],
    ...['balanced would have chosen d1 Alice.', 'The engine had no plan for it.'],
  ]);
});

it('tells a tie by what broke it, nobody, and why a plan gives it to another', () => {
  const tied = { ...bare, eligible: [driver('d1', 'A', 500, 4), driver('d2', 'B', 750, 4)] };
  expect(third(explain('best_rated', tied, { at: 1 }))).toBe(
    'The runner-up, d2 B, has the same score and is 250 m further away.',
  );
  const same = { ...bare, eligible: [driver('d1', 'A', 500, 4), driver('d2', 'B', 500, 4)] };
  expect(third(explain('closest', same, { at: 1 }))).toBe(
    'The runner-up, d2 B, has the same score: the id decides.',
  );
  const nobody = explain('closest', { ...list, eligible: [] }, { at: 1 });
  expect(whyLines(nobody, whyEn, style)[0]).toBe(
    'closest (the nearest): nobody can take it within 5 km',
  );
  const price = (value: number) => [{ term: 'price' as const, value, weighed: -value }];
  const ranked = [
    { driver: 'd1', name: 'A', score: -1, terms: price(1) },
    { driver: 'd2', name: 'B', score: -3, terms: price(3) },
  ];
  const planned = { strategy: 'optimal' as const, at: 1, out: [], radiusM: null };
  const why = whyOf({ ...planned, ranked, chosen: 'd2', tentative: null });
  const last = (said: Why, words = whyEn) => whyLines(said, words, style).at(-1);
  const alone = 'For this order alone d1 A would have scored 2.00 more';
  expect(last(why)).toBe(`${alone}.`);
  const [better, worse] = why.candidates;
  if (!better || !worse) throw new Error('two were ranked');
  const other = { ...why, candidates: [{ ...better, elsewhere: 'c7' }, worse] };
  expect(last(other)).toBe(`${alone}; the plan as a whole gives him c7.`);
  expect(last(other, whyFr)).toContain(' ; le plan entier lui donne c7.');
  const having = (term: Term) => {
    const terms = [...worse.terms, { term, value: 0, weighed: 0 }];
    return { ...other, candidates: [better, { ...worse, terms }] };
  };
  expect(last(having('together'))).toBe(`${alone}; it goes together with others.`);
  expect(last(having('pinned'))).toBe(`${alone}; a person pinned the other one.`);
});

it('tells a plan of the engine by its minutes, when it is, and who was pinned', () => {
  const terms = [
    { term: 'food_waits' as const, value: 2, weighed: -2 },
    { term: 'way' as const, value: 6, weighed: -0.3 },
    { term: 'price' as const, value: 0, weighed: 0 },
    { term: 'pinned' as const, value: 1, weighed: 0 },
  ];
  const ranked = [{ driver: 'd7', name: 'Marc', score: -2.3, terms }];
  const planned = { strategy: 'optimal' as const, at: 1, out: [], radiusM: null };
  expect(whyLines(whyOf({ ...planned, ranked, tentative }), whyEn, style)).toEqual([
    'optimal (the engine’s plan, minutes): d7 Marc, the only one who could',
    '▸ d7 Marc  −2.30 = −2.00 the food waits (2.00 min)  −0.30 way (6.00 min)  +0.00 price of his time (0.00 min)  (pinned)',
    'There was no runner-up.',
    'Planned: leaves at 00:04, at the door at 00:06.',
  ]);
});

it('counts those it does not name', () => {
  const many = Array.from({ length: 14 }, (_, i) => driver(`d${i}`, `N${i}`, i * 10, 4));
  const excluded = many.map((each) => ({ ...each, reason: 'silent' as const }));
  const lines = whyLines(
    explain('closest', { ...list, eligible: many, excluded }, { at: 1 }),
    whyEn,
    style,
  );
  expect(lines).toContain('… and 4 more who could');
  expect(lines).toContain('out, not named: 4 more');
});
