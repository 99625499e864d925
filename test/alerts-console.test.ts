import { expect, it, onTestFinished } from 'vitest';
import { connectRedis, whenReady } from '../src/services/redis/connect.ts';
import { keysOf } from '../src/services/redis/keys.ts';
import { addDriver, driverOffDuty } from '../src/services/redis/transitions/drivers.ts';
import { startDemo, vigie } from './helpers/binary.ts';
import { testConfig, until } from './helpers/servers.ts';
import { openTerminal } from './helpers/terminal.ts';

const VINCENNES = { lon: 2.4392, lat: 48.8474 };

it('a driver leaves the zone: one dispatcher takes it, the other sees who, history keeps it', async () => {
  const demo = await startDemo('--no-simulator');
  const config = testConfig({ redisUrl: demo.env.REDIS_URL, folder: '/tmp' });
  const redis = connectRedis(config.redis, 'test');
  onTestFinished(() => redis.disconnect());
  await whenReady(redis, 5_000);
  const platform = { redis, keys: keysOf(null) };
  const léa = { id: 'lea', name: 'Léa', rating: 4.5 };
  await addDriver(platform, { ...léa, regions: ['Paris'], position: VINCENNES }, { by: 'desk1' });

  const one = openTerminal(['--as', 'desk1', '--bell'], { env: demo.env });
  const two = openTerminal(['--as', 'desk2'], { env: demo.env });
  for (const terminal of [one, two]) {
    await terminal.sees('worker ●');
    // Live tells it too: only then is the list what is looked at.
    terminal.press('5/zone\r');
    await terminal.sees('Alerts, /zone');
    await terminal.sees('lea Léa out of zone 6.', 40_000);
  }
  two.press('a');
  await two.sees('Acknowledged: lea Léa out of zone');
  await one.sees('acknowledged 1');
  one.press('\t');
  await one.sees('acknowledged by desk2');

  // Given back it asks again, aloud where somebody wants to hear it.
  const rung = one.bells();
  two.press('u');
  await until('the bell', () => one.bells() > rung);
  expect(two.bells()).toBe(0);
  await two.sees('▸   !! lea');
  two.press('a');
  await two.sees('Acknowledged: lea');

  await driverOffDuty(platform, 'lea', { by: 'desk1' });
  one.press('\t\t');
  await one.sees('lasted', 40_000);
  const { out } = await vigie(['alert', 'list', '--resolved', '5', '--json'], demo.env);
  const told = out.split('\n').filter((line) => line.includes('out_of_zone:lea'));
  expect(told).toHaveLength(1);
  expect(JSON.parse(told[0] ?? '')).toMatchObject({
    state: 'resolved',
    life: [
      { what: 'opened', by: 'worker' },
      { what: 'acknowledged', by: 'desk2' },
      { what: 'reopened', by: 'desk2' },
      { what: 'acknowledged', by: 'desk2' },
      { what: 'resolved', by: 'worker' },
    ],
  });
  for (const terminal of [one, two]) {
    terminal.press('q');
    expect(await terminal.exit()).toBe(0);
  }
}, 120_000);
