import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '../src/services/redis/connect.ts';
import { openAlert, resolveAlert } from '../src/services/redis/transitions/alerts.ts';
import { vigie } from './helpers/binary.ts';
import { carryAll } from './helpers/carry.ts';
import { desk } from './helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from './helpers/servers.ts';

let env: NodeJS.ProcessEnv;
let platform: Platform;
let carry: () => Promise<void>;

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  const history = await ownHistory(config);
  carry = async () => void (await carryAll({ config, platform, history }));
  env = {
    REDIS_URL: `unix://${config.redis.path}`,
    MONGO_URI: config.mongo.uri,
    MONGO_DB: config.mongo.db,
    VIGIE_OPERATOR: 'desk1',
    VIGIE_LANG: 'en',
    VIGIE_LOG_FILE: config.log.file,
  };
});
beforeEach(async () => {
  await platform.redis.flushdb();
  const details = { name: 'Léa', distance_m: '6210' };
  const léa = { kind: 'out_of_zone', subject: 'd6', driver: 'd6', details } as const;
  await openAlert(platform, { ...léa, severity: 'critical' }, desk);
});

const alert = (...args: string[]) => vigie(['alert', ...args], env);

describe('vigie alert', () => {
  it('tells what is open and answers it, a sentence each', async () => {
    expect((await alert('list')).out).toMatch(
      /^!! {2}out_of_zone:d6 {2}\S+Z {2}open {2}d6 Léa out of zone 6\.2 km\n$/,
    );
    const answers: [string[], string][] = [
      [['ack', 'out_of_zone:d6'], 'out_of_zone:d6 acknowledged.\n'],
      [['mute', 'out_of_zone:d6', '--for', '5'], 'out_of_zone:d6 muted for 5 min.\n'],
      [['reopen', 'out_of_zone:d6'], 'out_of_zone:d6 asks for a hand again.\n'],
    ];
    for (const [args, out] of answers)
      expect(await alert(...args)).toEqual({ code: 0, out, err: '' });
    await alert('ack', 'out_of_zone:d6');
    const [line = ''] = (await alert('list', '--json')).out.split('\n');
    expect(JSON.parse(line)).toMatchObject({
      ...{ id: 'out_of_zone:d6', state: 'acknowledged', severity: 'critical' },
      life: [{ what: 'opened' }, { what: 'acknowledged', by: 'desk1' }, { what: 'muted' }, {}, {}],
    });
  });

  it('says why it refuses, exit 1; a call that can not be taken exits 2', async () => {
    await alert('ack', 'out_of_zone:d6');
    const again = await alert('ack', 'out_of_zone:d6', '--json');
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toMatchObject({ ok: false, refusal: 'wrong_status' });
    expect((await alert('ack', 'out_of_zone:d7')).err).toBe('There is no such alert.\n');
    expect(await alert('ack', 'nonsense')).toMatchObject({ code: 1 });
    expect(await alert('mute', 'out_of_zone:d6', '--for', '0')).toMatchObject({ code: 2 });
    const byHand = await alert('resolve', 'out_of_zone:d6');
    expect(byHand).toMatchObject({ code: 1, err: expect.stringContaining('by itself') });
  });

  it('closes events that are lost, and tells what is over from history', async () => {
    const lost = { kind: 'events_lost', subject: 'epoch1', driver: null } as const;
    const details = { from_seq: '12', to_seq: '40' };
    await openAlert(platform, { ...lost, severity: 'critical', details }, desk);
    expect(await alert('resolve', 'events_lost:epoch1')).toMatchObject({ code: 0 });
    await resolveAlert(platform, { kind: 'out_of_zone', subject: 'd6' }, desk);
    expect((await alert('list')).out).toBe('No alert is open.\n');
    await carry();
    const { out } = await alert('list', '--resolved', '1');
    expect(out).toMatch(/^!! {2}out_of_zone:d6 .* resolved {2}d6 Léa/);
  });
});
