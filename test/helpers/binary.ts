import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { until } from './servers.ts';

/** Runs `vigie ARGS` to its end. */
export function vigie(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['dist/main.js', ...args],
      { env: { ...process.env, ...env } },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

/** `vigie demo --headless`, with the addresses that it prints. */
export interface Demo {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly env: { REDIS_URL: string; MONGO_URI: string };
  stop(): Promise<number | null>;
}

/** Starts a headless demo; it ends with the test at the latest. */
export async function startDemo(...args: string[]): Promise<Demo> {
  const child = spawn(process.execPath, ['dist/main.js', 'demo', '--headless', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill('SIGTERM');
    await once(child, 'exit');
    return child.exitCode;
  };
  onTestFinished(async () => void (await stop()));
  const [, redis = '', mongo = ''] = await until('the addresses of the demo', () =>
    /REDIS_URL=(\S+)\nMONGO_URI=(\S+)/.exec(out),
  );
  return { child, pid: child.pid ?? 0, env: { REDIS_URL: redis, MONGO_URI: mongo }, stop };
}
