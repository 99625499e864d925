import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vigie } from './helpers/binary.ts';
import { keyFile, securedMongod, securedRedis } from './helpers/secured.ts';
import { until } from './helpers/servers.ts';
import { openTerminal } from './helpers/terminal.ts';

/**
 * A password with everything that an address, a shell or JSON minds; each piece between them can be told
 * alone, as it is and percent-encoded, so that half a password is found too.
 */
const SECRET = `aQ7zv@bQ7zv:cQ7zv/dQ7zv%eQ7zv"fQ7zv'gQ7zv hQ7zv?iQ7zv#jQ7zv\\kQ7zv`;
const WRONG = SECRET.replaceAll('Q7zv', 'W8xu');
const PIECE = /\w(?:Q7zv|W8xu)/;
const encoded = encodeURIComponent(SECRET);

describe('a password is in nothing that Vigie writes', () => {
  const home = mkdtempSync(join(tmpdir(), 'vigie-secrets-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  let ports: { redis: number; mongo: number };

  beforeAll(async () => {
    const [redis, mongod] = await Promise.all([
      securedRedis('7', (port) => ['--port', `${port}`]),
      securedMongod(['--auth', '--keyFile', keyFile()], {}, async (admin) => {
        await admin.command({ createUser: 'me', pwd: SECRET, roles: ['root'] });
      }),
    ]);
    ports = { redis: redis.port, mongo: mongod.port };
    const admin = new Redis({ path: redis.socket });
    await admin.acl('SETUSER', 'me', 'on', `>${SECRET}`, 'allkeys', 'allchannels', '+@all');
    await admin.acl('SETUSER', 'default', 'on', 'resetpass', `>${SECRET}`);
    admin.disconnect();
  });

  let folders = 0;
  /** Settings that reach both servers by addresses, and a folder of its own for logs. */
  const settings = (password = SECRET, target = ports) => {
    folders += 1;
    const secret = encodeURIComponent(password);
    return {
      REDIS_URL: `redis://me:${secret}@127.0.0.1:${target.redis}/1`,
      MONGO_URI: `mongodb://me:${secret}@127.0.0.1:${target.mongo}/?directConnection=true`,
      REDIS_TIMEOUT: '1',
      MONGO_TIMEOUT: '800',
      VIGIE_LANG: 'en',
      VIGIE_LOG_LEVEL: 'debug',
      VIGIE_LOG_FILE: join(home, String(folders), 'vigie.log'),
      XDG_CONFIG_HOME: home,
    };
  };
  /** Settings that reach them by parts. */
  const parts = (password = SECRET) => {
    const { REDIS_URL: _url, ...rest } = settings(password);
    const address = { REDIS_HOST: '127.0.0.1', REDIS_PORT: `${ports.redis}` };
    return { ...rest, ...address, REDIS_PASSWORD: password };
  };
  const logsOf = ({ VIGIE_LOG_FILE: file }: { VIGIE_LOG_FILE: string }): string => {
    const folder = join(file, '..');
    try {
      return readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('\n');
    } catch {
      return '';
    }
  };
  type Settings = ReturnType<typeof parts> | ReturnType<typeof settings>;
  /** Runs a command to its end, answers all it wrote anywhere. */
  const written = async (args: readonly string[], env: Settings, more: NodeJS.ProcessEnv = {}) => {
    const { code, out, err } = await vigie(args, { ...env, ...more });
    return { code, all: [out, err, logsOf(env)].join('\n') };
  };
  /** Runs a command until its log says something, answers all it wrote anywhere. */
  const writtenUntil = async (
    args: readonly string[],
    env: Settings,
    sign: RegExp,
    more: NodeJS.ProcessEnv = {},
  ) => {
    const child = spawn(process.execPath, ['dist/main.js', ...args], {
      env: { ...process.env, ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err] = [text(child.stdout), text(child.stderr)];
    await until(`${sign} in the log`, () => sign.test(logsOf(env))).finally(() => child.kill());
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return [await out, await err, logsOf(env)].join('\n');
  };
  const clean = (all: string) => {
    expect(all.length).toBeGreaterThan(0);
    expect(all.split('\n').filter((line) => PIECE.test(line))).toEqual([]);
  };

  it('while all goes well', async () => {
    const seeded = await written(['seed', '--deliveries', '5'], settings());
    expect(seeded.code).toBe(0);
    clean(seeded.all);
    for (const env of [settings(), parts()]) {
      clean(await writtenUntil(['worker'], env, /batch carried|worker started/));
    }
    for (const args of [['health'], ['health', '--json'], ['events'], ['events', '--json']]) {
      const { code, all } = await written(args, settings());
      expect([args, code]).toEqual([args, 0]);
      clean(all);
    }
    for (const args of [['status'], ['status', '--json'], ['health', '--lang', 'fr']]) {
      clean((await written(args, parts())).all);
    }
  }, 60_000);

  it('in what config tells of the settings', async () => {
    for (const args of [['config'], ['config', '--json'], ['config', 'acl']]) {
      for (const env of [settings(), parts()]) {
        const { code, all } = await written(args, env);
        expect(code).toBe(0);
        clean(all);
      }
    }
  });

  it('with a password that is wrong', async () => {
    for (const env of [settings(WRONG), parts(WRONG)]) {
      const [health, events, status] = await Promise.all([
        written(['health'], env),
        written(['events'], env),
        written(['status'], env),
      ]);
      expect([health.code, events.code, status.code]).toEqual([1, 1, 1]);
      expect(health.all).toMatch(/WRONGPASS|NOAUTH/);
      clean([health.all, events.all, status.all].join('\n'));
    }
    clean(await writtenUntil(['worker'], settings(WRONG), /interrupted/));
  }, 60_000);

  it('with servers that are away', async () => {
    const env = settings(SECRET, { redis: 1, mongo: 1 });
    const [health, events, seed] = await Promise.all([
      written(['health'], env),
      written(['events'], env),
      written(['seed'], env),
    ]);
    expect([health.code, events.code, seed.code]).toEqual([1, 1, 1]);
    clean([health.all, events.all, seed.all].join('\n'));
    clean(await writtenUntil(['worker'], settings(SECRET, { redis: 1, mongo: 1 }), /interrupted/));
  }, 60_000);

  it('in an address that is not well formed, or in the wrong setting', async () => {
    const wrong = [
      { REDIS_URL: `redis://me:${SECRET}@127.0.0.1:1` },
      { MONGO_URI: `mongodb://me:${SECRET}@127.0.0.1:1/` },
      { REDIS_URL: `http://me:${encoded}@127.0.0.1` },
      { REDIS_URL: '', REDIS_HOST: `redis://me:${encoded}@cache` },
      { VIGIE_ZONE: `mongodb://me:${encoded}@cache` },
      { REDIS_CA_FILE: `redis://me:${encoded}@cache` },
    ];
    for (const more of wrong) {
      const { code, all } = await written(['status'], settings(), more);
      expect([Object.keys(more), code]).toEqual([Object.keys(more), 2]);
      clean(all);
    }
    const flags = [
      ['--redis-url', `redis://me:${SECRET}@cache`],
      ['--mongo-uri', `mongodb://me:${SECRET}@cache`],
      [`--redis-uri=redis://me:${encoded}@cache`],
      [`redis://me:${encoded}@cache`],
    ];
    for (const flag of flags) {
      const { code, all } = await written(['status', ...flag], settings());
      expect([flag[0], code]).toEqual([flag[0], 2]);
      clean(all);
    }
  }, 60_000);

  it('when the environment asks the libraries to tell all', async () => {
    const loud = { DEBUG: '*', NODE_DEBUG: 'net,tls', MONGODB_LOG_ALL: 'debug' };
    for (const password of [SECRET, WRONG]) {
      const { all } = await written(['health'], settings(password), loud);
      clean(all);
      clean((await written(['status'], parts(password), loud)).all);
    }
  }, 60_000);

  it('on the screen of the console, and in its log', async () => {
    for (const [env, sign] of [
      [settings(), 'Waiting, longest first'],
      [settings(WRONG), 'redis ○'],
    ] as const) {
      const terminal = openTerminal([], { env });
      await terminal.sees(sign);
      terminal.press('6');
      await until('the log', () => /mongo/.test(logsOf(env)));
      clean([...terminal.screen(), logsOf(env)].join('\n'));
      terminal.press('q');
      await terminal.exit();
    }
  }, 60_000);

  it.each([
    ['the address', (env: string) => `new Error('lost ' + process.env.${env})`],
    ['the password alone', () => 'new Error("no such user: " + process.env.REDIS_PASSWORD)'],
    ['it percent-encoded', () => 'new Error(encodeURIComponent(process.env.REDIS_PASSWORD))'],
    ['it as JSON', () => 'new Error(JSON.stringify({ auth: process.env.REDIS_PASSWORD }))'],
    [
      'arguments of AUTH',
      () => 'Object.assign(new Error("x"), { args: [process.env.REDIS_PASSWORD] })',
    ],
  ])('after a crash whose error holds %s', async (_what, errorOf) => {
    const env = parts();
    const code = `
      const { endOnCrash } = await import(${JSON.stringify(resolve('src/cli/exit.ts'))});
      const { messages } = await import(${JSON.stringify(resolve('src/i18n/index.ts'))});
      const { loadConfig } = await import(${JSON.stringify(resolve('src/services/config/load.ts'))});
      const { config } = loadConfig({}, process.env, []);
      endOnCrash(messages('en'), () => config);
      setTimeout(() => { throw ${errorOf('MONGO_URI')}; });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      env: { ...process.env, ...env },
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(err).toMatch(/^Something went wrong/);
    expect(logsOf(env)).toContain('"stack"');
    clean([out, err, logsOf(env)].join('\n'));
  });
});
