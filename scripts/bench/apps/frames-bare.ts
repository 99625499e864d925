/** Draws the same letters as the console from rows that are made already, a Text each. */
import { render } from 'ink';
import { createElement } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { plain } from '../../../src/components/text.ts';
import { frame as draw } from '../../../src/screens/frame.ts';
import { drawOnDemand } from './draw.ts';
import { paper } from './paper.ts';
import { stateAt } from './pictures.ts';
import { Rows } from './rows.ts';

/** More pictures than this would only be more memory. */
const PICTURES = 100;

const pictures = Array.from({ length: PICTURES }, (_, frame) => draw(stateAt(frame)).map(plain));
const pictureAt = (frame: number) => pictures[frame % PICTURES] ?? [];
const store = createStore(() => ({ rows: pictureAt(0) }));
const sheet = paper();

function Bare() {
  return createElement(Rows, useStore(store));
}

render(createElement(Bare), {
  ...{ stdout: sheet.stdout, alternateScreen: true, incrementalRendering: true },
  ...{ exitOnCtrlC: false, interactive: true, maxFps: 1_000 },
});
drawOnDemand(sheet, (frame) => store.setState({ rows: pictureAt(frame) }));
