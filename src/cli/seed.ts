import { MongoDown } from '../services/mongo/connect.ts';
import { endRedis } from '../services/redis/connect.ts';
import { SeedRefused, type SeedStage, seed } from '../services/seed/seed.ts';
import type { Call } from './call.ts';
import { needHistory, needPlatform } from './connect.ts';
import { complain, EXIT, Failure } from './exit.ts';
import { numberOption, timeOption } from './options.ts';
import { progressLine } from './progress.ts';
import { stopSignal } from './stop.ts';

/** `vigie seed`: fills both stores; the same call twice doubles nothing. */
export async function seedCommand({ options, config, m }: Call): Promise<number> {
  const whole = (name: string, given: unknown, max: number) =>
    numberOption(m, name, given, { min: 0, max, whole: true });
  const size = {
    drivers: numberOption(m, '--drivers', options.drivers, { min: 1, max: 200_000, whole: true }),
    orders: whole('--orders', options.orders, 2_000_000),
    deliveries: whole('--deliveries', options.deliveries, 20_000_000),
    seed: whole('--seed', options.seed, 2 ** 31),
  };
  const at = options.at === undefined ? Date.now() : timeOption(m, '--at', options.at);
  const signal = stopSignal();
  const platform = await needPlatform(config, m, 'seed');
  const history = await needHistory(config, m, 'seed').catch((error) => {
    // An open connection would keep the process alive.
    endRedis(platform.redis);
    throw error;
  });
  try {
    const written = await seed(platform, history, size, {
      at,
      force: options.force === true,
      signal,
      onProgress: progressLine((stage: SeedStage) => m.cli.seed.stages[stage]),
    });
    const { drivers, orders, deliveries, already } = written;
    process.stdout.write(
      `${options.json ? JSON.stringify(written) : m.cli.seed.done(drivers, orders, deliveries, already)}\n`,
    );
    return EXIT.ok;
  } catch (error) {
    if (error instanceof SeedRefused) throw new Failure(m.cli.seed.refused(error.store));
    if (error instanceof MongoDown) throw new Failure(m.cli.mongoDown('', error.message));
    if (!signal.aborted) throw error;
    complain(m.cli.seed.interrupted);
    return EXIT.failed;
  } finally {
    endRedis(platform.redis);
    await history.close();
  }
}
