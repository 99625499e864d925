import { beforeAll, describe, expect, it } from 'vitest';
import type { Platform } from '../src/services/redis/connect.ts';
import { addDriver } from '../src/services/redis/transitions/drivers.ts';
import { createOrder } from '../src/services/redis/transitions/orders.ts';
import { vigie } from './helpers/binary.ts';
import { anOrder, desk, OPERA } from './helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from './helpers/servers.ts';

let env: NodeJS.ProcessEnv;
let platform: Platform;

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  env = {
    REDIS_URL: `unix://${config.redis.path}`,
    MONGO_URI: config.mongo.uri,
    MONGO_DB: config.mongo.db,
    VIGIE_OPERATOR: 'desk1',
    VIGIE_LANG: 'en',
    VIGIE_LOG_FILE: config.log.file,
  };
  const driver = { name: 'Alice', rating: 4.8, regions: ['Paris'], position: OPERA, capacity: 2 };
  await addDriver(platform, { id: 'd1', ...driver }, desk);
  for (const id of ['c1', 'c2', 'c3']) await createOrder(platform, anOrder(id), desk);
});

const run = (...args: string[]) => vigie(args, env);

describe('vigie assign', () => {
  it('says what is wrong with a call, exit 2', async () => {
    for (const [args, sentence] of [
      [['--all-waiting'], /^--strategy is needed/],
      [['--strategy', 'fastest', '--all-waiting'], /closest, best_rated, balanced, optimal/],
      [['--strategy', 'closest'], /^Name orders or all of them/],
      [['--strategy', 'closest', '--order', 'c1', '--all-waiting'], /^Name orders or all/],
      [['--strategy', 'closest', '--order', 'c1', '--radius', '0'], /^--radius is "0"/],
      [['--strategy', 'optimal', '--order', 'c1', '--radius', '3'], /^--radius is not for optimal/],
    ] as const)
      expect(await run('assign', ...args)).toMatchObject({
        ...{ code: 2, out: '', err: expect.stringMatching(sentence) },
      });
  });

  it('shows, then gives; one that stays makes exit 1 and is named with its reason', async () => {
    const dry = await run('assign', '--strategy', 'closest', '--all-waiting', '--dry-run');
    expect(dry).toMatchObject({
      code: 1,
      out: expect.stringContaining('2 would be assigned, 1 not'),
    });
    expect(await platform.redis.zcard(platform.keys.ordersWaiting)).toBe(3);
    const named = await run('assign', '--strategy', 'best_rated', '--order', 'c2', '--order', 'c2');
    expect(named).toMatchObject({ code: 0, out: 'c2 assigned to d1 Alice.\n1 assigned.\n' });
    const { code, out } = await run('assign', '--strategy', 'balanced', '--all-waiting', '--json');
    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        ...{ dryRun: false, strategy: 'balanced', assigned: 1, notAssigned: 1 },
        ...{ stopped: false, ok: false },
        orders: [
          { order: 'c1', ok: true, driver: 'd1', name: 'Alice', score: expect.closeTo(9.6, 3) },
          {
            ...{ order: 'c3', ok: false, refusal: 'nobody' },
            message: 'No driver can take c3 within 5 km (1 full). --radius widens.',
          },
        ],
      },
    ]);
  });

  it('why an order went where it went is told afterwards', async () => {
    const text = await run('order', 'why', 'c2');
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toMatch(
      /^c2 went to d1 Alice at \d\d:\d\d, by desk1\nbest rated: d1 Alice, the only/,
    );
    const { out } = await run('order', 'why', 'c2', '--json');
    expect(JSON.parse(out)).toMatchObject({ is: 'given', to: { why: { strategy: 'best_rated' } } });
    expect(await run('order', 'why', 'c3')).toMatchObject({
      ...{ code: 0, out: expect.stringContaining('out, full: d1 Alice') },
    });
    expect(await run('order', 'why', 'c9')).toMatchObject({
      ...{ code: 1, out: '', err: 'Order c9 does not exist.\n' },
    });
    expect(await run('order', 'why', 'a b', '--json')).toMatchObject({ code: 1 });
  });

  it('with nothing that waits is well', async () => {
    await run('order', 'cancel', 'c3', '--reason', 'client absent');
    for (const strategy of ['closest', 'optimal'])
      expect(await run('assign', '--strategy', strategy, '--all-waiting')).toMatchObject({
        ...{ code: 0, out: 'No order is waiting.\n' },
      });
  });
});
