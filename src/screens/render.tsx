import { type Instance, render } from 'ink';
import type { ActionContext } from '../actions/context.ts';
import { App } from './App.tsx';

/** The console on a terminal. */
export interface Shown {
  readonly app: Instance;
  /** Shows another store in its place, without leaving the screen. */
  show(context: ActionContext): void;
}

/** Draws the console in this terminal, on its alternate screen; what was there comes back at the end. */
export function renderConsole(context: ActionContext): Shown {
  const app = render(<App context={context} />, {
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    interactive: true,
    patchConsole: true,
  });
  return { app, show: (next) => app.rerender(<App context={next} />) };
}
