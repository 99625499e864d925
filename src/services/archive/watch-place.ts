import type { Collection, Document, ResumeToken } from 'mongodb';
import type { History } from '../mongo/connect.ts';

/** How long a watcher is the active one after its last word, ms; the server's clock counts. */
export const LEASE_MS = 10_000;

/** Why finished orders must be looked for: nobody has watched yet, or there is no place to go on from. */
export type ScanReason = 'first' | 'history_lost' | 'collection_gone' | 'mapping_changed';

/** Where the watchers of one archive are, and which of them is active: one document, so that one write checks both. */
export interface WatchPlace extends Document {
  readonly _id: string;
  /** Who is active; null: nobody. */
  readonly holder: string | null;
  readonly until: Date;
  /** What follows it is not archived yet; null: scan first. */
  readonly token: ResumeToken | null;
  readonly why: ScanReason;
  /** Digest of the mapping that the token was kept under. */
  readonly mapping?: string;
  /** When the token was kept. */
  readonly at: Date;
}

/** A watcher's hold on the place of an archive. */
export interface PlaceKeeper {
  /** Takes or renews the lease; the place, whose `holder` says who is active now. */
  take(): Promise<WatchPlace>;
  /** Notes a token and renews the lease; false when somebody else is active: then nothing is noted. */
  keep(token: ResumeToken): Promise<boolean>;
  /** The time by the server's clock, ms, as far as its last answer told it. */
  now(): number;
  /** Renews the lease; false when somebody else is active. */
  renew(): Promise<boolean>;
  /** There is nothing to go on from: whoever is active next scans. False when somebody else is active. */
  forget(why: ScanReason): Promise<boolean>;
  /** Lets another watcher take over at once. */
  release(): Promise<void>;
}

/**
 * The place of an archive (`id`), as this watcher (`name`) holds it. Who takes one that was kept under another
 * mapping (its digest) scans: other orders may be finished ones now.
 */
export function placeKeeper(
  { db }: History,
  { id, mapping }: { readonly id: string; readonly mapping: string },
  name: string,
): PlaceKeeper {
  const places: Collection<WatchPlace> = db.collection('checkpoints');
  const mine = { _id: id, holder: name };
  let aheadMs = 0;
  // Before it was sent: the server looked at its clock before it waited for the others.
  const setClock = (server: Date, sentAt: number) => {
    aheadMs = server.getTime() - sentAt;
  };
  const until = { $add: ['$$NOW', LEASE_MS] };
  const free = {
    $or: [{ $eq: [{ $ifNull: ['$holder', name] }, name] }, { $lt: ['$until', '$$NOW'] }],
  };
  const changed = { $and: [free, { $ne: [{ $ifNull: ['$mapping', mapping] }, mapping] }] };
  return {
    take: async () => {
      const sentAt = Date.now();
      const place = await places.findOneAndUpdate(
        { _id: id },
        [
          {
            $set: {
              holder: { $cond: [free, name, '$holder'] },
              until: { $cond: [free, until, '$until'] },
              token: { $cond: [changed, null, { $ifNull: ['$token', null] }] },
              why: { $cond: [changed, 'mapping_changed', { $ifNull: ['$why', 'first'] }] },
              mapping: { $cond: [free, mapping, '$mapping'] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after' },
      );
      if (!place) throw new Error(`the place ${id} was not written`);
      if (place.holder === name) setClock(new Date(place.until.getTime() - LEASE_MS), sentAt);
      return place;
    },
    keep: async (token) => {
      const noted = { token: { $literal: token }, at: '$$NOW', until };
      const options = { returnDocument: 'after', projection: { at: 1 } } as const;
      const sentAt = Date.now();
      const place = await places.findOneAndUpdate(mine, [{ $set: noted }], options);
      if (place) setClock(place.at, sentAt);
      return place !== null;
    },
    now: () => Date.now() + aheadMs,
    renew: async () => (await places.updateOne(mine, [{ $set: { until } }])).matchedCount === 1,
    forget: async (why) => {
      const { matchedCount } = await places.updateOne(mine, { $set: { token: null, why } });
      return matchedCount === 1;
    },
    release: async () => {
      await places.updateOne(mine, { $set: { holder: null } });
    },
  };
}
