import { Worker } from 'node:worker_threads';
import type { Plan, PlanProblem } from '../../domain/planning/problem.ts';

/** A plan, and how long the thread was at it, ms. */
export interface Solved {
  readonly plan: Plan;
  readonly ms: number;
}

/** A thread that solves one problem after the other. */
export interface Solver {
  /** Rejects when the thread died or did not answer; the next call has a new one. */
  solve(problem: PlanProblem): Promise<Solved>;
  close(): Promise<void>;
}

/** Longer than any problem that we send takes on a slow machine, ms. */
const PATIENCE_MS = 20_000;
/** What the largest problem that we send needs, several times over. */
const HEAP_MB = 256;

/** The thread's file: beside this one, as source or as bundled. */
function solverFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./solver.${extension}`, import.meta.url);
}

/** The thread is begun at the first problem: a worker that never plans has none. */
export function createSolver(): Solver {
  let thread: Worker | null = null;
  const begin = () => {
    const begun = new Worker(solverFile(), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    // A worker that is told to stop does not wait for it.
    begun.unref();
    return begun;
  };
  return {
    solve(problem) {
      thread ??= begin();
      const at = thread;
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          at.off('message', done);
          at.off('error', failed);
          at.off('exit', gone);
        };
        const done = (solved: Solved) => {
          end();
          resolve(solved);
        };
        const failed = (error: unknown) => {
          end();
          thread = null;
          void at.terminate();
          reject(error);
        };
        const gone = () => failed(new Error('the thread that solves is gone'));
        const timer = setTimeout(
          () => failed(new Error(`no plan within ${PATIENCE_MS / 1000} s`)),
          PATIENCE_MS,
        );
        at.on('message', done);
        at.on('error', failed);
        at.on('exit', gone);
        at.postMessage(problem);
      });
    },
    async close() {
      await thread?.terminate();
      thread = null;
    },
  };
}
