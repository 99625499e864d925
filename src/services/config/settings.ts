import { userInfo } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { isProgramName } from '../../domain/programs.ts';
import { timeZoneNamed } from '../../domain/zoned-day.ts';

/** One thing that can be set: by its variable, by a flag where it has one. */
export interface Setting {
  readonly name: string;
  /** The long flag, without dashes. */
  readonly flag?: string;
  readonly secret?: true;
  readonly fallback: (env: NodeJS.ProcessEnv) => string;
}

const paths = envPaths('vigie', { suffix: '' });

function localeOf(env: NodeJS.ProcessEnv): string {
  return env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
}

function encodingOf(env: NodeJS.ProcessEnv): string {
  return env.LC_ALL || env.LC_CTYPE || env.LANG || '';
}

/** A login name as an operator's. A container's user may be called as one of Vigie's programs is. */
export function operatorOf(login: string): string {
  const name = [...login.replace(/[\p{C}\s]+/gu, '-')].slice(0, 32).join('') || 'operator';
  return isProgramName(name) ? `${name}-login` : name;
}

function loginName(): string {
  try {
    return operatorOf(userInfo().username);
  } catch {
    // A container may run under a user without a name.
    return 'operator';
  }
}

let ownZone: string | undefined;

/** The system's time zone, asked for once: ICU takes its time; UTC where it names none. */
function systemTimeZone(): string {
  ownZone ??= timeZoneNamed(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? 'UTC';
  return ownZone;
}

/** Every setting there is; `.env.example` and `vigie config` follow this table. */
export const SETTINGS = [
  { name: 'REDIS_URL', flag: 'redis-url', secret: true, fallback: () => '' },
  { name: 'REDIS_HOST', fallback: () => '127.0.0.1' },
  { name: 'REDIS_PORT', fallback: () => '6379' },
  { name: 'REDIS_DB', fallback: () => '0' },
  { name: 'REDIS_USERNAME', fallback: () => '' },
  { name: 'REDIS_PASSWORD', secret: true, fallback: () => '' },
  { name: 'REDIS_CA_FILE', fallback: () => '' },
  { name: 'REDIS_NODES', flag: 'redis-nodes', fallback: () => '' },
  { name: 'REDIS_TIMEOUT', fallback: () => '5' },
  {
    name: 'MONGO_URI',
    flag: 'mongo-uri',
    secret: true,
    fallback: () => 'mongodb://127.0.0.1:27017/?directConnection=true',
  },
  { name: 'MONGO_DB', fallback: () => 'vigie' },
  { name: 'MONGO_COLLECTION', fallback: () => 'deliveries' },
  { name: 'MONGO_TIMEOUT', fallback: () => '2000' },
  { name: 'MONGO_POOL_SIZE', fallback: () => '10' },
  { name: 'VIGIE_RETENTION_HOURS', fallback: () => '24' },
  { name: 'VIGIE_ZONE', flag: 'zone', fallback: () => '' },
  {
    name: 'VIGIE_LANG',
    flag: 'lang',
    fallback: (env) => (localeOf(env).toLowerCase().startsWith('fr') ? 'fr' : 'en'),
  },
  {
    name: 'VIGIE_TIME_ZONE',
    flag: 'time-zone',
    fallback: systemTimeZone,
  },
  { name: 'VIGIE_OPERATOR', flag: 'as', fallback: loginName },
  {
    name: 'VIGIE_ASCII',
    flag: 'ascii',
    fallback: (env) => (/utf-?8/i.test(encodingOf(env)) ? 'no' : 'yes'),
  },
  { name: 'VIGIE_READONLY', flag: 'readonly', fallback: () => 'no' },
  { name: 'VIGIE_THEME', flag: 'theme', fallback: () => 'default' },
  { name: 'VIGIE_BELL', flag: 'bell', fallback: () => 'no' },
  { name: 'VIGIE_LOG_LEVEL', flag: 'log-level', fallback: () => 'info' },
  { name: 'VIGIE_LOG_FILE', flag: 'log-file', fallback: () => join(paths.log, 'vigie.log') },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];

/** The file of settings that hold for this user everywhere; same form as `.env`, so that lines can be moved. */
export const USER_FILE = join(paths.config, 'config.env');
