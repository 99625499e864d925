import type { ServerName } from '../../domain/servers.ts';
import type { Installed } from './cache.ts';
import { command } from './command.ts';

/** The oldest version of each server that the platform runs on. */
export const NEEDED: Readonly<Record<ServerName, string>> = {
  'redis-server': '6.2',
  mongod: '6.0',
};

/** The environment a fetched server runs in: its own libraries first. */
export function environmentOf({ libraries }: Installed): NodeJS.ProcessEnv {
  if (libraries.length === 0) return process.env;
  const path = [...libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { ...process.env, LD_LIBRARY_PATH: path };
}

/** The version a server's binary prints, e.g. `7.0.15`. Rejects when it does not run here. */
export async function versionOf(name: ServerName, installed: Installed): Promise<string> {
  const env = environmentOf(installed);
  const printed = await command(installed.binary, ['--version'], { env, timeoutMs: 20_000 });
  const version = /\bv=?(\d+\.\d+\.\d+)/.exec(printed)?.[1];
  if (!version) throw new Error(`${installed.binary} is no ${name}`);
  return version;
}

/** Whether a version such as `7.0.15` is `needed`, such as `6.2`, or newer. */
export function atLeast(version: string, needed: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}
