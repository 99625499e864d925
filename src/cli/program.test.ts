import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import pkg from '../../package.json' with { type: 'json' };
import { configEn } from '../i18n/config.ts';
import { schemaOf } from '../services/config/schema.ts';

const MAIN = resolve('src/main.ts');
const home = mkdtempSync(join(tmpdir(), 'vigie-cli-'));
afterAll(() => rmSync(home, { recursive: true }));
mkdirSync(join(home, 'vigie'));

/** Vigie with nothing of this machine's settings. */
function vigie(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: home,
    encoding: 'utf8',
    env: { XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, LANG: 'en_US.UTF-8', ...env },
  });
  return { status, stdout, stderr };
}

test.each([['--version'], ['-V'], ['demo', '--version']])('%s %s says the version', (...args) => {
  expect(vigie(args)).toEqual({ status: 0, stdout: `${pkg.version}\n`, stderr: '' });
});

test('help is in the language of the user', () => {
  expect(vigie(['--help']).stdout).toMatch(/^Usage: vigie \[options\] \[command\]/);
  expect(vigie(['--help', '--lang', 'fr']).stdout).toMatch(
    /^Usage : vigie \[options\] \[commande\]/,
  );
  expect(vigie(['config', '--help'], { LANG: 'fr_FR.UTF-8' }).stdout).toContain(
    'Options de toute commande :',
  );
});

test.each([
  [['nope'], /no command "nope"/],
  [['config', '--nope'], /vigie config has no option "--nope"/],
  [['config', 'more'], /vigie config takes no further words/],
  [['config', '--zone'], /--zone needs a value/],
  [
    ['config', '--zone', 'Paris'],
    /^VIGIE_ZONE is "Paris" \(--zone\): expected nothing, or lowercase/,
  ],
  [
    ['config', '--as', 'engine'],
    /^VIGIE_OPERATOR is "engine" \(--as\): expected a name that none .*, or --as desk1\.$/m,
  ],
])('%j is refused in one sentence, exit 2', (args, sentence) => {
  const { status, stdout, stderr } = vigie(args);
  expect(stderr).toMatch(sentence);
  expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
});

test('a wrong value is told in French to who asked for French in a settings file', () => {
  const file = join(home, 'vigie', 'config.env');
  writeFileSync(file, 'VIGIE_LANG=fr\nREDIS_PORT=beaucoup\n');
  const { status, stderr } = vigie(['config']);
  rmSync(file);
  expect(stderr).toBe(`REDIS_PORT vaut « beaucoup » (${file}) : attendu un port de 1 à 65535.\n`);
  expect(status).toBe(2);
});

test('a settings file that cannot be read is named, exit 2', () => {
  const file = join(home, 'vigie', 'config.env');
  mkdirSync(file);
  const { status, stderr } = vigie(['config']);
  rmSync(file, { recursive: true });
  expect([status, stderr]).toEqual([2, `${configEn.unreadable(file, 'EISDIR')}\n`]);
});

test('config shows value and origin of each setting, and where it looked', () => {
  const { stdout } = vigie(['config', '--zone', 'paris'], {
    REDIS_URL: 'redis://me:hunter2@cache:7000',
    REDIS_HOST: 'other',
  });
  expect(stdout).toMatch(/^REDIS_URL +redis:\/\/me:\*\*\*@cache:7000 +environment$/m);
  expect(stdout).toMatch(/^REDIS_HOST +cache +REDIS_URL, overrules environment$/m);
  expect(stdout).toMatch(/^VIGIE_ZONE +paris +--zone$/m);
  expect(stdout).toContain(`${join(home, 'vigie', 'config.env')} (not there)`);
});

test('config --json is one object by setting', () => {
  const { stdout } = vigie(['config', '--json'], {
    REDIS_PASSWORD: 'hunter2',
    LANG: 'fr_FR.UTF-8',
  });
  expect(JSON.parse(stdout)).toMatchObject({
    REDIS_PASSWORD: { value: '***', origin: 'environment', overruled: null },
    MONGO_COLLECTION: { value: 'deliveries', origin: 'default', overruled: null },
    VIGIE_LANG: { value: 'fr', origin: 'default' },
  });
});

test('no password is in what config prints, be the address right or wrong', () => {
  const around = fc.string().filter((part) => !part.includes('\0'));
  fc.assert(
    fc.property(
      around,
      around,
      fc.constantFrom('REDIS_URL', 'MONGO_URI'),
      (before, after, name) => {
        const scheme = name === 'REDIS_URL' ? 'redis' : 'mongodb';
        const told = vigie(['config'], { [name]: `${scheme}://me:${before}hunter2${after}@cache` });
        expect(told.stdout + told.stderr).not.toContain('hunter2');
      },
    ),
    { numRuns: 12 },
  );
});

test('a reader that has seen enough is no failure', async () => {
  const child = spawn(process.execPath, [MAIN, 'config'], {
    cwd: home,
    env: { XDG_CONFIG_HOME: home, XDG_STATE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const stderr = text(child.stderr);
  const code = await new Promise((done) => child.once('exit', done));
  expect([code, await stderr]).toEqual([0, '']);
});

test('every refusal of a setting has its sentence', () => {
  const wrong = Object.fromEntries(Object.keys(schemaOf().shape).map((name) => [name, '\0 ']));
  const keys =
    schemaOf()
      .safeParse(wrong)
      .error?.issues.map(({ message }) => message) ?? [];
  expect(keys.length).toBeGreaterThan(12);
  for (const key of keys) expect(configEn).toHaveProperty(key, expect.any(String));
});

test('an error that nobody caught is one line, and its stack is in the log', () => {
  const code = `
    const { endOnCrash } = await import(${JSON.stringify(resolve('src/cli/exit.ts'))});
    const { messages } = await import(${JSON.stringify(resolve('src/i18n/index.ts'))});
    const config = { log: { level: 'info', file: ${JSON.stringify(join(home, 'crash', 'vigie.log'))} } };
    endOnCrash(messages('en'), () => config);
    setTimeout(() => { throw new Error('lost redis://me:hunter2@cache'); });`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', code],
    {
      encoding: 'utf8',
    },
  );
  const [file = ''] = existsSync(join(home, 'crash')) ? readdirSync(join(home, 'crash')) : [];
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe(
    `Something went wrong: lost redis://me:***@cache. The log: ${join(home, 'crash', file)}\n`,
  );
  const log = readFileSync(join(home, 'crash', file), 'utf8');
  expect(log).toContain('"stack"');
  expect(log).not.toContain('hunter2');
});

test('an unknown command of a group points to the help of the group', () => {
  const { status, stderr } = vigie(['mongo', 'index']);
  expect([status, stderr]).toEqual([
    2,
    'There is no command "index". vigie mongo --help lists them.\n',
  ]);
});
