import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Report, Request } from './guardian-protocol.ts';
import { isAlive } from './processes.ts';

/** One life of a server, from its start to its end. */
export interface Life {
  readonly pid: number;
  /** Resolves when it has ended, or when nobody can tell any more. */
  readonly ended: Promise<void>;
}

/** A parent's end of its guardian. */
export interface Guard {
  readonly pid: number;
  /** Whether servers are to run: false once it is gone or was told to stop. */
  serves(): boolean;
  /** Starts a server, after an earlier one of the same id has ended; rejects when it can't be started. */
  start(request: Omit<Extract<Request, { do: 'start' }>, 'do'>): Promise<Life>;
  signal(id: string, signal: NodeJS.Signals): void;
  /** Names a file or folder to be removed at the end. */
  remove(path: string): void;
  /** Stops all servers, removes what was named, ends the guardian. */
  stop(): Promise<void>;
}

interface Waiting {
  resolve: (life: Life) => void;
  reject: (error: Error) => void;
}

/** The guardian's file: beside this one, as source or as bundled. */
function guardianFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./guardian.${extension}`, import.meta.url);
}

/**
 * Starts a guardian in a session of its own, so that Ctrl-C in the terminal reaches neither it nor the
 * servers. `onKilled` is called when it was ended by someone else; its work is done here then.
 */
export function startGuardian(onKilled: () => void): Guard {
  const child: ChildProcess = fork(guardianFile(), {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  const waiting = new Map<string, Waiting>();
  const lives = new Map<number, () => void>();
  const toRemove: string[] = [];
  let stopping = false;
  let alive = true;

  child.on('message', (report: Report) => {
    if (report.told === 'started') {
      const ended = new Promise<void>((resolve) => lives.set(report.pid, resolve));
      waiting.get(report.id)?.resolve({ pid: report.pid, ended });
    } else if (report.told === 'failed') {
      waiting.get(report.id)?.reject(new Error(report.reason));
    } else {
      lives.get(report.pid)?.();
      lives.delete(report.pid);
    }
  });

  const finished = new Promise<void>((resolve) => {
    const over = async (code: number | null) => {
      if (!alive) return;
      alive = false;
      for (const { reject } of waiting.values()) reject(new Error('the guardian is gone'));
      if (code !== 0) await finishWork([...lives.keys()], toRemove).catch(() => undefined);
      for (const ended of lives.values()) ended();
      if (!stopping) onKilled();
      resolve();
    };
    child.once('exit', over);
    child.once('error', () => over(null));
  });

  const send = (request: Request) => {
    if (child.connected) child.send(request, () => undefined);
  };
  return {
    pid: child.pid ?? 0,
    serves: () => alive && !stopping,
    start: (request) =>
      new Promise((resolve, reject) => {
        if (!alive || stopping) return reject(new Error('the guardian is gone'));
        waiting.set(request.id, { resolve, reject });
        send({ do: 'start', ...request });
      }),
    signal: (id, signal) => send({ do: 'signal', id, signal }),
    remove: (path) => {
      toRemove.push(path);
      send({ do: 'remove', path });
    },
    stop: () => {
      stopping = true;
      send({ do: 'stop' });
      return finished;
    },
  };
}

/** What a killed guardian left: ends the servers and removes what it should have removed. */
async function finishWork(pids: readonly number[], paths: readonly string[]): Promise<void> {
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  // A process that still writes would put files back; an unreaped one counts as alive, hence the limit.
  const end = Date.now() + 2_000;
  while (pids.some(isAlive) && Date.now() < end) await pause(20);
  for (const path of paths) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
