import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { History } from '../src/services/mongo/connect.ts';
import { vigie } from './helpers/binary.ts';
import { ownHistory, testConfig } from './helpers/servers.ts';

const FROM = Date.UTC(2026, 10, 19);
const minute = (n: number) => new Date(FROM + n * 60_000);

let env: NodeJS.ProcessEnv;
let history: History;

beforeAll(async () => {
  const config = testConfig({ redisUrl: 'redis://127.0.0.1:1', folder: tmpdir() });
  history = await ownHistory(config);
  env = {
    ...{ REDIS_URL: 'redis://127.0.0.1:1', MONGO_URI: inject('mongoUri'), VIGIE_LANG: 'en' },
    ...{ MONGO_DB: config.mongo.db, VIGIE_LOG_FILE: join(tmpdir(), 'whatif.log'), TZ: 'UTC' },
  };
});

const run = (...args: string[]) => vigie(['whatif', ...args], env);

describe('vigie whatif', () => {
  it('tells in a sentence that nothing is recorded, and of which day something is', async () => {
    expect(await run('--date', '2026-11-19')).toMatchObject({
      ...{ code: 1, out: '' },
      err: 'Nothing is recorded of 2026-11-19 (UTC), nor of any other day.\n',
    });
    await history.db.collection('orders').insertMany(
      Array.from({ length: 12 }, (_, n) => ({
        ...{ command_id: `h${n}`, region: 'Paris', driver_id: `d${n % 3}`, status: 'livrée' },
        ...{ pickup: [2.33, 48.87], dropoff: [2.33 + n / 1_000, 48.86] },
        ...{ created_at: minute(600 + n), assigned_at: minute(602 + n) },
        ...{ picked_up_at: minute(606 + n), delivered_at: minute(625 + n) },
      })),
    );
    expect(await run('--date', '2026-11-18', '--time-zone', 'Europe/Paris')).toMatchObject({
      ...{ code: 1, err: expect.stringMatching(/The newest day that is: 2026-11-19\.\n$/) },
    });
  });

  it('says what is wrong with a call, exit 2', async () => {
    for (const [args, sentence] of [
      [[], /^Name the day/],
      [['--date', 'yesterday'], /^--date is "yesterday": expected a day/],
      [['--date', '2026-11-19', '--policy', 'fastest'], /expected closest, .*optimal, all/],
      [['--date', '2026-11-19', '--time-zone', 'Paris'], /expected a time zone of the IANA/],
    ] as const)
      expect(await run(...args)).toMatchObject({
        ...{ code: 2, out: '', err: expect.stringMatching(sentence) },
      });
  });

  it('prints what happened beside each strategy, and what is modelled', async () => {
    const { code, out } = await run('--date', '2026-11-19');
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[0]).toBe('2026-11-19 (UTC): 12 orders, 3 drivers, 3 shifts');
    expect(lines[3]).toMatch(
      /^what happened +12 +25\.0 min +25\.0 min +2\.0 min +2\.0 min +0\.0 %/,
    );
    for (const policy of ['closest', 'best_rated', 'balanced', 'optimal'])
      expect(out).toMatch(new RegExp(`^${policy} +12 `, 'm'));
    expect(out).toContain('No event of that day is kept');
    expect((await vigie(['whatif', '--date', '2026-11-19', '--lang', 'fr'], env)).out).toContain(
      'ce qui s’est passé',
    );
  });

  it('tells a program the same in figures', async () => {
    const { code, out } = await run('--date', '2026-11-19', '--policy', 'optimal', '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({
        ...{ date: '2026-11-19', timeZone: 'UTC', orders: 12, drivers: 3, shifts: 3 },
        really: expect.objectContaining({ delivered: 12, clickToDoor: 25, assignmentWait: 2 }),
        policies: { optimal: expect.objectContaining({ delivered: 12 }) },
        model: expect.objectContaining({ fromEvents: false, pace: 1, detours: { Paris: 1.3 } }),
      }),
    ]);
  });
});
