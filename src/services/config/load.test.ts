import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { formatRedisNodes } from './address.ts';
import { ConfigError, loadConfig } from './load.ts';
import { inZone } from './schema.ts';
import { operatorOf, SETTINGS, type SettingName } from './settings.ts';
import { ConfigFileError } from './sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const withEnv = (env: NodeJS.ProcessEnv) => loadConfig({}, env, []);
const entry = (loaded: ReturnType<typeof loadConfig>, name: SettingName) =>
  loaded.inForce.find((each) => each.name === name);

function refusal(env: NodeJS.ProcessEnv): ConfigError {
  try {
    withEnv(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

test('without any setting the defaults hold', () => {
  const { config, inForce } = withEnv({ LANG: 'en_US.UTF-8' });
  expect(config).toMatchObject({
    redis: {
      path: null,
      host: '127.0.0.1',
      port: 6379,
      db: 0,
      password: null,
      tls: false,
      timeoutMs: 5_000,
    },
    mongo: { db: 'vigie', collection: 'deliveries', timeoutMs: 2_000, poolSize: 10 },
    zone: null,
    lang: 'en',
    ascii: false,
    theme: 'default',
    log: { level: 'info' },
  });
  expect(inForce.map(({ origin }) => origin)).toEqual(SETTINGS.map(() => 'default'));
});

test('a flag wins over the environment, that over the first file, that over the second', () => {
  const [near, far] = [join(folder, '.env'), join(folder, 'config.env')];
  writeFileSync(near, 'VIGIE_ZONE=near\nVIGIE_OPERATOR=near\nMONGO_DB="near" # a remark\n');
  writeFileSync(far, 'VIGIE_ZONE=far\nVIGIE_OPERATOR=far\nMONGO_DB=far\nREDIS_DB=7\n');
  const env = { VIGIE_ZONE: 'env', VIGIE_OPERATOR: 'env', MONGO_DB: '' };
  const loaded = loadConfig({ zone: 'flag' }, env, [near, far]);
  expect(loaded.config).toMatchObject({
    zone: 'flag',
    operator: 'env',
    mongo: { db: 'near-flag', baseDb: 'near' },
    redis: { db: 7 },
  });
  expect(entry(loaded, 'VIGIE_ZONE')?.origin).toBe('--zone');
  expect(entry(loaded, 'VIGIE_OPERATOR')?.origin).toBe('environment');
  expect(entry(loaded, 'MONGO_DB')?.origin).toBe(near);
  expect(entry(loaded, 'REDIS_DB')?.origin).toBe(far);
});

test.each([...['engine', 'worker', 'simulator', 'seed'], ...['Engine', 'moteur', '\uff45ngine']])(
  'nobody acts as %s: his acts would read as a program’s',
  (name) => {
    const given = refusal({ VIGIE_OPERATOR: name });
    expect(given).toMatchObject({
      ...{ setting: 'VIGIE_OPERATOR', given: name, expected: 'operatorReserved' },
      origin: 'environment',
    });
    expect(() => loadConfig({ as: name }, {}, [])).toThrow('operatorReserved');
    // A login is not chosen: it is told apart.
    const login = operatorOf(name);
    expect(withEnv({ VIGIE_OPERATOR: login }).config.operator).toBe(`${name}-login`);
  },
);

test('a login becomes a name that can be one', () => {
  expect(['rené', 'my\tdesk  2', '', 'engineer'].map(operatorOf)).toEqual([
    ...['rené', 'my-desk-2', 'operator', 'engineer'],
  ]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (login) => {
      const name = operatorOf(login.toWellFormed());
      expect(withEnv({ VIGIE_OPERATOR: name }).config.operator).toBe(name);
    }),
  );
});

test('a settings file that is there and cannot be read is named', () => {
  const file = join(folder, 'a-folder');
  mkdirSync(file);
  expect(() => loadConfig({}, {}, [file])).toThrow(ConfigFileError);
  expect(() => loadConfig({}, {}, [join(folder, 'none')])).not.toThrow();
});

test.each([
  [
    'redis://cache:7000/3',
    { host: 'cache', port: 7000, db: 3, tls: false, username: null, password: null },
  ],
  [
    'rediss://me:p%40ss@cache',
    { host: 'cache', port: 6379, db: 0, tls: true, username: 'me', password: 'p@ss' },
  ],
  ['redis://[::1]:6380', { host: '::1', port: 6380 }],
  ['unix:///run/redis%20x.sock?db=2', { path: '/run/redis x.sock', db: 2 }],
  ['unix://:pw@/run/redis.sock', { path: '/run/redis.sock', db: 0, password: 'pw' }],
])('%s is understood', (url, redis) => {
  expect(withEnv({ REDIS_URL: url }).config.redis).toMatchObject(redis);
});

test('REDIS_URL wins over its parts, which are shown as overruled and not judged', () => {
  const loaded = withEnv({
    REDIS_URL: 'redis://cache:7000',
    REDIS_PORT: 'tcp://10.0.0.1:6379',
    REDIS_PASSWORD: 'pw',
  });
  expect(loaded.config.redis).toMatchObject({ host: 'cache', port: 7000, password: null });
  expect(entry(loaded, 'REDIS_PORT')).toMatchObject({
    value: '7000',
    origin: 'REDIS_URL',
    overruled: 'environment',
  });
  expect(entry(loaded, 'REDIS_HOST')).toMatchObject({
    value: 'cache',
    origin: 'REDIS_URL',
    overruled: null,
  });
});

test('the database in MONGO_URI is used unless MONGO_DB names one; admin is no place for data', () => {
  expect(withEnv({ MONGO_URI: 'mongodb://a/food' }).config.mongo.db).toBe('food');
  expect(withEnv({ MONGO_URI: 'mongodb://a/food', MONGO_DB: 'other' }).config.mongo.db).toBe(
    'other',
  );
  expect(withEnv({ MONGO_URI: 'mongodb://a/admin' }).config.mongo.db).toBe('vigie');
});

test.each([
  [{ LC_ALL: 'fr_FR.UTF-8', LANG: 'en_US.UTF-8' }, 'fr', false],
  [{ LC_MESSAGES: 'en_GB', LANG: 'fr_FR.UTF-8' }, 'en', false],
  [{ LC_CTYPE: 'C', LANG: 'fr_FR.utf8' }, 'fr', true],
  [{ LC_ALL: 'C', LANG: 'fr_FR.UTF-8' }, 'en', true],
  [{ LANG: 'C.UTF-8', VIGIE_LANG: 'fr', VIGIE_ASCII: '1' }, 'fr', true],
  [{}, 'en', true],
] as const)('%j means language %s, ASCII %s', (env, lang, ascii) => {
  expect(withEnv(env).config).toMatchObject({ lang, ascii });
});

test.each([
  ['REDIS_URL', 'http://cache'],
  ['REDIS_URL', 'redis://'],
  ['REDIS_URL', 'redis://cache:0'],
  ['REDIS_URL', 'redis://cache:99999'],
  ['REDIS_URL', 'redis://cache/zero'],
  ['REDIS_URL', 'redis://cache/10000'],
  ['REDIS_URL', 'redis://cache?timeout=5'],
  ['REDIS_URL', 'redis://me:%zz@cache'],
  ['REDIS_URL', 'redis://ca\nche'],
  ['REDIS_URL', 'unix://run/redis.sock'],
  ['REDIS_HOST', 'a b'],
  ['REDIS_PORT', '0'],
  ['REDIS_PORT', '6379.5'],
  ['REDIS_DB', '-1'],
  ['REDIS_CA_FILE', '/nowhere/ca.pem'],
  ['REDIS_CA_FILE', 'package.json'],
  ['REDIS_TIMEOUT', '0'],
  ['REDIS_TIMEOUT', '5s'],
  ['MONGO_URI', 'localhost:27017'],
  ['MONGO_URI', 'mongodb://'],
  ['MONGO_URI', 'mongodb://a:99999'],
  ['MONGO_URI', 'mongodb://me:p@ss@a'],
  ['MONGO_URI', 'mongodb+srv://a.example.com:27017'],
  ['MONGO_DB', 'a.b'],
  ['MONGO_COLLECTION', 'system.users'],
  ['MONGO_TIMEOUT', '1.5'],
  ['MONGO_POOL_SIZE', '0'],
  ['VIGIE_ZONE', 'Paris'],
  ['VIGIE_ZONE', '{paris}'],
  ['VIGIE_LANG', 'de'],
  ['VIGIE_TIME_ZONE', 'Paris'],
  ['VIGIE_OPERATOR', 'two words'],
  ['VIGIE_ASCII', 'perhaps'],
  ['VIGIE_THEME', 'pink'],
  ['VIGIE_LOG_LEVEL', 'loud'],
  ['VIGIE_LOG_FILE', '/var/log/'],
])('%s=%s is refused by name', (name, value) => {
  expect(refusal({ [name]: value })).toMatchObject({ setting: name, origin: 'environment' });
});

test('a password is in no refusal and in no list of what is in force', () => {
  const address = fc.constantFrom(
    (secret: string) => ({ REDIS_URL: `redis://me:${secret}@cache` }),
    (secret: string) => ({ MONGO_URI: `mongodb://me:${secret}@a,b/db` }),
    (secret: string) => ({ REDIS_PASSWORD: secret }),
    (secret: string) => ({ REDIS_HOST: `redis://me:${secret}@cache` }),
    (secret: string) => ({ REDIS_HOST: `me:${secret}@cache` }),
    (secret: string) => ({ VIGIE_ZONE: `mongodb://me:${secret}@a` }),
  );
  const around = fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed());
  fc.assert(
    fc.property(address, around, around, fc.boolean(), (envOf, before, after, encode) => {
      const text = `${before}hunter2${after}`;
      const env = envOf(encode ? encodeURIComponent(text) : text);
      let told: unknown;
      try {
        told = withEnv(env).inForce;
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        told = { ...error, message: error.message };
      }
      expect(JSON.stringify(told)).not.toContain('hunter2');
    }),
    { numRuns: 1_000 },
  );
});

test('.env.example names every setting, with its default, and no other', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const given = lines.flatMap((line) => {
    const [, name, value = ''] = /^#? ?([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  });
  expect(given.map(([name]) => name)).toEqual(SETTINGS.map(({ name }) => name));
  // These follow from the user and the terminal.
  const varying = [
    'VIGIE_LANG',
    'VIGIE_TIME_ZONE',
    'VIGIE_OPERATOR',
    'VIGIE_ASCII',
    'VIGIE_LOG_FILE',
  ];
  for (const [name, value] of given) {
    const setting = SETTINGS.find((each) => each.name === name);
    if (!varying.includes(name)) expect([name, value]).toEqual([name, setting?.fallback({})]);
  }
});

test('a zone has a database of its own, also when the configuration goes on to another', () => {
  const { config } = withEnv({ MONGO_DB: 'food', VIGIE_ZONE: 'paris' });
  expect(config.mongo).toMatchObject({ db: 'food-paris', baseDb: 'food' });
  expect(inZone(config, 'lyon')).toMatchObject({ zone: 'lyon', mongo: { db: 'food-lyon' } });
  expect(inZone(config, null)).toMatchObject({ zone: null, mongo: { db: 'food' } });
  const long = refusal({ MONGO_DB: 'x'.repeat(60), VIGIE_ZONE: 'paris' });
  expect([long.setting, long.expected]).toEqual(['MONGO_DB', 'mongoDbZone']);
});

test('a Cluster is told by some of its servers; user, password and TLS come from the other settings', () => {
  const { redis } = withEnv({
    REDIS_NODES: '10.0.0.1:7000, [::1]:7001,cache-2.local:7002',
    REDIS_URL: 'rediss://me:secret@cache-1',
  }).config;
  expect(redis).toMatchObject({ username: 'me', password: 'secret', tls: true });
  expect(formatRedisNodes(redis.nodes)).toBe('10.0.0.1:7000,[::1]:7001,cache-2.local:7002');
  const wrong = ['a', 'a:', 'a:0', 'a:99999', 'a:1,', ':1', 'redis://a:1', 'me:pw@a:1', 'a:1 b:2'];
  for (const nodes of wrong) expect(refusal({ REDIS_NODES: nodes }).setting).toBe('REDIS_NODES');
  // Whoever names one server on the command line means that one.
  const flagged = loadConfig({ 'redis-url': 'redis://other' }, { REDIS_NODES: 'a:1' }, []);
  expect(flagged.config.redis).toMatchObject({ nodes: [], host: 'other' });
  expect(entry(flagged, 'REDIS_NODES')).toMatchObject({ overruled: 'environment' });
});
