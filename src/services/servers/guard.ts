import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { Report, Request } from './guardian-protocol.ts';

/** A parent's end of its guardian. */
export interface Guard {
  /** Starts a server; resolves with its pid, rejects when it can't be started. */
  start(request: Omit<Extract<Request, { do: 'start' }>, 'do'>): Promise<number>;
  signal(id: string, signal: NodeJS.Signals): void;
  /** Names a folder to be removed at the end. */
  remove(folder: string): void;
  /** Stops all servers, removes the folders, ends the guardian. */
  stop(): Promise<void>;
  onExit(listener: (id: string) => void): void;
  onDeath(listener: () => void): void;
}

/** The guardian's file: beside this one, as source or as bundled. */
function guardianFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./guardian.${extension}`, import.meta.url);
}

/** Starts a guardian in a session of its own, so that Ctrl-C in the terminal reaches neither it nor the servers. */
export function startGuardian(): Guard {
  const child: ChildProcess = fork(guardianFile(), {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  const pids = new Map<string, number>();
  const folders: string[] = [];
  const waiting = new Map<
    string,
    { resolve: (pid: number) => void; reject: (error: Error) => void }
  >();
  const exitListeners: ((id: string) => void)[] = [];
  const deathListeners: (() => void)[] = [];
  let stopping = false;

  child.on('message', (report: Report) => {
    if (report.told === 'started') {
      pids.set(report.id, report.pid);
      waiting.get(report.id)?.resolve(report.pid);
    } else if (report.told === 'failed') {
      waiting.get(report.id)?.reject(new Error(report.reason));
    } else if (report.told === 'exited') {
      pids.delete(report.id);
      for (const listener of exitListeners) listener(report.id);
    }
  });
  child.on('exit', () => {
    if (stopping) return;
    // The guardian itself was killed: do its work.
    for (const pid of pids.values()) killQuietly(pid);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    for (const listener of deathListeners) listener();
  });
  const send = (request: Request) => {
    if (child.connected) child.send(request, () => undefined);
  };

  return {
    start: (request) =>
      new Promise((resolve, reject) => {
        waiting.set(request.id, { resolve, reject });
        send({ do: 'start', ...request });
      }),
    signal: (id, signal) => send({ do: 'signal', id, signal }),
    remove: (folder) => {
      folders.push(folder);
      send({ do: 'remove', folder });
    },
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        send({ do: 'stop' });
      }),
    onExit: (listener) => exitListeners.push(listener),
    onDeath: (listener) => deathListeners.push(listener),
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
