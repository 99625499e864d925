import { beforeAll, describe, expect, it } from 'vitest';
import type { Platform } from '../src/services/redis/connect.ts';
import { parseOrder } from '../src/services/redis/parse.ts';
import { setMode } from '../src/services/redis/transitions/plans.ts';
import { vigie } from './helpers/binary.ts';
import { driverAt, waits } from './helpers/planner.ts';
import { ownPlatform, ownRedis, testConfig } from './helpers/servers.ts';

let env: NodeJS.ProcessEnv;
let platform: Platform;

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  env = {
    REDIS_URL: `unix://${config.redis.path}`,
    MONGO_URI: 'mongodb://127.0.0.1:1/',
    VIGIE_OPERATOR: 'desk1',
    VIGIE_LANG: 'en',
    VIGIE_LOG_FILE: config.log.file,
  };
  await driverAt(platform, 'd1', 100);
  await driverAt(platform, 'd2', 200, { regions: ['Banlieue'] });
});

describe('vigie auto', () => {
  it('says and sets how far the engine goes, for people and for programs', async () => {
    expect(await vigie(['auto'], env)).toEqual({
      ...{ code: 0, out: 'suggest, as nobody set it\n', err: '' },
    });
    const set = await vigie(['auto', 'automatic'], env);
    expect(set.out).toMatch(/^automatic, set by desk1 at \d{4}-\d\d-\d\d \d\d:\d\d\n$/);
    // What is so already is no failure, and stays whose it was.
    const again = await vigie(['auto', 'automatic', '--as', 'desk2', '--json'], env);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toEqual({
      ...{ mode: 'automatic', by: 'desk1', cause: null },
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await vigie(['auto', 'flying'], env)).toMatchObject({
      ...{ code: 2, err: 'the mode is "flying": expected off, suggest, automatic.\n' },
    });
    const away = { ...env, REDIS_URL: 'unix:///nowhere/redis.sock' };
    expect(await vigie(['auto', 'off'], away)).toMatchObject({ code: 1, out: '' });
  });

  it('says why it turned itself off, in vigie status too', async () => {
    await vigie(['auto', 'automatic'], env);
    const stopped = { mode: 'suggest', from: 'automatic', cause: 'positions_silent' } as const;
    await setMode(platform, stopped, { by: 'engine' });
    const { out } = await vigie(['auto'], env);
    expect(out).toContain('automatic mode turned itself off at');
    expect(out).toContain('too many positions are silent');
    const french = await vigie(['auto', '--lang', 'fr'], env);
    expect(french.out).toContain('trop de positions sont muettes');
    const status = await vigie(['status'], env);
    expect(status.out).toMatch(/^engine +suggest: automatic mode turned itself off/m);
    const told = JSON.parse((await vigie(['status', '--json'], env)).out);
    expect(told.engine).toMatchObject({ mode: 'suggest', cause: 'positions_silent', plans: 0 });
    await vigie(['auto', 'suggest'], env);
    expect(JSON.parse((await vigie(['auto', '--json'], env)).out)).toMatchObject({
      ...{ by: 'desk1', cause: null },
    });
  });
});

describe('vigie order', () => {
  const orderOf = async (id: string) =>
    parseOrder(id, await platform.redis.hgetall(platform.keys.order(id)));

  it('takes the time at which the food is ready', async () => {
    const places = ['--pickup', '2.33,48.87', '--dropoff', '2.36,48.85', '--region', 'Paris'];
    const given = ['--client', 'Ana', '--amount', '9.90', ...places];
    const ready = '2026-11-21T19:30:00Z';
    expect((await vigie(['order', 'create', 'c1', ...given, '--ready', ready], env)).code).toBe(0);
    expect((await orderOf('c1'))?.readyAt).toBe(Date.parse(ready));
    const bad = await vigie(['order', 'create', 'c2', ...given, '--ready', 'soon'], env);
    expect(bad).toMatchObject({ code: 2, out: '' });
    expect(bad.err).toContain('--ready is "soon"');
  });

  it('pins and refuses drivers for the engine', async () => {
    await waits(platform, 'c3');
    const run = async (...args: string[]) => {
      const { code, out, err } = await vigie(['order', ...args], env);
      return [code, out || err];
    };
    expect(await run('pin', 'c3', 'd1')).toEqual([0, 'c3 is kept for d1.\n']);
    expect((await orderOf('c3'))?.pinned).toEqual({ driver: 'd1', by: 'desk1' });
    expect(await run('pin', 'c3', 'd1')).toEqual([1, 'c3 is pinned to d1 already by desk1.\n']);
    expect(await run('pin', 'c3', 'd2')).toEqual([1, 'd2 does not work in Paris.\n']);
    expect(await run('refuse', 'c3', 'd1')).toEqual([0, 'd1 is not given c3.\n']);
    expect(await orderOf('c3')).toMatchObject({ pinned: null, refused: ['d1'] });
    expect(await run('refuse', 'c3', 'd1')).toEqual([1, 'd1 was refused for c3.\n']);
    expect(await run('unpin', 'c3')).toEqual([1, 'c3 is not pinned.\n']);
    expect(await run('allow', 'c3', 'd1')).toEqual([0, 'd1 may be given c3 again.\n']);
    expect(await orderOf('c3')).toMatchObject({ pinned: null, refused: [] });
    expect(await run('allow', 'c3', 'd1')).toEqual([1, 'd1 is not refused for c3.\n']);
    expect((await run('refuse', 'c3', 'd1'))[0]).toBe(0);
    // A person's own assignment is not held up by it.
    expect(await run('assign', 'c3', 'd1')).toEqual([0, 'c3 assigned to d1.\n']);
    expect((await orderOf('c3'))?.refused).toEqual([]);
    expect((await run('pin', 'c3', 'd1'))[0]).toBe(1);
    expect(await run('refuse', 'nobody', 'd1')).toEqual([1, 'Order nobody does not exist.\n']);
  });
});
