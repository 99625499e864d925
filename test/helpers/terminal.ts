import { resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { until } from './servers.ts';

/** The built binary in a pseudo-terminal, and what a person would see there. */
export interface Terminal {
  readonly pid: number;
  /** What was shown, a string a row, without trailing spaces. */
  screen(): string[];
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Waits until a text is on the screen. */
  sees(text: string, limitMs?: number): Promise<void>;
  /** Waits until a text is nowhere on the screen. */
  misses(text: string): Promise<void>;
  /** Loses the connection, as when the network goes under SSH. */
  hangUp(): void;
  /** Exit code, once it has ended. */
  exit(): Promise<number>;
  /** Whether the alternate screen is shown, and the cursor. */
  modes(): { alternate: boolean; cursorHidden: boolean };
  /** How often the bell rang. */
  bells(): number;
  /** Bytes written since the start. */
  bytes(): number;
}

interface Options {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** The folder that it runs in. */
  readonly cwd?: string;
}

/** Starts `vigie ARGS` in a terminal of a size. */
export function openTerminal(args: readonly string[], options: Options = {}): Terminal {
  return openProgram(process.execPath, [resolve('dist/main.js'), ...args], options);
}

/** A shell with job control in a terminal, and what starts `vigie ARGS` in it. */
export function openShell(options: Options = {}): Terminal & { start(...args: string[]): void } {
  const terminal = openProgram('sh', ['-i'], {
    ...options,
    env: { ...options.env, PS1: '$ ', ENV: '' },
  });
  const command = [process.execPath, 'dist/main.js'].map((word) => `'${word}'`).join(' ');
  const start = (...args: string[]) => terminal.press(`${command} ${args.join(' ')}\r`);
  return { ...terminal, start };
}

function openProgram(
  file: string,
  args: readonly string[],
  { columns = 120, rows = 40, env = {}, cwd }: Options,
): Terminal {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const { CI: _ci, NO_COLOR: _no, ...inherited } = process.env;
  const child = spawn(file, [...args], {
    cols: columns,
    rows,
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...inherited, TERM: 'xterm-256color', LANG: 'C.UTF-8', TZ: 'UTC', ...env },
  });
  let bytes = 0;
  let bells = 0;
  terminal.onBell(() => {
    bells += 1;
  });
  let cursorHidden = false;
  child.onData((data) => {
    bytes += data.length;
    cursorHidden =
      data.lastIndexOf('\u001b[?25l') > data.lastIndexOf('\u001b[?25h') ||
      (cursorHidden && !data.includes('\u001b[?25h'));
    terminal.write(data);
  });
  const ended = new Promise<number>((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)));
  onTestFinished(async () => {
    try {
      process.kill(child.pid, file === 'sh' ? 'SIGHUP' : 'SIGTERM');
    } catch {
      return;
    }
    await ended;
  });
  const screen = () =>
    Array.from({ length: terminal.rows }, (_, y) => {
      const buffer = terminal.buffer.active;
      return buffer.getLine(buffer.baseY + y)?.translateToString(true) ?? '';
    });
  const waits = (what: string, check: () => boolean, limitMs: number) =>
    until(what, check, limitMs).catch((error: Error) => {
      throw new Error(`${error.message}\n${screen().join('\n')}`);
    });
  const shows = (text: string) => screen().some((line) => line.includes(text));
  return {
    pid: child.pid,
    screen,
    press: (keys) => child.write(keys),
    resize: (width, height) => {
      terminal.resize(width, height);
      child.resize(width, height);
    },
    sees: async (text, limitMs = 20_000) =>
      void (await waits(`"${text}" on the screen`, () => shows(text), limitMs)),
    misses: async (text) =>
      void (await waits(`"${text}" gone from the screen`, () => !shows(text), 20_000)),
    hangUp: () => child.kill('SIGHUP'),
    exit: () => ended,
    modes: () => ({ alternate: terminal.buffer.active.type === 'alternate', cursorHidden }),
    bells: () => bells,
    bytes: () => bytes,
  };
}
