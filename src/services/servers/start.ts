import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import type { Notice, OnStep } from '../../domain/servers.ts';
import type { Installed } from './cache.ts';
import { claim } from './claim.ts';
import { findMongod, findRedis, type RedisVersion, type Search } from './find.ts';
import { startGuardian } from './guard.ts';
import { freePort } from './port.ts';
import { mongodReady, redisReady } from './ready.ts';
import { type Recipe, type Running, runServer } from './run.ts';
import { ServerNotFound, ServerNotReady } from './steps.ts';

const REPLICA_SET = 'vigie';
/** A free port may be gone when the server comes to it. */
const PORT_TRIES = 4;
/** Socket paths end at 103 to 107 bytes; a longer folder for temporary files than this leaves no room. */
const SHORT = 70;

export interface StartOptions {
  /** false: without. A version: exactly this one. */
  readonly redis?:
    | false
    | { version?: RedisVersion; appendfsync?: 'always' | 'everysec' | 'no'; tcp?: boolean };
  /** 'optional': go on without history where no mongod can be had. */
  readonly mongo?: false | 'optional' | { args?: readonly string[] };
  /** Keeps the data in this folder for the next start. */
  readonly keep?: string;
  /** Start again what dies. */
  readonly supervise?: boolean;
  readonly onStep?: OnStep;
  readonly onNotice?: (notice: Notice) => void;
}

export interface Servers {
  /** null: not started. */
  readonly redisUrl: string | null;
  readonly mongoUri: string | null;
  readonly redis: Running | null;
  readonly mongo: Running | null;
  /** The folder of sockets and data, removed at the end. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** A server that runs, and its address. */
interface Started {
  readonly running: Running;
  readonly address: string;
}

/** Runs `start` on a free port, on another one where somebody else was faster. */
async function onFreePort(start: (port: number) => Promise<Started>): Promise<Started> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      const taken = error instanceof ServerNotReady && /address already in use/i.test(error.log);
      if (!taken || tries === PORT_TRIES) throw error;
    }
  }
}

/**
 * Starts a private Redis (unix socket in a folder of its own, every write on disk before the answer,
 * nothing evicted) and a private mongod (single-member replica set on loopback), both gone with this
 * process. Rejects with ServerNotFound, ServerNotReady, FolderInUse or ConfigError.
 */
export async function startServers(options: StartOptions = {}): Promise<Servers> {
  const onStep = options.onStep ?? (() => undefined);
  const onNotice = options.onNotice ?? (() => undefined);
  const redisOptions = options.redis ?? {};
  const mongoOptions = options.mongo ?? {};

  const search: Search = { onStep };
  const redisBinary = redisOptions === false ? null : await findRedis(search, redisOptions.version);
  const mongodBinary = mongoOptions === false ? null : await findMongodFor(mongoOptions, search);

  const guard = startGuardian(() => onNotice({ kind: 'guardian_died' }));
  try {
    const keep = options.keep === undefined ? null : resolvePath(options.keep);
    // The guardian holds the claim: it lives as long as the servers do.
    if (keep) guard.remove(claim(keep, guard.pid));
    // The socket lives here even when the data is kept elsewhere.
    const base = Buffer.byteLength(tmpdir()) > SHORT ? '/tmp' : tmpdir();
    const folder = mkdtempSync(join(base, 'vigie-'));
    guard.remove(folder);
    const data = (name: string) => {
      const path = join(keep ?? folder, name);
      mkdirSync(path, { recursive: true, mode: 0o700 });
      return path;
    };
    const run = async (recipe: Recipe): Promise<Running> => {
      const since = Date.now();
      const running = await runServer(guard, recipe, options.supervise ? onNotice : null);
      const { version } = running;
      onStep({ kind: 'started', name: recipe.name, version, ms: Date.now() - since });
      return running;
    };

    const startRedis = async (installed: Installed, port: number): Promise<Started> => {
      const { appendfsync = 'always' } = redisOptions || {};
      const socket = join(folder, 'redis.sock');
      const args = [
        ...['--unixsocket', socket, '--unixsocketperm', '700', '--port', String(port)],
        ...['--bind', '127.0.0.1', '--dir', data('redis'), '--save', '', '--appendonly', 'yes'],
        ...['--appendfsync', appendfsync, '--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
      ];
      const running = await run({
        name: 'redis-server',
        installed,
        args,
        log: join(folder, 'redis-server.log'),
        ready: (signal) => redisReady(socket, signal),
      });
      return { running, address: port ? `redis://127.0.0.1:${port}` : `unix://${socket}` };
    };
    const startMongod = async (installed: Installed, port: number): Promise<Started> => {
      const path = data('mongod');
      const { args: more = [] } = typeof mongoOptions === 'object' ? mongoOptions : {};
      const args = [
        ...['--dbpath', path, '--replSet', REPLICA_SET, '--bind_ip', '127.0.0.1'],
        ...['--port', String(port), '--wiredTigerCacheSizeGB', '0.25', '--nounixsocket', '--quiet'],
        ...more,
      ];
      const running = await run({
        name: 'mongod',
        installed,
        args,
        log: join(folder, 'mongod.log'),
        ready: (signal) => mongodReady({ port, data: path, set: REPLICA_SET }, signal),
      });
      return { running, address: `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}` };
    };

    const tcp = redisOptions !== false && redisOptions.tcp === true;
    const [redis, mongo] = await Promise.all([
      redisBinary &&
        (tcp ? onFreePort((port) => startRedis(redisBinary, port)) : startRedis(redisBinary, 0)),
      mongodBinary && onFreePort((port) => startMongod(mongodBinary, port)),
    ]);
    return {
      redisUrl: redis?.address ?? null,
      mongoUri: mongo?.address ?? null,
      redis: redis?.running ?? null,
      mongo: mongo?.running ?? null,
      folder,
      stop: guard.stop,
    };
  } catch (error) {
    await guard.stop();
    throw error;
  }
}

async function findMongodFor(
  wanted: 'optional' | object,
  search: Search,
): Promise<Installed | null> {
  try {
    return await findMongod(search);
  } catch (error) {
    if (wanted !== 'optional' || !(error instanceof ServerNotFound)) throw error;
    search.onStep({ kind: 'without_history' });
    return null;
  }
}
