import { expect, it } from 'vitest';
import { autoEn, autoFr } from './auto.ts';

it('tells when the mode was set in the words of each language', () => {
  const at = new Date(2026, 10, 21, 21, 5).getTime();
  const state = { mode: 'suggest', by: 'root', at, cause: null } as const;
  expect(autoEn.state(state)).toContain('set by root at 2026-11-21 21:05');
  expect(autoFr.state(state)).toContain('réglé par root le 2026-11-21 à 21:05');
  const stopped = autoFr.state({ ...state, cause: 'refusals' });
  expect(stopped).toContain('s’est arrêté le 2026-11-21 à 21:05, ');
});
