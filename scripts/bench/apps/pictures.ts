/** The evening that both sides of the bench `frames` draw: an event and what it changes in every frame. */

import type { ConsoleState } from '../../../src/store/state.ts';
import { aState, BOARD, FEED } from '../../../test/helpers/board.ts';
import { COLUMNS, ROWS } from './paper.ts';

/** The state of the console at a frame: counts, feed and the answer move, as on a busy evening. */
export function stateAt(frame: number): ConsoleState {
  const turn = frame % FEED.length;
  const feed = [...FEED.slice(turn), ...FEED.slice(0, turn)].map((event, index) =>
    index === 0 ? { ...event, order: `c${10_000 + frame}` } : event,
  );
  const counts = { ...BOARD.counts, waiting: 12 + (frame % 7), delivered: 154 + frame };
  return aState(COLUMNS, ROWS, { feed, board: { ...BOARD, counts, seq: 420 + frame } });
}
