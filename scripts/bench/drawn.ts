/** Frames drawn and timed inside a process of their own, the console's or a bare app's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Drawn } from './apps/draw.ts';
import type { App } from './apps.ts';
import type { BenchContext } from './bench.ts';

export interface Drawing {
  /** Draws so many frames more. */
  draw(frames: number): Promise<Drawn>;
}

export function startDrawing(
  { atEnd }: BenchContext,
  app: (name: App) => string,
  name: App,
): Drawing {
  const { NO_COLOR: _no, ...env } = process.env;
  const child = fork(app(name), {
    execArgv: ['--expose-gc'],
    env: { ...env, FORCE_COLOR: '1', LANG: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  atEnd(() => child.kill('SIGKILL'));
  const gone = once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended`)));
  gone.catch(() => undefined);
  return {
    draw: async (frames) => {
      child.send({ frames });
      const [drawn] = (await Promise.race([once(child, 'message'), gone])) as [Drawn];
      return drawn;
    },
  };
}
