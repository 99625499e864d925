/** Draws the console's own screen, frame by frame. */
import { Box, render } from 'ink';
import { createElement } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { keepHeapSmall } from '../../../src/cli/heap.ts';
import { Screen } from '../../../src/screens/App.tsx';
import { drawOnDemand } from './draw.ts';
import { COLUMNS, paper, ROWS } from './paper.ts';
import { stateAt } from './pictures.ts';

keepHeapSmall();
const store = createStore(() => stateAt(0));
const sheet = paper();

function Console() {
  const state = useStore(store);
  return createElement(
    Box,
    { flexDirection: 'column', width: COLUMNS, height: ROWS },
    createElement(Screen, { state }),
  );
}

render(createElement(Console), {
  ...{ stdout: sheet.stdout, alternateScreen: true, incrementalRendering: true },
  ...{ exitOnCtrlC: false, interactive: true, maxFps: 1_000 },
});
drawOnDemand(sheet, (frame) => store.setState(stateAt(frame), true));
