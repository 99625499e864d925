import { setTimeout as pause } from 'node:timers/promises';
import type { Notice, ServerName } from '../../domain/servers.ts';
import type { Installed } from './cache.ts';
import type { Guard, Life } from './guard.ts';
import { lastWords } from './last-words.ts';
import { ServerNotReady } from './steps.ts';
import { environmentOf } from './version.ts';

/** How often a server that dies is started again before it is given up. */
export const RESTART_TRIES = 5;
/** A server that lived this long has earned its tries back. */
const HEALTHY_MS = 60_000;

/** How a server is started, and how one knows that it is ready. */
export interface Recipe {
  readonly name: ServerName;
  readonly installed: Installed;
  readonly args: readonly string[];
  readonly log: string;
  /** Resolves with its version when it can be used, with null when it never can; breaks off at the signal. */
  readonly ready: (signal: AbortSignal) => Promise<string | null>;
}

/** A private server that runs. */
export interface Running {
  readonly version: string;
  pid(): number;
  signal(signal: NodeJS.Signals): void;
  /** Starts it again on the same data and address after it ended. */
  start(): Promise<void>;
}

/**
 * Starts a server and waits until it is ready; when `onNotice` is given, starts it again whenever it dies
 * and tells so. Rejects with ServerNotReady.
 */
export async function runServer(
  guard: Guard,
  recipe: Recipe,
  onNotice: ((notice: Notice) => void) | null,
): Promise<Running> {
  const { name } = recipe;
  let life: Life;
  let version = '';
  let since = 0;

  const start = async (): Promise<void> => {
    since = Date.now();
    life = await guard.start({
      id: name,
      file: recipe.installed.binary,
      args: recipe.args,
      env: environmentOf(recipe.installed),
      log: recipe.log,
    });
    const over = new AbortController();
    const ended = life.ended.then(() => over.abort());
    const answered = await recipe.ready(over.signal);
    if (answered === null || over.signal.aborted) {
      const words = lastWords(recipe.log);
      guard.signal(name, 'SIGKILL');
      await ended;
      throw new ServerNotReady(name, words);
    }
    version = answered;
    if (onNotice) void ended.then(() => revive(onNotice));
  };

  let attempt = 0;
  const revive = async (tell: (notice: Notice) => void): Promise<void> => {
    if (Date.now() - since > HEALTHY_MS) attempt = 0;
    while (guard.serves() && attempt < RESTART_TRIES) {
      attempt += 1;
      tell({ kind: 'server_died', name, attempt });
      await pause(200 * 2 ** (attempt - 1), undefined, { ref: false });
      if (!guard.serves()) return;
      try {
        await start();
        tell({ kind: 'server_restarted', name, attempt });
        return;
      } catch {
        // The next try says so.
      }
    }
    if (guard.serves()) tell({ kind: 'server_given_up', name });
  };

  await start();
  return {
    get version() {
      return version;
    },
    pid: () => life.pid,
    signal: (signal) => guard.signal(name, signal),
    start,
  };
}
