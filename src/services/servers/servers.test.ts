import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { descendants, isAlive } from '../../../test/helpers/processes.ts';
import { until } from '../../../test/helpers/servers.ts';
import type { Notice } from '../../domain/servers.ts';
import { messages } from '../../i18n/index.ts';
import { RESTART_TRIES } from './run.ts';
import { type Servers, startServers } from './start.ts';
import { FolderInUse, ServerNotReady } from './steps.ts';

const started: Servers[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((servers) => servers.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(options: Parameters<typeof startServers>[0]): Promise<Servers> {
  const servers = await startServers(options);
  started.push(servers);
  return servers;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'vigie-test-'));
  folders.push(path);
  return path;
}

const clientOf = ({ redisUrl }: { redisUrl: string | null }) =>
  new Redis((redisUrl ?? '').replace('unix://', ''), { lazyConnect: true });

/** Starts a process that starts servers; what it says, and the pids of it and its guardian. */
async function parentWithServers(...args: string[]) {
  const child = spawn(process.execPath, ['test/helpers/hang.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const said: { folder: string; pids: number[]; redisUrl: string } = JSON.parse(line);
  const pid = child.pid ?? 0;
  const guardian = descendants(pid).find((each) => !said.pids.includes(each)) ?? 0;
  return { pid, guardian, ...said };
}

describe('private servers go with their parent', () => {
  it.each(['parent', 'guardian'] as const)(
    'when the %s is killed with -9, folder included',
    async (who) => {
      const { pid, guardian, pids, folder: data } = await parentWithServers();
      expect([guardian, ...pids].every(isAlive)).toBe(true);
      process.kill(who === 'parent' ? pid : guardian, 'SIGKILL');
      await until('nothing is left', () => ![guardian, ...pids].some(isAlive) && !existsSync(data));
    },
  );

  it('when they are stopped', async () => {
    const servers = await start({ mongo: false });
    const pid = servers.redis?.pid() ?? 0;
    await servers.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(servers.folder)).toBe(false);
  });

  it('when one was started again by hand, which waits for the end of the first', async () => {
    const servers = await start({ mongo: false });
    const first = servers.redis?.pid() ?? 0;
    const redis = clientOf(servers);
    // A script keeps it from ending at once.
    redis.eval('for i = 1, 5e7 do end', 0).catch(() => undefined);
    await until('the script runs', () => redis.status === 'ready');
    servers.redis?.signal('SIGTERM');
    await servers.redis?.start();
    redis.disconnect();
    const second = servers.redis?.pid() ?? 0;
    expect([isAlive(first), isAlive(second)]).toEqual([false, true]);
    await servers.stop();
    expect(isAlive(second)).toBe(false);
  });

  it('when one of them does not start, with its reason', async () => {
    const failing = startServers({ redis: false, mongo: { args: ['--oplogSize', '-1'] } });
    await expect(failing).rejects.toThrow(ServerNotReady);
    await expect(failing).rejects.toMatchObject({ server: 'mongod', log: /oplogSize/ });
  });
});

describe('a server that dies', () => {
  it('is started again on the same data and address, and it is told', async () => {
    const notices: Notice[] = [];
    const servers = await start({ supervise: true, onNotice: (notice) => notices.push(notice) });
    const redis = clientOf(servers);
    await redis.connect();
    redis.on('error', () => undefined);
    await redis.set('kept', 'yes');
    servers.redis?.signal('SIGKILL');
    servers.mongo?.signal('SIGKILL');
    const told = (kind: Notice['kind'], name: string) =>
      notices.some((notice) => notice.kind === kind && 'name' in notice && notice.name === name);
    await until(
      'both are back',
      () => told('server_restarted', 'redis-server') && told('server_restarted', 'mongod'),
    );
    await until('the value is there', async () => (await redis.get('kept')) === 'yes');
    redis.disconnect();
    expect(notices[0]).toMatchObject({ kind: 'server_died', attempt: 1 });
    expect(
      messages('fr').servers.notice({ kind: 'server_died', name: 'mongod', attempt: 2 }),
    ).toContain('essai 2 sur 5');
  });

  it('is given up after five tries', async () => {
    const notices: Notice[] = [];
    const servers = await start({
      mongo: false,
      supervise: true,
      onNotice: (notice) => notices.push(notice),
    });
    for (let death = 1; death <= RESTART_TRIES; death += 1) {
      servers.redis?.signal('SIGKILL');
      await until(
        `restart ${death}`,
        () => notices.filter(({ kind }) => kind === 'server_restarted').length === death,
      );
    }
    servers.redis?.signal('SIGKILL');
    await until('it is given up', () => notices.some(({ kind }) => kind === 'server_given_up'));
  });
});

describe('several demos on one machine', () => {
  it('do not meet', async () => {
    const [a, b] = await Promise.all([
      start({ mongo: false }),
      start({ mongo: false, redis: { version: '6.2', tcp: true } }),
    ]);
    const [one, two] = [clientOf(a), clientOf(b)];
    await one.set('mine', '1');
    expect(await two.get('mine')).toBeNull();
    expect(b.redis?.version).toMatch(/^6\.2\./);
    for (const redis of [one, two]) {
      expect((await redis.config('GET', 'appendfsync')) as string[]).toContain('always');
      expect((await redis.config('GET', 'maxmemory-policy')) as string[]).toContain('noeviction');
      redis.disconnect();
    }
  });

  it('keep their data for the next start, and a folder serves one at a time', async () => {
    const keep = folder();
    const first = await start({ keep });
    const redis = clientOf(first);
    await redis.set('kept', 'yes');
    redis.disconnect();
    const mongo = await MongoClient.connect(first.mongoUri ?? '');
    await mongo.db('app').collection('kept').insertOne({ kept: 'yes' });
    await mongo.close();
    await expect(startServers({ keep })).rejects.toThrow(FolderInUse);
    expect(messages('en').servers.folderInUse(keep, 7)).toContain('process 7');
    await first.stop();
    const next = await start({ keep });
    const again = clientOf(next);
    expect(await again.get('kept')).toBe('yes');
    again.disconnect();
    expect(next.mongoUri).not.toBe(first.mongoUri);
    const reader = await MongoClient.connect(next.mongoUri ?? '');
    expect(await reader.db('app').collection('kept').findOne()).toMatchObject({ kept: 'yes' });
    await reader.close();
  });

  it('leave a kept folder free when they are killed with -9, once its servers have ended', async () => {
    const keep = folder();
    const killed = await parentWithServers(keep);
    const redis = clientOf(killed);
    await redis.set('kept', 'yes');
    redis.disconnect();
    process.kill(killed.pid, 'SIGKILL');
    const next = await until('the folder is free', async () => {
      const servers = await start({ keep });
      expect(killed.pids.some(isAlive)).toBe(false);
      return servers;
    });
    const again = clientOf(next);
    expect(await again.get('kept')).toBe('yes');
    again.disconnect();
  });

  it('take a kept folder whose holder is long gone, also when its pid lives on as another', async () => {
    const keep = folder();
    writeFileSync(join(keep, 'vigie.pid'), `${process.pid} 1`);
    const servers = await start({ keep, mongo: false });
    expect(readFileSync(join(keep, 'vigie.pid'), 'utf8')).not.toContain(`${process.pid} `);
    await servers.stop();
    expect(existsSync(join(keep, 'vigie.pid'))).toBe(false);
    writeFileSync(join(keep, 'file'), '');
    await expect(startServers({ keep: join(keep, 'file') })).rejects.toMatchObject({
      setting: '--keep',
      expected: 'keepFolder',
    });
  });
});
