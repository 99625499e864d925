/** The drawing end of the bench `frames`: draws as many frames as it is told, and tells how long each took. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Paper } from './paper.ts';

/** What the bench asks for, and what it hears. */
export interface Drawn {
  readonly times: readonly number[];
  /** Bytes, after a collection of garbage. */
  readonly rss: number;
}

/** Answers every message `{ frames }` with a `Drawn`. `show(n)` changes the picture to the nth. */
export function drawOnDemand(paper: Paper, show: (frame: number) => void): void {
  // The first is on the screen already.
  let drawn = 1;
  process.on('message', async ({ frames }: { frames: number }) => {
    const times: number[] = [];
    for (let i = 0; i < frames; i += 1) {
      const since = performance.now();
      show(drawn);
      drawn += 1;
      // React draws in a microtask of the change; Ink writes at once.
      await nextTurn();
      while (paper.writtenAt() < since) await nextTurn();
      times.push(paper.writtenAt() - since);
    }
    globalThis.gc?.();
    process.send?.({ times, rss: process.memoryUsage.rss() } satisfies Drawn);
  });
  process.on('disconnect', () => process.exit());
}
