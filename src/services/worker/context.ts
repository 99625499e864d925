import type { Config } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import type { Platform } from '../redis/connect.ts';

/** What every job of a worker works with. */
export interface WorkerContext {
  readonly config: Config;
  readonly platform: Platform;
  /** This process among all workers: `host:pid:random`. */
  readonly name: string;
  readonly log: Log;
}

/** A job: one round, harmless when two workers do it at once. */
export type Job = (context: WorkerContext) => Promise<void>;
