/** Runs on all cores. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Measures } from '../../../src/domain/replay/measures.ts';
import type { Answer, Run } from './run.ts';

export interface Pool {
  /** Every run, in their order; each is told as soon as it is done. Rejects at the first that fails. */
  readonly runAll: (
    runs: readonly Run[],
    done: (run: Run, measures: Measures) => void,
  ) => Promise<void>;
  readonly stop: () => Promise<unknown>;
}

/** As many worker threads as there are cores, and no more than are of use. */
export function startPool(most: number): Pool {
  const workers = Array.from(
    { length: Math.min(most, availableParallelism()) },
    () => new Worker(new URL('./worker.ts', import.meta.url)),
  );
  return {
    runAll: async (runs, done) => {
      const todo = runs.values();
      // Each takes the next as soon as it is free.
      await Promise.all(
        workers.map(async (worker) => {
          for (const run of todo) done(run, await answerOf(worker, run));
        }),
      );
    },
    stop: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}

function answerOf(worker: Worker, run: Run): Promise<Measures> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      act();
    };
    worker.once('message', ({ measures, error }: Answer) =>
      settle(() => (measures ? resolve(measures) : reject(new Error(error)))),
    );
    worker.once('error', (error) => settle(() => reject(error)));
    worker.once('exit', (code) =>
      settle(() => reject(new Error(`a worker thread ended with ${code}`))),
    );
    worker.postMessage(run);
  });
}
