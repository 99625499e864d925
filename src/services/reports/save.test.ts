import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { aScope } from '../../../test/helpers/reports.ts';
import { periodOf } from '../../domain/period.ts';
import { reportFileName, saveNew } from './save.ts';

const NOW = Date.parse('2026-11-20T20:14:00Z');
const named = (wish: Parameters<typeof periodOf>[0], more: Parameters<typeof aScope>[1] = {}) => {
  const period = periodOf(wish, 'Europe/Paris', NOW);
  return 'fault' in period ? '' : reportFileName('drivers', aScope(period, more), NOW);
};

it('a file’s name tells report, whom it is about and period, and leads to no other folder', () => {
  expect(named({ period: '7d' })).toBe('drivers-7d-2026-11-20');
  expect(named({ from: '2026-11-01', to: '2026-11-03' })).toBe('drivers-2026-11-01-2026-11-03');
  expect(named({ to: '2026-11-03' })).toBe('drivers-2026-11-03');
  expect(named({ period: 'yesterday' }, { region: 'La Défense' })).toBe(
    'drivers-La_Défense-yesterday-2026-11-19',
  );
  expect(named({ period: 'all' }, { subject: '../../etc/passwd' })).toBe(
    'drivers-etc_passwd-all-2026-11-20',
  );
});

it('no file is written over or left half-written, also by several at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-save-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const texts = ['one', 'two', 'three'];
  const files = await Promise.all(texts.map((text) => saveNew(folder, 'drivers', 'csv', text)));
  expect((await readdir(folder)).sort()).toEqual(['drivers-2.csv', 'drivers-3.csv', 'drivers.csv']);
  expect(await Promise.all(files.map((file) => readFile(file, 'utf8')))).toEqual(texts);
  expect(files.map((file) => basename(file)).sort()).toHaveLength(3);
  await expect(saveNew(join(folder, 'none'), 'drivers', 'csv', 'x')).rejects.toThrow('ENOENT');
});
