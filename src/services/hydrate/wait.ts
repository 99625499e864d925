import { setTimeout as pause } from 'node:timers/promises';
import { maskText } from '../config/mask.ts';

/** One try that failed: which server, the how-manieth, how long until the next, and why. */
export interface Try {
  readonly name: 'Redis' | 'MongoDB';
  readonly attempt: number;
  readonly pauseMs: number;
  readonly reason: string;
}

/** A server that did not answer in all tries. */
export class GaveUp extends Error {
  readonly server: 'Redis' | 'MongoDB';
  readonly tries: number;
  constructor(server: 'Redis' | 'MongoDB', tries: number) {
    super(`${server} did not answer`);
    this.server = server;
    this.tries = tries;
  }
}

const LONGEST_PAUSE_MS = 5_000;

/** Tries to connect until it succeeds or the time is over; pauses double from half a second to five. Rejects with GaveUp. */
export async function keepTrying<T>(
  name: Try['name'],
  connect: () => Promise<T>,
  { limitMs, signal, onTry }: { limitMs: number; signal: AbortSignal; onTry: (it: Try) => void },
): Promise<T> {
  const end = Date.now() + limitMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connect();
    } catch (error) {
      const pauseMs = Math.min(500 * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      if (signal.aborted || Date.now() + pauseMs > end) throw new GaveUp(name, attempt);
      const reason = maskText(error instanceof Error ? error.message : String(error));
      onTry({ name, attempt, pauseMs, reason });
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
