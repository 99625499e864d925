import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Config } from '../../src/services/config/config.ts';
import { endChild } from './processes.ts';
import { until } from './servers.ts';

/** One line of a worker's log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly error?: {
    readonly message: string;
    readonly code?: unknown;
    readonly cause?: { readonly message?: string; readonly code?: unknown };
  };
  readonly [more: string]: unknown;
}

/** `vigie worker` as a process of its own. */
export interface WorkerProcess {
  readonly pid: number;
  /** What it has logged so far. */
  log(): LogLine[];
  /** Ends it; its exit code, null when a signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

const INTERRUPTED = 'the way to MongoDB is interrupted';

function redisUrlOf({ redis }: Config): string {
  return redis.path === null ? `redis://${redis.host}:${redis.port}` : `unix://${redis.path}`;
}

/** Starts a worker on the servers of `config`; it ends with the test at the latest. */
export function startWorker(config: Config, env: NodeJS.ProcessEnv = {}): WorkerProcess {
  const child = spawn(process.execPath, ['dist/main.js', 'worker'], {
    env: {
      ...process.env,
      REDIS_URL: redisUrlOf(config),
      MONGO_URI: config.mongo.uri,
      MONGO_DB: config.mongo.db,
      VIGIE_LOG_FILE: config.log.file,
      ...env,
    },
    stdio: 'ignore',
  });
  onTestFinished(async () => void (await endChild(child, 'SIGKILL')));
  const pid = child.pid ?? 0;
  const folder = dirname(config.log.file);
  const start = `${basename(config.log.file, '.log')}-worker.`;
  return {
    pid,
    log: () =>
      readdirSync(folder)
        .filter((file) => file.startsWith(start))
        .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
        .filter((line) => line.pid === pid),
    end: (signal = 'SIGTERM') => endChild(child, signal),
  };
}

/** What a worker has said of its way to MongoDB. */
export function interruptions(worker: WorkerProcess): LogLine[] {
  return worker.log().filter(({ msg }) => msg === INTERRUPTED);
}

/** Waits until the worker says once more that its way is interrupted; that line. */
export function untilInterrupted(
  worker: WorkerProcess,
  after: number,
  limitMs = 30_000,
): Promise<LogLine> {
  return until(
    'the worker says that its way is interrupted',
    () => interruptions(worker)[after],
    limitMs,
  );
}
