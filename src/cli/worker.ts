import { openLog } from '../services/log/log.ts';
import { connectPlatform, endRedis, whenReady } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import { runWorker } from '../services/worker/run.ts';
import type { Call } from './call.ts';
import { refuseClusterMember } from './connect.ts';
import { EXIT } from './exit.ts';
import { stopSignal } from './stop.ts';

/** `vigie worker`: runs until it is told to stop. */
export async function workerCommand(call: Call): Promise<number> {
  const { config, m } = call;
  const log = await openLog(config, 'worker');
  const signal = stopSignal();
  await lookAtRedis(call);
  process.stdout.write(`${m.cli.worker.started(String(process.pid))}\n`);
  await runWorker(config, log, signal);
  process.stdout.write(`${m.cli.worker.stopped}\n`);
  return EXIT.ok;
}

/** Redis may be away, then the worker waits for it; what will never work is said at once. */
async function lookAtRedis({ config, m }: Call): Promise<void> {
  const platform = connectPlatform(config.redis, config.zone, 'worker');
  try {
    await whenReady(platform.redis, 1_000);
    await refuseClusterMember(platform, config, m);
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
  } finally {
    endRedis(platform.redis);
  }
}
