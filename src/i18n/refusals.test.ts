import { expect, it } from 'vitest';
import { refusalsEn, refusalsFr } from './refusals.ts';

const race = (ms: number, more: Record<string, string> = {}) => ({
  ...{ status: 'assignée', driver: 'd3', by: 'desk2', at: '1000000', now: String(1_000_000 + ms) },
  ...more,
});

it('tells a race in words: who, and how long ago', () => {
  expect(refusalsEn.wrong_status(race(2_400))).toBe('Already assigned to d3 by desk2, 2 s ago.');
  expect(refusalsFr.wrong_status(race(2_400))).toBe('Déjà assignée à d3 par desk2, il y a 2 s.');
  const ages = [-5_000, 900, 61_000, 7_500_000, 4 * 86_400_000].map((ms) =>
    refusalsEn.wrong_status(race(ms, { status: 'récupérée' })),
  );
  expect(ages).toEqual([
    'Already picked up (d3) by desk2, just now.',
    'Already picked up (d3) by desk2, just now.',
    'Already picked up (d3) by desk2, 1 min ago.',
    'Already picked up (d3) by desk2, 2 h ago.',
    'Already picked up (d3) by desk2, 4 days ago.',
  ]);
});

it('says no more than is known', () => {
  expect(refusalsEn.wrong_status({ status: 'livrée', at: 'noon' })).toBe('Already delivered.');
  expect(refusalsEn.wrong_status({ status: 'occupé', driver: 'd1' })).toBe('Already on duty (d1).');
  expect(refusalsEn.wrong_status(race(3_000, { status: 'en_attente', last: 'unassign' }))).toBe(
    'Taken back by desk2, 3 s ago: it waits.',
  );
  expect(refusalsEn.wrong_status(race(3_000, { status: 'en_attente', last: 'create' }))).toBe(
    'Nobody has it: it waits.',
  );
});

it('tells what an undo came too late for', () => {
  const moved = (last: string) => ({ ...race(3_000, { last }), order: 'c1' });
  expect(refusalsEn.moved_on(moved('assign'))).toBe(
    'c1 has moved on: assigned by desk2, 3 s ago. Nothing was changed.',
  );
  expect(refusalsEn.moved_on(moved('correct'))).toBe(
    'c1 has moved on: corrected by desk2, 3 s ago. Nothing was changed.',
  );
  expect(refusalsFr.moved_on({ order: 'c1' })).toBe('c1 a changé. Rien n’a été modifié.');
});
