import { join } from 'node:path';
import { databaseOf, parseRedisUrl, passwordOf } from './address.ts';
import type { Config } from './config.ts';
import { hidePasswords, maskUri, STARS } from './mask.ts';
import { schemaOf, toConfig } from './schema.ts';
import { SETTINGS, type SettingName, USER_FILE } from './settings.ts';
import { type Given, readSources } from './sources.ts';

/** A setting whose value can't be used. */
export class ConfigError extends Error {
  readonly setting: string;
  /** As given, secrets masked. */
  readonly given: string;
  /** Key of the sentence that says what is expected (i18n/config.ts). */
  readonly expected: string;
  readonly origin: string;
  constructor(setting: string, given: string, expected: string, origin: string) {
    super(`${setting}: ${expected}`);
    this.setting = setting;
    this.given = given;
    this.expected = expected;
    this.origin = origin;
  }
}

/** A setting in force: its value as text, masked, and where it came from. */
interface InForce {
  readonly name: SettingName;
  readonly value: string;
  /** `--flag`, `environment`, a file's path, the setting that implies it (`REDIS_URL`), or `default`. */
  readonly origin: string;
  /** Where a value was given that does not count, because another setting wins over it. */
  readonly overruled: string | null;
}

export interface Loaded {
  readonly config: Config;
  readonly inForce: readonly InForce[];
}

/** The files that may hold settings, the first that has one wins. */
export function settingFiles(): string[] {
  return [join(process.cwd(), '.env'), USER_FILE];
}

/**
 * The configuration in force: flags, then environment, `.env` in the working folder, the user's file,
 * defaults. Throws ConfigError naming the first setting that can't be used, or ConfigFileError.
 */
export function loadConfig(
  flags: Readonly<Record<string, string | undefined>> = {},
  env: NodeJS.ProcessEnv = process.env,
  files: readonly string[] = settingFiles(),
): Loaded {
  const given = readSources(flags, env, files);
  const used = withImplied(given);
  hidePasswords(
    [...given, ...used].map(({ name, value }) => {
      if (name === 'MONGO_URI') return passwordOf(value);
      return name === 'REDIS_PASSWORD' ? value : null;
    }),
  );
  // What REDIS_URL says was judged with it; a socket has no host to judge.
  const judged = used.filter(({ origin }) => origin !== 'REDIS_URL');
  const defaults = SETTINGS.map(({ name, fallback }) => [name, fallback(env)]);
  const parsed = schemaOf().safeParse(
    Object.fromEntries([...defaults, ...judged.map(({ name, value }) => [name, value])]),
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const wrong = used.find(({ name }) => name === issue?.path[0]);
    throw new ConfigError(
      wrong?.name ?? '',
      wrong ? shown(wrong) : '',
      issue?.message ?? '',
      wrong?.origin ?? '',
    );
  }
  return {
    config: toConfig(parsed.data),
    inForce: used.map((each, index) => {
      const before = given[index]?.origin ?? 'default';
      const overruled = before === each.origin || before === 'default' ? null : before;
      return { name: each.name, value: shown(each), origin: each.origin, overruled };
    }),
  };
}

/**
 * The settings with what an address says about them: REDIS_URL wins over the parts it is made of, which
 * are then not even judged (container platforms set a REDIS_PORT of their own); as a flag it also wins over
 * a Cluster that is set elsewhere; the database in MONGO_URI is the default of MONGO_DB.
 */
function withImplied(given: readonly Given[]): Given[] {
  const textOf = (name: SettingName) => given.find((each) => each.name === name)?.value ?? '';
  const address = parseRedisUrl(textOf('REDIS_URL'));
  const database = databaseOf(textOf('MONGO_URI'));
  const implied: Partial<Record<SettingName, string>> = {
    ...(address && {
      REDIS_HOST: address.host,
      REDIS_PORT: address.path === null ? String(address.port) : '',
      REDIS_DB: String(address.db),
      REDIS_USERNAME: address.username ?? '',
      REDIS_PASSWORD: address.password ?? '',
    }),
  };
  const urlFlag = given.some(({ origin }) => origin === '--redis-url');
  return given.map((each) => {
    if (each.name === 'REDIS_NODES' && each.value !== '' && urlFlag && !each.origin.startsWith('-'))
      return { name: each.name, value: '', origin: 'REDIS_URL' };
    const value = implied[each.name];
    if (value !== undefined) return { name: each.name, value, origin: 'REDIS_URL' };
    if (each.name !== 'MONGO_DB' || each.origin !== 'default' || database === null) return each;
    return { name: each.name, value: database, origin: 'MONGO_URI' };
  });
}

/** A value for people: secrets masked, also where one was put into the wrong setting. */
function shown({ name, value }: Given): string {
  const secret = SETTINGS.some((each) => each.name === name && 'secret' in each);
  const plain = value.replace(/\p{C}/gu, '?');
  if (value === '') return '';
  if (name === 'REDIS_PASSWORD') return STARS;
  return secret || /:\/\/|:.*@/s.test(value) ? maskUri(plain) : plain;
}
