import type { Document, Timestamp } from 'mongodb';
import type { Archive, Archived } from './orders.ts';
import { type ChangeStart, type Changes, PlaceLost, readChanges } from './watch-changes.ts';
import { LEASE_MS, type WatchPlace } from './watch-place.ts';
import { type ScanContext, scanFinished } from './watch-scan.ts';
import { archiveOrders } from './write.ts';

export interface FollowContext extends ScanContext {
  /** As it was taken. */
  readonly place: WatchPlace;
}

/** While nothing finishes the place is noted this often, which renews the lease. */
const KEEP_MS = LEASE_MS / 5;

/**
 * Archives what finishes from the place on, after a scan where there is no token, until the signal aborts,
 * another watcher takes over or the collection is gone. Throws what the driver throws; the token kept is then
 * that of the last batch that is archived, or none where what it led to is lost.
 */
export async function follow(context: FollowContext): Promise<void> {
  const { keeper, place } = context;
  try {
    const start = place.token ? { startAfter: place.token } : await scan(context);
    if (start) await followFrom(context, start);
  } catch (error) {
    if (error instanceof PlaceLost) await keeper.forget('history_lost');
    throw error;
  }
}

/** Scans; from when on changes must be followed then, or null when it did not come to its end. */
async function scan(context: FollowContext): Promise<ChangeStart | null> {
  const { archive, place, tell } = context;
  // Taken first: what is committed later the stream tells, and what was before the scan finds.
  const startAtOperationTime = await committedTime(archive);
  tell({ kind: 'scan', why: place.why });
  const done = await scanFinished(context);
  if (done === null) return null;
  tell({ kind: 'scanned', done });
  return { startAtOperationTime };
}

/** The newest time that a majority has, so that no failover takes it back. */
async function committedTime({ db }: Archive): Promise<Timestamp> {
  const { lastWrite, operationTime }: Document = await db.command({ hello: 1 });
  // A router of shards does not tell the first.
  return lastWrite?.majorityOpTime?.ts ?? operationTime;
}

/** What is archived and not noted yet. */
interface Due extends Changes {
  readonly done: Archived;
}

async function followFrom(context: FollowContext, start: ChangeStart): Promise<void> {
  const { archive, keeper, signal, tell } = context;
  const changes = readChanges(archive, start, () => tell({ kind: 'resumed' }));
  let due: Due | null = null;
  let keptAt: number | null = null;
  try {
    for (;;) {
      // The token after a batch is noted while the next one comes.
      const kept: Promise<boolean> = due === null ? Promise.resolve(true) : keep(context, due);
      const [next, held] = await Promise.all([signal.aborted ? null : changes.next(), kept]);
      if (!held) return tell({ kind: 'replaced' });
      if (next === null) return;
      if (keptAt === null) tell({ kind: 'watching' });
      const done = await archiveOrders(archive, next.ids, ({ id, reason }) =>
        tell({ kind: 'refused', id: String(id), reason }),
      );
      if (next.over) {
        tell({ kind: 'gone' });
        await keeper.forget('collection_gone');
        return;
      }
      due = null;
      if (next.ids.length === 0 && keptAt !== null && performance.now() - keptAt < KEEP_MS)
        continue;
      due = { ...next, done };
      keptAt = performance.now();
    }
  } finally {
    await changes.close();
  }
}

/** Notes the place after a batch; whether this watcher is still the active one. */
async function keep(context: FollowContext, { ids, since, token, done }: Due): Promise<boolean> {
  const { keeper, tell, onProgress } = context;
  const at = await keeper.keep(token);
  if (at === null) return false;
  onProgress();
  if (ids.length === 0) return true;
  const lagMs = since === null ? null : Math.max(0, at.getTime() - since.getTime());
  tell({ kind: 'batch', done, lagMs });
  return true;
}
