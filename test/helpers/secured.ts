import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Db, MongoClient, type MongoClientOptions } from 'mongodb';
import { afterAll } from 'vitest';
import { findMongod, findRedis, type RedisVersion } from '../../src/services/servers/find.ts';
import { startGuardian } from '../../src/services/servers/guard.ts';
import { freePort } from '../../src/services/servers/port.ts';
import { redisReady } from '../../src/services/servers/ready.ts';
import { type Running, runServer } from '../../src/services/servers/run.ts';

const search = { onStep: () => undefined };

/** A guardian and a folder of its own; both gone after the file. */
function guarded() {
  const guard = startGuardian(() => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'vigie-s-'));
  guard.remove(folder);
  afterAll(() => guard.stop());
  return { guard, folder };
}

/** A Redis with arguments of the test's own (TLS, users); `socket` takes administrators without TLS. */
export async function securedRedis(
  version: RedisVersion,
  argsOf: (port: number) => readonly string[],
): Promise<{ running: Running; port: number; socket: string; folder: string }> {
  const { guard, folder } = guarded();
  const installed = await findRedis(search, version);
  const port = await freePort();
  const socket = join(folder, 'redis.sock');
  const args = [
    ...['--unixsocket', socket, '--unixsocketperm', '700', '--bind', '127.0.0.1', '--dir', folder],
    ...['--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--daemonize', 'no'],
    ...['--maxmemory-policy', 'noeviction', ...argsOf(port)],
  ];
  const running = await runServer(
    guard,
    {
      name: 'redis-server',
      installed,
      args,
      log: join(folder, 'redis-server.log'),
      ready: (signal) => redisReady(socket, signal),
    },
    null,
  );
  return { running, port, socket, folder };
}

/**
 * A mongod (a replica set of one) with arguments of the test's own. `client` says how an administrator
 * connects; `prepare` runs once it is primary, before anything else does.
 */
export async function securedMongod(
  args: readonly string[],
  client: MongoClientOptions,
  prepare: (admin: Db, host: string) => Promise<void> = async () => undefined,
): Promise<{ running: Running; port: number; folder: string }> {
  const { guard, folder } = guarded();
  const installed = await findMongod(search);
  const port = await freePort();
  const data = join(folder, 'mongod');
  mkdirSync(data);
  const host = `127.0.0.1:${port}`;
  const attempt = async (): Promise<boolean> => {
    const options = { ...client, directConnection: true, serverSelectionTimeoutMS: 500 };
    const connection = new MongoClient(`mongodb://${host}/`, options);
    try {
      const admin = connection.db('admin');
      if ((await admin.command({ hello: 1 })).isWritablePrimary === true) {
        await prepare(admin, host);
        return true;
      }
      await admin.command({ replSetInitiate: { _id: 'vigie', members: [{ _id: 0, host }] } });
      return false;
    } catch {
      // Not there yet, or the set exists and elects.
      return false;
    } finally {
      await connection.close();
    }
  };
  const running = await runServer(
    guard,
    {
      name: 'mongod',
      installed,
      args: [
        ...['--dbpath', data, '--replSet', 'vigie', '--bind_ip', '127.0.0.1', '--port', `${port}`],
        ...['--wiredTigerCacheSizeGB', '0.25', '--nounixsocket', '--quiet', ...args],
      ],
      log: join(folder, 'mongod.log'),
      ready: async (signal) => {
        const end = Date.now() + 30_000;
        while (Date.now() < end && !signal.aborted) {
          if (await attempt()) return 'ready';
          await pause(40);
        }
        return null;
      },
    },
    null,
  );
  return { running, port, folder };
}

/** A key that members of a replica set know each other by: with it a mongod lets in users alone. */
export function keyFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-k-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'key');
  writeFileSync(file, randomBytes(96).toString('base64'), { mode: 0o600 });
  return file;
}
