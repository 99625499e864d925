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
  /** One round, not before the one before it ended; rejects when it failed or did not end. */
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

/** Who waits for the end of a round. */
interface Asked {
  resolve(round: Round): void;
  reject(error: unknown): void;
}

const GONE = 'the thread that plans is gone';

/**
 * A planner that has done nothing yet; its thread, which runs `file`, begins with the first round. Whatever
 * ends the thread ends it alone: a round that waits for it rejects at once, the next one has a new thread.
 */
export function createPlanner(config: Config, log: Log, file: URL = threadFile()): Planner {
  let thread: Worker | null = null;
  let asked: Asked | null = null;
  let timer: NodeJS.Timeout | undefined;

  /** The answer to whoever asked, once; null: nobody does. */
  const answer = (): Asked | null => {
    const it = asked;
    asked = null;
    return it;
  };
  const died = (at: Worker, error: unknown) => {
    if (thread !== at) return;
    thread = null;
    void at.terminate();
    const waiting = answer();
    if (waiting) return waiting.reject(error);
    const reason = error instanceof Error ? error.message : String(error);
    log.error({ reason }, 'the thread that plans ended between two rounds');
  };
  const begin = (): Worker => {
    const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
    const begun = new Worker(file, { workerData: { config }, resourceLimits });
    // A worker that is told to stop does not wait for it.
    begun.unref();
    // They stay between the rounds: an error that nobody listens to would end the whole worker.
    begun.on('error', (error) => died(begun, error));
    begun.on('exit', () => died(begun, new Error(GONE)));
    begun.on('message', (message: FromThread) => {
      if ('note' in message) log[message.note.level](message.note.details, message.note.text);
      else if (thread !== begun) return;
      else if ('round' in message) answer()?.resolve(message.round);
      else answer()?.reject(new Error(message.failed));
    });
    return begun;
  };

  return {
    round(owner) {
      thread ??= begin();
      const at = thread;
      return new Promise<Round>((resolve, reject) => {
        asked = { resolve, reject };
        const ask: ToThread = { owner };
        at.postMessage(ask);
        timer = setTimeout(
          () => died(at, new Error(`no plan within ${PATIENCE_MS / 1000} s`)),
          PATIENCE_MS,
        );
      }).finally(() => clearTimeout(timer));
    },
    async close() {
      const at = thread;
      thread = null;
      answer()?.reject(new Error(GONE));
      await at?.terminate();
    },
  };
}
