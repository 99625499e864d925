/**
 * The guardian of private servers: a small process that starts them, and stops them and removes their
 * folder when its parent is gone, however it went: the channel between the two ends with it. It exits
 * with 0 when it has done so.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import type { Report, Request } from './guardian-protocol.ts';

/** How long a server may take to end by itself. */
const KIND_MS = 4_000;

const servers = new Map<string, ChildProcess>();
const toRemove: string[] = [];
let stopping = false;

function tell(report: Report): void {
  if (process.connected) process.send?.(report, () => undefined);
}

function spawnServer({ file, args, env, log }: Extract<Request, { do: 'start' }>): ChildProcess {
  const output = openSync(log, 'a', 0o600);
  try {
    return spawn(file, args, { env, stdio: ['ignore', output, output] });
  } finally {
    closeSync(output);
  }
}

async function start(request: Extract<Request, { do: 'start' }>): Promise<void> {
  const { id } = request;
  // Two processes on the same data would spoil it.
  const before = servers.get(id);
  if (before) await gone(before);
  if (stopping) return;
  try {
    const child = spawnServer(request);
    const pid = child.pid ?? 0;
    if (pid !== 0) servers.set(id, child);
    child.on('error', (error) => tell({ told: 'failed', id, reason: error.message }));
    child.on('spawn', () => tell({ told: 'started', id, pid }));
    child.on('exit', () => {
      if (servers.get(id) === child) servers.delete(id);
      tell({ told: 'exited', id, pid });
    });
  } catch (error) {
    tell({ told: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
}

function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Asks the servers to end, then makes them; the data of `--keep` is safe either way, SIGTERM is kinder. */
async function stopAll(): Promise<void> {
  if (stopping) return;
  stopping = true;
  const children = [...servers.values()];
  for (const child of children) child.kill('SIGTERM');
  const hard = setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
  }, KIND_MS);
  await Promise.all(children.map(gone));
  clearTimeout(hard);
  for (const path of toRemove) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}

process.on('message', (request: Request) => {
  if (request.do === 'start') void start(request);
  else if (request.do === 'signal') servers.get(request.id)?.kill(request.signal);
  else if (request.do === 'remove') toRemove.push(request.path);
  else void stopAll();
});
process.on('disconnect', () => void stopAll());
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('SIGTERM', () => void stopAll());
