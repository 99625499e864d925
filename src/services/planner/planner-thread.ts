/** The thread that plans, with a connection of its own: the worker's events are not kept waiting by it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Config } from '../config/config.ts';
import { connectPlatform, whenReady } from '../redis/connect.ts';
import type { FromThread, ToThread } from './planner.ts';
import { createRounds } from './run.ts';

const { config } = workerData as { config: Config };
const platform = connectPlatform(config.redis, config.zone, 'planner');
const tell = (message: FromThread) => parentPort?.postMessage(message);
const rounds = createRounds(config, platform, (note) => tell({ note }));

parentPort?.on('message', ({ owner }: ToThread) => {
  whenReady(platform.redis, 2_000)
    .then(() => rounds(owner))
    .then(
      (round) => tell({ round }),
      (error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }),
    );
});
