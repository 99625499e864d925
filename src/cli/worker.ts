import { openLog } from '../services/log/log.ts';
import { runWorker } from '../services/worker/run.ts';
import type { Call } from './call.ts';
import { lookAtRedis } from './connect.ts';
import { EXIT } from './exit.ts';
import { keepHeapSmall } from './heap.ts';
import { stopSignal } from './stop.ts';

/** `vigie worker`: runs until it is told to stop. */
export async function workerCommand({ config, m }: Call): Promise<number> {
  keepHeapSmall();
  const log = await openLog(config, 'worker');
  const signal = stopSignal();
  await lookAtRedis(config, m);
  process.stdout.write(`${m.cli.worker.started(String(process.pid))}\n`);
  await runWorker(config, log, signal);
  process.stdout.write(`${m.cli.worker.stopped}\n`);
  return EXIT.ok;
}
