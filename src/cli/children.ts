import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** How often a child that dies is started again; one that lived for a minute has earned its tries back. */
const TRIES = 5;
const HEALTHY_MS = 60_000;

export interface Child {
  stop(): Promise<void>;
}

/** The file of this program, to start more of it. */
function programFile(): string {
  return process.argv[1] ?? fileURLToPath(import.meta.url);
}

/**
 * Runs `vigie ARGS` as a child that ends with this process (the channel between them closes, also
 * after kill -9), and starts it again when it dies.
 */
export function superviseChild(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  notice: { onRestart: (attempt: number) => void; onGivenUp: () => void },
): Child {
  let stopping = false;
  let attempt = 0;
  let child: ChildProcess | undefined;

  const start = () => {
    const started = Date.now();
    child = spawn(process.execPath, [programFile(), ...args], {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // A session of its own: what a terminal does to the console (Ctrl-Z, Ctrl-C) is not for its children.
      detached: true,
    });
    child.once('exit', async () => {
      if (stopping) return;
      if (Date.now() - started > HEALTHY_MS) attempt = 0;
      attempt += 1;
      if (attempt > TRIES) return notice.onGivenUp();
      notice.onRestart(attempt);
      await pause(200 * 2 ** (attempt - 1));
      if (!stopping) start();
    });
  };
  start();

  return {
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
        const hard = setTimeout(() => child?.kill('SIGKILL'), 5_000);
        child.once('exit', () => {
          clearTimeout(hard);
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}
