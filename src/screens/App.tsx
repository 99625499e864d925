import { Box, useInput, usePaste, useWindowSize } from 'ink';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ActionContext } from '../actions/context.ts';
import { handleKey } from '../actions/handle.ts';
import { keysOf } from '../actions/keys.ts';
import { paste } from '../actions/prompt.ts';
import { glyphs } from '../components/glyphs.ts';
import { Lines, Theme } from '../components/Lines.tsx';
import { spaced } from '../components/spaced.ts';
import { resized } from '../store/reducers.ts';
import { drawnSize, isTooSmall } from '../store/size.ts';
import type { ConsoleState } from '../store/state.ts';
import { frame } from './frame.ts';
import { Reports } from './reports/Reports.tsx';

/** The screen that a state means; `height` is the terminal's, where the theme puts air between the rows. */
export function Screen({ state, height = state.rows }: { state: ConsoleState; height?: number }) {
  const { columns, rows, prompt, screen, ascii } = state;
  const covered = prompt !== null && prompt.kind !== 'line' && prompt.kind !== 'confirm';
  if (screen === 'reports' && !covered && !isTooSmall(columns, rows))
    return (
      <Box width={columns} height={height} overflow="hidden">
        <Reports state={state} />
      </Box>
    );
  const lines = frame(state);
  const shown = height > rows ? spaced(lines, columns, height, glyphs(ascii)) : lines;
  return <Lines lines={shown} ascii={ascii} />;
}

/** The console: the store on the screen, keys into the table of actions. */
export function App({ context }: { context: ActionContext }) {
  const { store } = context;
  const state = useStore(store);
  const { theme, screen } = state;
  const size = useWindowSize();
  const { columns, rows } = drawnSize(size, theme, screen);
  useEffect(() => {
    store.setState((before) => resized(before, columns, rows));
  }, [store, columns, rows]);
  useInput((input, key) => {
    for (const each of keysOf(input, key)) handleKey(context, each);
  });
  usePaste((text) => paste(context, text));
  // Lines are as large as the terminal already: to clip them would cost a third of a frame.
  return (
    <Theme value={theme}>
      <Box flexDirection="column" width={columns} height={size.rows}>
        <Screen state={{ ...state, columns, rows }} height={size.rows} />
      </Box>
    </Theme>
  );
}
