import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { SETTINGS, type SettingName } from './settings.ts';

/** A settings file that exists and can't be read. */
export class ConfigFileError extends Error {
  readonly file: string;
  /** The system's code, such as EACCES. */
  readonly reason: string;
  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.file = file;
    this.reason = reason;
  }
}

/** A setting as text, before it is judged. */
export interface Given {
  readonly name: SettingName;
  readonly value: string;
  /** `--flag`, `environment`, a file's path, or `default`. */
  readonly origin: string;
}

function fileValues(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return {};
    throw new ConfigFileError(path, code);
  }
}

/**
 * The text of every setting: from its flag, else from the environment, else from the first file that has
 * it, else its default. A variable that is empty counts as not set; an empty flag is an empty value.
 * Throws ConfigFileError.
 */
export function readSources(
  flags: Readonly<Record<string, string | undefined>>,
  env: NodeJS.ProcessEnv,
  files: readonly string[],
): Given[] {
  const sources = [
    { origin: 'environment', values: env },
    ...files.map((path) => ({ origin: path, values: fileValues(path) })),
  ];
  return SETTINGS.map((setting) => {
    const { name } = setting;
    const flag = 'flag' in setting ? flags[setting.flag] : undefined;
    if ('flag' in setting && flag !== undefined)
      return { name, value: flag, origin: `--${setting.flag}` };
    const source = sources.find(({ values }) => (values[name] ?? '') !== '');
    return {
      name,
      value: source?.values[name] ?? setting.fallback(env),
      origin: source?.origin ?? 'default',
    };
  });
}
