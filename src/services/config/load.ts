import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import type { Config } from './config.ts';
import { maskUri } from './mask.ts';
import { schemaOf, toConfig, type Values } from './schema.ts';
import { SETTINGS, type SettingName, USER_FILE } from './settings.ts';

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

export interface Loaded {
  readonly config: Config;
  /** For each setting its value as text, masked, and where it came from: flag, environment, a file, default. */
  readonly inForce: readonly { name: SettingName; value: string; origin: string }[];
}

function fileValues(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

function shown(name: SettingName, value: string, secret: boolean): string {
  if (value === '' || !secret) return value;
  return name === 'REDIS_PASSWORD' ? '***' : maskUri(value);
}

/**
 * The configuration in force: flags, then environment, `.env` in the working folder, the user's file,
 * defaults. Throws ConfigError naming the first setting that can't be used.
 */
export function loadConfig(
  flags: Readonly<Record<string, string | undefined>> = {},
  env: NodeJS.ProcessEnv = process.env,
  files: readonly string[] = [join(process.cwd(), '.env'), USER_FILE],
): Loaded {
  const sources = [
    { origin: 'environment', values: env },
    ...files.map((path) => ({ origin: path, values: fileValues(path) })),
  ];
  const found = SETTINGS.map((setting) => {
    const flag = 'flag' in setting ? flags[setting.flag] : undefined;
    if (flag !== undefined) return { name: setting.name, value: flag, origin: `--${'flag' in setting ? setting.flag : ''}` };
    const source = sources.find(({ values }) => (values[setting.name] ?? '') !== '');
    const value = source?.values[setting.name];
    return source && value !== undefined
      ? { name: setting.name, value, origin: source.origin }
      : { name: setting.name, value: setting.fallback(env), origin: 'default' };
  });

  const values = Object.fromEntries(found.map(({ name, value }) => [name, value]));
  const parsed = schemaOf().safeParse(values);
  if (!parsed.success) throw firstError(parsed.error, found);
  return {
    config: toConfig(parsed.data as Values),
    inForce: found.map(({ name, value, origin }) => {
      const setting = SETTINGS.find((each) => each.name === name);
      return { name, value: shown(name, value, setting !== undefined && 'secret' in setting), origin };
    }),
  };
}

function firstError(
  error: z.ZodError,
  found: readonly { name: SettingName; value: string; origin: string }[],
): ConfigError {
  const [issue] = error.issues;
  const name = String(issue?.path[0] ?? '');
  const entry = found.find((each) => each.name === name);
  const secret = SETTINGS.some((each) => each.name === name && 'secret' in each);
  return new ConfigError(
    name,
    entry ? shown(entry.name, entry.value, secret) : '',
    issue?.message ?? '',
    entry?.origin ?? '',
  );
}
