/** A program in a pseudo-terminal of 120×40, as a person has it, and what it shows there. */
import { setTimeout as pause } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import type { BenchContext } from './bench.ts';

const COLUMNS = 120;
const ROWS = 40;
/** A program that does not end when it is asked to is not waited for any longer. */
const GRACE_MS = 3_000;

export interface Screen {
  readonly pid: number;
  /** `performance.now()` of the start. */
  readonly since: number;
  /** The whole screen as one text, a line a row. */
  text(): string;
  press(keys: string): void;
  /** Bytes written since the start. */
  bytes(): number;
  /** Writes since the start: what came at once counts once. */
  writes(): number;
  /** Resolves with the time (`performance.now()`) of the bytes that made the screen as wanted. */
  shows(wanted: (text: string) => boolean, limitMs?: number): Promise<number>;
  /** Calls with the screen and the time of each change, until the end. */
  onChange(changed: (text: string, at: number) => void): void;
  /** Waits until nothing was written for so long. */
  rests(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Runs a Node program on a screen; it ends with the bench at the latest. */
export function openScreen(
  { atEnd }: BenchContext,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Screen {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  const { CI: _ci, NO_COLOR: _no, ...inherited } = process.env;
  const since = performance.now();
  const child = spawn(process.execPath, [...args], {
    ...{ cols: COLUMNS, rows: ROWS },
    env: { ...inherited, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
  });
  const listeners = new Set<(text: string, at: number) => void>();
  let bytes = 0;
  let writes = 0;
  let lastAt = since;
  const text = () =>
    Array.from(
      { length: ROWS },
      (_, y) => terminal.buffer.active.getLine(y)?.translateToString(true) ?? '',
    ).join('\n');
  child.onData((data) => {
    const at = performance.now();
    bytes += Buffer.byteLength(data);
    if (at - lastAt > 5) writes += 1;
    lastAt = at;
    terminal.write(data, () => {
      if (listeners.size === 0) return;
      const shown = text();
      for (const listener of [...listeners]) listener(shown, at);
    });
  });
  let over = false;
  const ended = new Promise<void>((resolve) => {
    child.onExit(() => {
      over = true;
      resolve();
    });
  });
  const close = async () => {
    if (!over) child.kill('SIGTERM');
    await Promise.race([ended, pause(GRACE_MS, undefined, { ref: false })]);
    if (!over) child.kill('SIGKILL');
  };
  atEnd(close);
  return {
    pid: child.pid,
    since,
    text,
    press: (keys) => child.write(keys),
    bytes: () => bytes,
    writes: () => writes,
    shows: (wanted, limitMs = 10_000) =>
      new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(timer);
          listeners.delete(look);
        };
        const look = (shown: string, at: number) => {
          if (!wanted(shown)) return;
          done();
          resolve(at);
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error(`not shown within ${limitMs} ms:\n${text()}`));
        }, limitMs);
        listeners.add(look);
        void ended.then(() => {
          done();
          reject(new Error(`ended:\n${text()}`));
        });
      }),
    onChange: (changed) => void listeners.add(changed),
    rests: async (ms) => {
      while (performance.now() - lastAt < ms) await pause(ms / 4);
    },
    close,
  };
}
