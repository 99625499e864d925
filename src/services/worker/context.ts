import type { Config } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import type { Platform } from '../redis/connect.ts';
import type { Progress } from './progress.ts';

/** What every job of a worker works with. */
export interface WorkerContext {
  readonly config: Config;
  readonly platform: Platform;
  /** This process among all workers: `host:pid:random`. */
  readonly name: string;
  readonly log: Log;
  /** How far its relay is. */
  readonly progress: Progress;
}

/** A job: one round, harmless when two workers do it at once. */
export type Job = (context: WorkerContext) => Promise<void>;
