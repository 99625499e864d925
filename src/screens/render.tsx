import { setTimeout as pause } from 'node:timers/promises';
import { render, useApp } from 'ink';
import { type ReactNode, useEffect } from 'react';
import type { ActionContext } from '../actions/context.ts';
import { App } from './App.tsx';
import { Reader } from './reader/Reader.tsx';

type Suspend = ReturnType<typeof useApp>['suspendTerminal'];

/** The console on a terminal. */
export interface Shown {
  /** Resolves when the app has ended by itself; rejects with what broke while it drew. */
  readonly ended: Promise<unknown>;
  /** Shows another store in its place, without leaving the screen. */
  show(context: ActionContext): void;
  /** Gives the terminal back as it was until the promise settles, then draws a whole frame. */
  handOver(until: () => Promise<void>): Promise<void>;
  /** Draws everything anew, over whatever another program wrote there. */
  redraw(): void;
  /** Gives the terminal back for good, also when drawing itself is what is broken. */
  leave(): Promise<void>;
}

/** Where the console is drawn, and where its keys come from. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
}

/** A terminal that is gone (lost SSH) takes no last frame: it is not waited for. */
const LAST_FRAME_MS = 500;
/** Synchronized output and bracketed paste end, the alternate screen goes, the cursor shows. */
const RESTORED = '\u001b[?2026l\u001b[?2004l\u001b[?1049l\u001b[?25h';

/** The whole screen, from its corner. */
const WIPED = '\u001b[H\u001b[J';
/** A window that is drawn larger or smaller by hand changes many times a second. */
const SETTLED_MS = 150;

/** What Ink does at its end, for when it can't. */
function restore({ stdin, stdout }: Streams): void {
  stdin.setRawMode(false);
  stdout.write(RESTORED);
}

/** Draws the console in this terminal, on its alternate screen; what was there comes back at the end. */
export function renderConsole(context: ActionContext, streams: Streams = process): Shown {
  const aloud = process.env.INK_SCREEN_READER === 'true';
  let suspend: Suspend | null = null;
  const hold = (given: Suspend) => {
    suspend = given;
  };
  const tree = (shown: ActionContext) => (
    <Holder hold={hold}>{aloud ? <Reader context={shown} /> : <App context={shown} />}</Holder>
  );
  const app = render(tree(context), {
    stdout: streams.stdout,
    stdin: streams.stdin,
    // What a screen reader says stays in the terminal's own memory, to be gone through again.
    alternateScreen: !aloud,
    isScreenReaderEnabled: aloud,
    incrementalRendering: !aloud,
    // What is read comes ten times a second at most; a key behind it should not wait for a slot.
    maxFps: 120,
    exitOnCtrlC: false,
    interactive: true,
    // What a library prints goes to this terminal, if it is the process' own.
    patchConsole: streams === process,
  });
  const ended = app.waitUntilExit();
  const redraw = () => {
    // Ink forgets its frame, the screen is wiped from its corner, and Ink draws as after a new size.
    app.clear();
    streams.stdout.write(WIPED);
    streams.stdout.off('resize', settle);
    streams.stdout.emit('resize');
    streams.stdout.on('resize', settle);
  };
  let settling: NodeJS.Timeout | undefined;
  // A frame of the old size may reach a terminal that has the new one by then: what it left is wiped.
  const settle = () => {
    clearTimeout(settling);
    settling = setTimeout(redraw, SETTLED_MS);
  };
  if (!aloud) streams.stdout.on('resize', settle);
  return {
    ended,
    show: (next) => app.rerender(tree(next)),
    handOver: async (until) => {
      await suspend?.(until);
    },
    redraw,
    leave: async () => {
      streams.stdout.off('resize', settle);
      clearTimeout(settling);
      try {
        app.unmount();
        await Promise.race([ended.catch(() => undefined), pause(LAST_FRAME_MS)]);
      } catch {
        restore(streams);
      }
    },
  };
}

/** Hands out Ink's own way to leave the terminal for a while, which only components are given. */
function Holder({ hold, children }: { hold: (suspend: Suspend) => void; children: ReactNode }) {
  const { suspendTerminal } = useApp();
  useEffect(() => hold(suspendTerminal), [hold, suspendTerminal]);
  return children;
}
