import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Notice, OnStep, ServerName } from '../../domain/servers.ts';
import type { Installed } from './cache.ts';
import { environmentOf, findMongod, findRedis, type RedisVersion } from './find.ts';
import { startGuardian } from './guard.ts';
import { mongodReady, redisReady } from './ready.ts';
import { FolderInUse, ServerNotFound, ServerNotReady } from './steps.ts';

const REPLICA_SET = 'vigie';
/** How often a server that dies is started again before it is given up. */
export const RESTART_TRIES = 5;
/** A server that lived this long has earned its tries back. */
const HEALTHY_MS = 60_000;

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

/** A private server that runs. */
export interface Running {
  readonly version: string;
  pid(): number;
  signal(signal: NodeJS.Signals): void;
  /** Starts it again on the same data and address after it ended. */
  start(): Promise<void>;
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Takes the kept folder for this process, unless a living one has it. */
function claim(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'vigie.pid');
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid !== process.pid && isAlive(pid)) throw new FolderInUse(folder, pid);
  }
  writeFileSync(file, String(process.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a private Redis (unix socket in a folder of its own, every write on disk before the answer,
 * nothing evicted) and a private mongod (single-member replica set on loopback), both gone with this
 * process. Rejects with ServerNotFound, ServerNotReady or FolderInUse.
 */
export async function startServers(options: StartOptions = {}): Promise<Servers> {
  const onStep = options.onStep ?? (() => undefined);
  const onNotice = options.onNotice ?? (() => undefined);
  const redisOptions = options.redis ?? {};
  const mongoOptions = options.mongo ?? {};

  const redisBinary = redisOptions === false ? null : await findRedis(onStep, redisOptions.version);
  const mongodBinary = mongoOptions === false ? null : await findMongodFor(mongoOptions, onStep);

  const keep = options.keep === undefined ? null : resolvePath(options.keep);
  if (keep) claim(keep);
  // Socket paths end at 107 bytes, so the socket lives here even when the data is kept elsewhere.
  const folder = mkdtempSync(join(tmpdir(), 'vigie-'));
  const data = (name: string) => {
    const path = join(keep ?? folder, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };

  const guard = startGuardian();
  guard.remove(folder);
  const deathNotice = () => onNotice({ kind: 'guardian_died' });
  guard.onDeath(deathNotice);
  let stopped = false;

  async function run(
    name: ServerName,
    installed: Installed,
    args: readonly string[],
    ready: () => Promise<string | null>,
  ): Promise<Running> {
    let pid = 0;
    let started = 0;
    const log = join(folder, `${name}.log`);
    const start = async (): Promise<string> => {
      started = Date.now();
      const env = environmentOf(installed);
      pid = await guard.start({ id: name, file: installed.binary, args, env, log });
      const version = await ready();
      if (version === null) throw new ServerNotReady(name, tail(log));
      return version;
    };
    const version = await start();
    onStep({ kind: 'started', name, version, ms: Date.now() - started });

    let attempt = 0;
    const revive = async (): Promise<void> => {
      if (Date.now() - started > HEALTHY_MS) attempt = 0;
      while (!stopped && attempt < RESTART_TRIES) {
        attempt += 1;
        onNotice({ kind: 'server_died', name, attempt });
        await pause(200 * 2 ** (attempt - 1));
        if (stopped) return;
        try {
          await start();
          onNotice({ kind: 'server_restarted', name, attempt });
          return;
        } catch {
          // The next try says so.
        }
      }
      if (!stopped) onNotice({ kind: 'server_given_up', name });
    };
    let reviving = false;
    guard.onExit(async (id) => {
      if (id !== name || !options.supervise || stopped || reviving) return;
      reviving = true;
      await revive();
      reviving = false;
    });
    return {
      version,
      pid: () => pid,
      signal: (signal) => guard.signal(name, signal),
      start: async () => void (await start()),
    };
  }

  async function stop(): Promise<void> {
    stopped = true;
    await guard.stop();
    if (keep) rmSync(join(keep, 'vigie.pid'), { force: true });
  }

  try {
    let redisUrl: string | null = null;
    let mongoUri: string | null = null;
    const startRedis = async () => {
      if (!redisBinary || redisOptions === false) return null;
      const socket = join(folder, 'redis.sock');
      const port = redisOptions.tcp ? await freePort() : 0;
      const args = [
        ...['--unixsocket', socket, '--unixsocketperm', '700', '--port', String(port)],
        ...['--bind', '127.0.0.1', '--dir', data('redis'), '--save', '', '--appendonly', 'yes'],
        ...['--appendfsync', redisOptions.appendfsync ?? 'always'],
        ...['--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
      ];
      redisUrl = redisOptions.tcp ? `redis://127.0.0.1:${port}` : `unix://${socket}`;
      return run('redis-server', redisBinary, args, () => redisReady({ path: socket }));
    };
    const startMongod = async () => {
      if (!mongodBinary) return null;
      const port = await freePort();
      const args = [
        ...['--dbpath', data('mongod'), '--replSet', REPLICA_SET, '--bind_ip', '127.0.0.1'],
        ...['--port', String(port), '--wiredTigerCacheSizeGB', '0.25', '--nounixsocket', '--quiet'],
        ...((mongoOptions !== false && mongoOptions !== 'optional' && mongoOptions.args) || []),
      ];
      mongoUri = `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`;
      return run('mongod', mongodBinary, args, () => mongodReady(port, REPLICA_SET));
    };
    const [redis, mongo] = await Promise.all([startRedis(), startMongod()]);
    return { redisUrl, mongoUri, redis, mongo, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function findMongodFor(
  wanted: 'optional' | object,
  onStep: OnStep,
): Promise<Installed | null> {
  try {
    return await findMongod(onStep);
  } catch (error) {
    if (wanted !== 'optional' || !(error instanceof ServerNotFound)) throw error;
    onStep({ kind: 'without_history' });
    return null;
  }
}

/** The last lines of a server's log, for the sentence that says it is not ready. */
function tail(log: string): string {
  return existsSync(log)
    ? readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' | ').slice(0, 600)
    : '';
}
