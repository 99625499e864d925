import { openLog } from '../services/log/log.ts';
import { endRedis } from '../services/redis/connect.ts';
import { runSimulator } from '../services/simulator/run.ts';
import type { Call } from './call.ts';
import { needPlatform } from './connect.ts';
import { EXIT } from './exit.ts';
import { numberOption } from './options.ts';
import { stopSignal } from './stop.ts';

/** `vigie simulate`: a city that lives, until it is told to stop. */
export async function simulateCommand({ options, config, m }: Call): Promise<number> {
  const rate = numberOption(m, '--rate', options.rate, { min: 0, max: 10_000, whole: false });
  const speed = numberOption(m, '--speed', options.speed, { min: 1, max: 64, whole: false });
  const seed = numberOption(m, '--seed', options.seed, { min: 0, max: 2 ** 31, whole: true });
  const log = await openLog(config, 'simulator');
  const signal = stopSignal();
  const platform = await needPlatform(config, m, 'simulator');
  process.stdout.write(`${m.cli.simulator.started(rate, speed)}\n`);
  await runSimulator(platform, { rate, speed, seed, still: options.still === true }, log, signal);
  endRedis(platform.redis);
  return EXIT.ok;
}
