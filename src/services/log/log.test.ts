import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openLog } from './log.ts';
import { logFiles } from './prune.ts';
import { onLogLine, recentLines } from './ring.ts';

const root = mkdtempSync(join(tmpdir(), 'vigie-log-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
});

const settings = (level: 'debug' | 'info' | 'warn' | 'error' = 'info') => ({
  log: { level, file: join(folder, 'deep', 'vigie.log') },
});
const files = () => logFiles(join(folder, 'deep', 'vigie-test.log'));
const written = () =>
  files().flatMap((file) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line)),
  );

test('lines are JSON in a file of the role, for its owner only, from the level upwards', async () => {
  const log = await openLog(settings('warn'), 'test');
  log.info('too quiet');
  log.warn({ order: 'c1' }, 'loud enough');
  expect(written()).toMatchObject([
    { level: 'warn', role: 'test', order: 'c1', msg: 'loud enough' },
  ]);
  expect(files()[0]).toMatch(/vigie-test\.\d{4}-\d{2}-\d{2}\.1\.log$/);
  expect(statSync(files()[0] ?? '').mode & 0o777).toBe(0o600);
});

test('no password reaches the file or the ring, wherever a library puts it', async () => {
  const log = await openLog(settings(), 'test');
  const uri = 'mongodb://me:hunter2@a,b/db';
  const error = Object.assign(new Error(`cannot reach ${uri}`, { cause: new Error(uri) }), {
    command: { name: 'auth', args: ['me', 'hunter2'] },
  });
  log.error(error);
  log.error({ error }, `after ${uri}`);
  log.warn({ deep: [{ list: [{ uri }] }], password: 'hunter2' }, 'connecting to %s', uri);
  log.child({ uri }).info('a child');
  expect(written()).toHaveLength(4);
  expect(JSON.stringify([written(), recentLines()])).not.toContain('hunter2');
  expect(written()[1]).toMatchObject({ error: { type: 'Error', cause: { type: 'Error' } } });
});

test('the ring holds the newest 200 lines and tells who listens', async () => {
  const log = await openLog(settings(), 'test');
  let calls = 0;
  const before = recentLines();
  const end = onLogLine(() => {
    calls += 1;
  });
  for (let n = 1; n <= 250; n += 1) log.info({ n }, 'line');
  end();
  log.info('unheard');
  expect(calls).toBe(250);
  expect(recentLines()).toHaveLength(200);
  expect(recentLines()).not.toBe(before);
  expect(recentLines().at(-1)).toMatchObject({ level: 'info', text: 'unheard' });
  expect(recentLines().at(-2)?.text).toBe('line {"n":250}');
});

test('a full file is followed by the next one', async () => {
  const log = await openLog(settings(), 'test');
  const bulk = 'x'.repeat(1_000_000);
  for (let n = 0; n < 11; n += 1) log.info(bulk);
  await expect.poll(() => files().length).toBe(2);
  log.info('in the second');
  expect(readFileSync(files()[1] ?? '', 'utf8')).toContain('in the second');
});

test('of what earlier processes left the newest five files stay', async () => {
  await openLog(settings(), 'test');
  for (const name of [
    '2026-01-09.1',
    '2026-01-10.2',
    '2026-01-10.10',
    '2025-12-31.1',
    '2026-01-11.1',
    '2026-01-12.1',
  ]) {
    writeFileSync(join(folder, 'deep', `vigie-test.${name}.log`), '');
  }
  writeFileSync(join(folder, 'deep', 'vigie-worker.2020-01-01.1.log'), '');
  await openLog(settings(), 'test');
  const left = readdirSync(join(folder, 'deep'));
  expect(left).toContain('vigie-worker.2020-01-01.1.log');
  expect(files()).toHaveLength(5);
  expect(left).toContain('vigie-test.2026-01-10.10.log');
  expect(left).not.toContain('vigie-test.2026-01-10.2.log');
});

test('where the folder cannot be made the ring alone goes on, and says so once', async () => {
  writeFileSync(join(folder, 'deep'), 'a file where the folder should be');
  const log = await openLog(settings(), 'test');
  log.info('still here');
  const texts = recentLines().map(({ text }) => text);
  expect(texts.at(-1)).toBe('still here');
  expect(texts.at(-2)).toMatch(/cannot be written.*(ENOTDIR|EEXIST)/);
});

test("Node's warnings go to the log, not to the terminal", () => {
  const code = `
    import { openLog } from ${JSON.stringify(join(import.meta.dirname, 'log.ts'))};
    await openLog(${JSON.stringify(settings())}, 'test');
    process.emitWarning('beware of redis://me:hunter2@cache');`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', code],
    {
      encoding: 'utf8',
    },
  );
  expect([stdout, stderr, status]).toEqual(['', '', 0]);
  expect(written()).toMatchObject([
    { level: 'warn', warning: { message: 'beware of redis://me:***@cache' } },
  ]);
});
