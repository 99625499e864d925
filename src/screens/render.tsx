import { type Instance, render } from 'ink';
import type { ActionContext } from '../actions/context.ts';
import { App } from './App.tsx';

/** Draws the console in this terminal, on its alternate screen; what was there comes back at the end. */
export function renderConsole(context: ActionContext): Instance {
  return render(<App context={context} />, {
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    interactive: true,
    patchConsole: true,
  });
}
