/**
 * The guardian of private servers: a small process that starts them, and stops them and removes their
 * folder when its parent is gone, however it went: the channel between the two ends with it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import type { Report, Request } from './guardian-protocol.ts';

const servers = new Map<string, ChildProcess>();
const folders: string[] = [];
let stopping = false;

function tell(report: Report): void {
  if (process.connected) process.send?.(report, () => undefined);
}

function start(request: Extract<Request, { do: 'start' }>): void {
  const log = openSync(request.log, 'a', 0o600);
  const child = spawn(request.file, request.args, {
    env: request.env,
    stdio: ['ignore', log, log],
  });
  child.on('error', (error) => tell({ told: 'failed', id: request.id, reason: error.message }));
  child.on('spawn', () => {
    servers.set(request.id, child);
    tell({ told: 'started', id: request.id, pid: child.pid ?? 0 });
  });
  child.on('exit', () => {
    servers.delete(request.id);
    if (!stopping) tell({ told: 'exited', id: request.id, pid: child.pid ?? 0 });
  });
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
  }, 4_000);
  await Promise.all(children.map(gone));
  clearTimeout(hard);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  tell({ told: 'stopped' });
  process.exit(0);
}

process.on('message', (request: Request) => {
  if (request.do === 'start') start(request);
  else if (request.do === 'signal') servers.get(request.id)?.kill(request.signal);
  else if (request.do === 'remove') folders.push(request.folder);
  else void stopAll();
});
process.on('disconnect', () => void stopAll());
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('SIGTERM', () => void stopAll());
