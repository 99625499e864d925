import { beforeAll, expect, it } from 'vitest';
import { aStart } from '../../../test/helpers/context.ts';
import { ownPlatform, ownRedis, testConfig, until } from '../../../test/helpers/servers.ts';
import type { Platform } from '../../services/redis/connect.ts';
import { askShard, infoField } from '../../services/redis/shard.ts';
import { createConsoleStore } from '../store.ts';
import { readDrivers } from './read.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await ownPlatform(testConfig(await ownRedis()));
});

/** Drivers with nothing but a name, added as another program would. */
async function drivers(from: number, to: number): Promise<void> {
  const { redis, keys } = platform;
  const pipeline = redis.pipeline();
  for (let i = from; i < to; i += 1) {
    pipeline.sadd(keys.driversAll, `d${i}`);
    pipeline.hset(keys.driver(`d${i}`), { name: `N${i}`, status: 'disponible' });
  }
  await pipeline.exec();
}

async function commandsSoFar(): Promise<number> {
  const [info] = await askShard(platform, (pipeline) => pipeline.info('stats'));
  return Number(infoField(String(info), 'total_commands_processed'));
}

/** How many commands one more round of a roster costs that was read already. */
async function costOfARound(): Promise<number> {
  const store = createConsoleStore(aStart());
  store.setState({ redis: { state: 'up', since: 0 } });
  const { signal } = new AbortController();
  const sources = { store, platform, history: () => null, signal };
  await readDrivers(sources);
  const live = await until('everybody', () => store.getState().drivers.live);
  await readDrivers(sources);
  live.freshAt = 0;
  const before = await commandsSoFar();
  await readDrivers(sources);
  return (await commandsSoFar()) - before;
}

it('a round costs Redis the same however many drivers are off screen', async () => {
  await drivers(0, 100);
  const few = await costOfARound();
  await drivers(100, 4_000);
  expect(few).toBeGreaterThan(100);
  expect(await costOfARound()).toBe(few);
});
