import type { Document, Timestamp } from 'mongodb';
import type { Archive } from './orders.ts';
import { type ChangeStart, type Changes, PlaceLost, readChanges } from './watch-changes.ts';
import { placeNotes } from './watch-notes.ts';
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

async function followFrom(context: FollowContext, start: ChangeStart): Promise<void> {
  const { archive, keeper, signal, tell } = context;
  const changes = readChanges(archive, start, () => tell({ kind: 'resumed' }));
  const notes = placeNotes(keeper, context.onProgress);
  let coming = changes.next();
  try {
    for (let first = true; ; first = false) {
      const next = await coming;
      // Read while this is archived. Who does not come for it does not want to know either.
      if (!next.over) coming = changes.next();
      coming.catch(() => undefined);
      await archiveNext(context, next);
      if (next.over) {
        await notes.flush();
        tell({ kind: 'gone' });
        await keeper.forget('collection_gone');
        return;
      }
      const idle = next.ids.length === 0 && performance.now() - notes.notedAt() < KEEP_MS;
      if (!idle) notes.soon(next.token);
      // Whoever hears that it watches may rely on a place that is noted.
      if (!(first ? await notes.flush() : notes.held())) return tell({ kind: 'replaced' });
      if (first) tell({ kind: 'watching' });
      if (signal.aborted) return;
    }
  } finally {
    // What is archived stays so if this fails: then it is archived once more.
    await notes.flush().catch(() => undefined);
    await changes.close();
  }
}

/** Archives what came at once, and tells it. */
async function archiveNext(context: FollowContext, { ids, since }: Changes): Promise<void> {
  if (ids.length === 0) return;
  const { archive, keeper, tell } = context;
  const done = await archiveOrders(archive, ids, ({ id, reason }) =>
    tell({ kind: 'refused', id: String(id), reason }),
  );
  const now = keeper.now();
  const lagMs = since === null ? null : Math.max(0, Math.round(now - since.getTime()));
  tell({ kind: 'batch', done, lagMs });
}
