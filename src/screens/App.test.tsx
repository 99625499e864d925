import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import { type Instance, render } from 'ink';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aState } from '../../test/helpers/board.ts';
import { aContext } from '../../test/helpers/context.ts';
import { until } from '../../test/helpers/servers.ts';
import { plain } from '../components/text.ts';
import type { Platform } from '../services/redis/connect.ts';
import type { ConsoleState } from '../store/state.ts';
import { createConsoleStore } from '../store/store.ts';
import { App } from './App.tsx';
import { frame } from './frame.ts';

/** The console drawn by Ink into a terminal of a size; nothing it does here reaches a server. */
function aTerminal(columns: number, rows: number, more: Partial<ConsoleState> = {}) {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  let bytes = 0;
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns, rows });
  stdout.on('data', (data: Buffer) => {
    bytes += data.length;
    // A terminal's driver turns a line feed into both.
    screen.write(data.toString().replaceAll('\n', '\r\n'));
  });
  const stdin = Object.assign(new PassThrough(), {
    ...{ isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin },
  });
  const state = aState(columns, rows, more);
  const store = createConsoleStore({ ...state, welcome: '' });
  store.setState(state);
  let refreshes = 0;
  let left = false;
  const refresh = () => {
    refreshes += 1;
  };
  const live = { platform: {} as Platform, history: () => null, refresh };
  const quit = () => {
    left = true;
  };
  const context = aContext({ store, live, quit });
  const app: Instance = render(<App context={context} />, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    ...{
      alternateScreen: true,
      incrementalRendering: true,
      exitOnCtrlC: false,
      interactive: true,
      patchConsole: false,
    },
  });
  onTestFinished(() => app.unmount());
  return {
    store,
    bytes: () => bytes,
    left: () => left,
    refreshes: () => refreshes,
    press: (keys: string) => stdin.write(keys),
    resize: (width: number, height: number) => {
      screen.resize(width, height);
      Object.assign(stdout, { columns: width, rows: height });
      stdout.emit('resize');
    },
    lines: () =>
      Array.from(
        { length: screen.rows },
        (_, y) => screen.buffer.active.getLine(y)?.translateToString(true) ?? '',
      ),
  };
}
type Terminal = ReturnType<typeof aTerminal>;

/** Waits until the terminal shows exactly what the state means. */
async function settled({ store, lines }: Terminal): Promise<void> {
  await until('the frame of the state', () => {
    const meant = frame(store.getState()).map((line) => plain(line).trimEnd());
    return JSON.stringify(lines().map((line) => line.trimEnd())) === JSON.stringify(meant);
  });
}

describe('the console in a terminal', () => {
  it('shows the frame of its state, cell by cell, through every size', async () => {
    const terminal = aTerminal(120, 40);
    await settled(terminal);
    for (const [columns, rows] of [
      [80, 24],
      [60, 16],
      [200, 60],
      [50, 12],
      [120, 40],
    ] as const) {
      terminal.resize(columns, rows);
      await settled(terminal);
    }
  });

  it('takes keys that are typed faster than it draws', async () => {
    const terminal = aTerminal(120, 40);
    await settled(terminal);
    const { store } = terminal;
    terminal.press('jjj');
    await until('three down', () => store.getState().selected === 'c1051');
    terminal.press('\u001b[A\u001b[A');
    await until('two up', () => store.getState().selected === 'c1047');
    terminal.press('\u001b[Bj\u001b[6~');
    await until('down, down and a page', () => store.getState().selectedIndex === 9);
    terminal.press('\t\u001b[Z\t');
    await until('the next panel', () => store.getState().focus === 'nearest');
    terminal.press('?');
    await until('help', () => terminal.lines().some((line) => line.includes('type to search')));
    terminal.press('\u001b');
    await until('no help', () => store.getState().prompt === null);
    await settled(terminal);
    expect(terminal.refreshes()).toBeGreaterThan(0);
    terminal.press('\u0003');
    await until('Ctrl-C leaves', terminal.left);
  });

  it('draws one changed row alone, and nothing when nothing visible changed', async () => {
    const terminal = aTerminal(120, 40);
    await settled(terminal);
    const before = terminal.bytes();
    terminal.store.setState(({ board }) => ({
      boardAt: 1,
      board: board && { ...board, seq: 999 },
    }));
    terminal.store.setState({ message: { kind: 'info', text: 'a word' } });
    await settled(terminal);
    expect(terminal.bytes() - before).toBeLessThan(1_000);
  });

  it('keeps the mark of the selected order when another panel has the keys', async () => {
    const terminal = aTerminal(80, 24);
    await settled(terminal);
    terminal.press('\tj');
    await until('the second driver', () => terminal.lines().some((line) => /▸ d2 Bob/.test(line)));
    expect(terminal.lines().some((line) => line.includes('▸ c1042'))).toBe(true);
    terminal.press(' j ');
    await until('two marks', () => terminal.store.getState().marks.length === 2);
    await settled(terminal);
    terminal.press('\t');
    await until('what is late', () => terminal.lines().some((line) => /Yasmine/.test(line)));
  });
});
