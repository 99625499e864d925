import { archiveBatch } from './batch.ts';
import { finishedWords } from './mapping.ts';
import type { Archive, Archived } from './orders.ts';
import type { WatchNews } from './watch-news.ts';
import { LEASE_MS, type PlaceKeeper } from './watch-place.ts';

const BATCH = 100;
/** A scan that can't go on for so long begins anew: another watcher may have taken over meanwhile. */
const GIVE_UP_MS = 60_000;

export interface ScanContext {
  readonly archive: Archive;
  readonly keeper: PlaceKeeper;
  /** Ends it after the batch in hand. */
  readonly signal: AbortSignal;
  readonly tell: (news: WatchNews) => void;
  /** Something was written. */
  readonly onProgress: () => void;
}

/**
 * Archives all finished orders that are not in the archive as they are now, and renews the lease meanwhile;
 * null when it was stopped or another watcher took over. Throws what the driver throws.
 */
export async function scanFinished(context: ScanContext): Promise<Archived | null> {
  const { archive, keeper, signal, tell, onProgress } = context;
  const replaced = new AbortController();
  const renew = async () => {
    if (!(await keeper.renew())) replaced.abort();
  };
  // A server that is away is told by the scan itself.
  const renewing = setInterval(() => void renew().catch(() => undefined), LEASE_MS / 5);
  try {
    const words = finishedWords(archive.mapping);
    const done = await archiveBatch(
      archive,
      { words, from: null, to: null, incomplete: false, reread: true },
      {
        ...{ batchSize: BATCH, limit: null, dryRun: false, giveUpMs: GIVE_UP_MS },
        signal: AbortSignal.any([signal, replaced.signal]),
        onProgress,
        onRefused: ({ id, reason }) => tell({ kind: 'refused', id: String(id), reason }),
        onRetry: ({ attempt, pauseMs, reason }) =>
          tell({ kind: 'interrupted', reason, failures: attempt, pauseMs, lost: false }),
      },
    );
    if (!signal.aborted && !replaced.signal.aborted) return done;
    if (replaced.signal.aborted) tell({ kind: 'replaced' });
    return null;
  } finally {
    clearInterval(renewing);
  }
}
