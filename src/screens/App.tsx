import { Box, useInput, usePaste, useWindowSize } from 'ink';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ActionContext } from '../actions/context.ts';
import { handleKey } from '../actions/handle.ts';
import { keysOf } from '../actions/keys.ts';
import { paste } from '../actions/prompt.ts';
import { Lines } from '../components/Lines.tsx';
import { resized } from '../store/reducers.ts';
import { isTooSmall } from '../store/size.ts';
import type { ConsoleState } from '../store/state.ts';
import { frame } from './frame.ts';
import { Reports } from './reports/Reports.tsx';

/** The screen that a state means. */
export function Screen({ state }: { state: ConsoleState }) {
  const { columns, rows, prompt, screen, ascii } = state;
  const covered = prompt !== null && prompt.kind !== 'line' && prompt.kind !== 'confirm';
  if (screen === 'reports' && !covered && !isTooSmall(columns, rows))
    return <Reports state={state} />;
  return <Lines lines={frame(state)} ascii={ascii} />;
}

/** The console: the store on the screen, keys into the table of actions. */
export function App({ context }: { context: ActionContext }) {
  const { store } = context;
  const state = useStore(store);
  const { columns, rows } = useWindowSize();
  useEffect(() => {
    store.setState((before) => resized(before, columns, rows));
  }, [store, columns, rows]);
  useInput((input, key) => {
    for (const each of keysOf(input, key)) handleKey(context, each);
  });
  usePaste((text) => paste(context, text));
  // Until the store knows a new size, nothing is drawn beyond the old one.
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Screen state={{ ...state, columns, rows }} />
    </Box>
  );
}
