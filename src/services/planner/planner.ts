import { Worker } from 'node:worker_threads';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import type { Note, Round } from './run.ts';

/** What the thread is asked for: a round, under the lease of `owner`. */
export interface ToThread {
  readonly owner: string;
}

/** What it tells: something for the log, and how a round ended. */
export type FromThread =
  | { readonly note: Note }
  | { readonly round: Round }
  | { readonly failed: string };

/** The dispatch engine of a worker: to be run again and again while it holds the lease `planner`. */
export interface Planner {
  /** One round; rejects when it failed or did not end, and the next one has a new thread if need be. */
  round(owner: string): Promise<Round>;
  close(): Promise<void>;
}

/** How often the engine plans anew, ms. */
export const PLAN_EVERY_MS = 3_000;
/** Longer than any round takes on a slow machine, ms. */
const PATIENCE_MS = 20_000;
/** What the largest problem that we take on needs, several times over. */
const HEAP_MB = 256;

/** The thread's file: beside this one, as source or as bundled. */
function threadFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./planner-thread.${extension}`, import.meta.url);
}

/** A planner that has done nothing yet; its thread begins with the first round. */
export function createPlanner(config: Config, log: Log): Planner {
  let thread: Worker | null = null;
  const begin = () => {
    const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
    const begun = new Worker(threadFile(), { workerData: { config }, resourceLimits });
    // A worker that is told to stop does not wait for it.
    begun.unref();
    return begun;
  };
  return {
    round(owner) {
      thread ??= begin();
      const at = thread;
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          at.off('message', told).off('error', died).off('exit', gone);
        };
        const told = (message: FromThread) => {
          if ('note' in message)
            return log[message.note.level](message.note.details, message.note.text);
          end();
          if ('round' in message) resolve(message.round);
          else reject(new Error(message.failed));
        };
        const died = (error: unknown) => {
          end();
          if (thread === at) thread = null;
          void at.terminate();
          reject(error);
        };
        const gone = () => died(new Error('the thread that plans is gone'));
        const timer = setTimeout(
          () => died(new Error(`no plan within ${PATIENCE_MS / 1000} s`)),
          PATIENCE_MS,
        );
        at.on('message', told).on('error', died).on('exit', gone);
        const ask: ToThread = { owner };
        at.postMessage(ask);
      });
    },
    async close() {
      const at = thread;
      thread = null;
      await at?.terminate();
    },
  };
}
