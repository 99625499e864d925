import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { Config } from '../../src/services/config/config.ts';
import { endChild } from './processes.ts';

/** What `vigie archive watch --json` says on one line. */
export interface Told {
  readonly kind: string;
  readonly [more: string]: unknown;
}

/** `vigie archive watch --json` as a process of its own. */
export interface Archiver {
  /** What it has said so far. */
  told(kind?: string): Told[];
  /** Ends it; its exit code, null when a signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts one on the MongoDB of `config`; it ends with the test at the latest. */
export function startArchiver(config: Config, env: NodeJS.ProcessEnv = {}): Archiver {
  const child = spawn(process.execPath, ['dist/main.js', 'archive', 'watch', '--json'], {
    env: {
      ...process.env,
      MONGO_URI: config.mongo.uri,
      MONGO_DB: config.mongo.db,
      MONGO_TIMEOUT: String(config.mongo.timeoutMs),
      VIGIE_LOG_FILE: config.log.file,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => void (await endChild(child, 'SIGKILL')));
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  return {
    told: (kind) =>
      out
        .split('\n')
        .slice(0, -1)
        .map((line): Told => JSON.parse(line))
        .filter((each) => kind === undefined || each.kind === kind),
    end: (signal = 'SIGTERM') => endChild(child, signal),
  };
}
