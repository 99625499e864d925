import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { glyphs } from '../../src/components/glyphs.ts';
import { spaced } from '../../src/components/spaced.ts';
import { plain } from '../../src/components/text.ts';
import { frame } from '../../src/screens/frame.ts';
import { renderConsole } from '../../src/screens/render.tsx';
import type { Platform } from '../../src/services/redis/connect.ts';
import type { ConsoleState } from '../../src/store/state.ts';
import { createConsoleStore } from '../../src/store/store.ts';
import { aState } from './board.ts';
import { aContext } from './context.ts';
import { until } from './servers.ts';

/** The console drawn by Ink into a terminal of a size; nothing it does here reaches a server. */
export function aTerminal(columns: number, rows: number, more: Partial<ConsoleState> = {}) {
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
  const app = renderConsole(context, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
  });
  onTestFinished(() => app.leave());
  const rowOf = (y: number) => screen.buffer.active.getLine(screen.buffer.active.baseY + y);
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
    /** What is in sight: a row that was wider once keeps its end, out of it. */
    lines: () =>
      Array.from(
        { length: screen.rows },
        (_, y) => rowOf(y)?.translateToString(true, 0, screen.cols) ?? '',
      ),
    /** Every cell of a row with how it looks: a letter, its colour, bold, dim, inverse. */
    cells: () =>
      Array.from({ length: screen.rows }, (_, y) =>
        Array.from({ length: screen.cols }, (_, x) => {
          const cell = rowOf(y)?.getCell(x);
          if (!cell) return '';
          const look = [cell.isBold(), cell.isDim(), cell.isInverse()].map((flag) =>
            flag ? 1 : 0,
          );
          return `${cell.getChars() || ' '}${cell.getFgColor()}${look.join('')}`;
        }).join(' '),
      ),
    size: () => [screen.cols, screen.rows] as const,
    leave: () => app.leave(),
  };
}
export type DrawnTerminal = ReturnType<typeof aTerminal>;

/** Waits until the terminal shows exactly what the state means; says which row does not. */
export async function settled({ store, lines, size }: DrawnTerminal): Promise<void> {
  const different = () => {
    const state = store.getState();
    const [columns, rows] = size();
    const drawn = frame(state);
    const shown = rows > state.rows ? spaced(drawn, columns, rows, glyphs(state.ascii)) : drawn;
    const meant = Array.from({ length: rows }, (_, y) => plain(shown[y] ?? []).trimEnd());
    return lines().findIndex((line, y) => line.trimEnd() !== meant[y]);
  };
  await until('the frame of the state', () => different() < 0).catch((error: Error) => {
    const { columns, rows } = store.getState();
    throw new Error(
      `${error.message}: row ${different()} of ${columns}×${rows} in ${size().join('×')}\n${lines().join('\n')}`,
    );
  });
}
