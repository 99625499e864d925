import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Document } from 'mongodb';

/** A command that reached the server after the word to end it is told again, this often and this long, ms. */
const AGAIN_MS = 100;
const LIMIT_MS = 2_000;

/**
 * Runs a command that ends on the server when the signal aborts. The server goes on with an explain whose
 * client has gone (a find or an aggregate it ends by itself), so that it is ended by its session, which a
 * user may always do. Rejects with the signal's reason, or with what the driver throws.
 */
export async function endable(db: Db, signal: AbortSignal, command: Document): Promise<Document> {
  signal.throwIfAborted();
  const session = db.client.startSession();
  const over = new AbortController();
  const aborted = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { signal: over.signal }),
  );
  let settled = false;
  const running = db.command(command, { session }).finally(() => {
    settled = true;
  });
  try {
    await Promise.race([running, aborted]);
    const until = Date.now() + LIMIT_MS;
    while (signal.aborted && !settled && Date.now() < until) {
      const kill = db.command({ killSessions: [session.id] }).catch(() => undefined);
      await Promise.race([Promise.all([kill, pause(AGAIN_MS)]), running.catch(() => undefined)]);
    }
    signal.throwIfAborted();
    return await running;
  } finally {
    over.abort();
    // What is left of it, where the server is away, is nobody's any more.
    running.catch(() => undefined);
    void session.endSession().catch(() => undefined);
  }
}
