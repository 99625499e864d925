import type { AnyBulkWriteOperation, Document } from 'mongodb';
import type { Upsert } from './documents.ts';

/** JSON has no undefined and $literal keeps it: fields that are absent are left out here. */
function present(document: Document): Document {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

/**
 * Where what a newer event does not tell stays: what others noted on a delivery (a rating, a review), and
 * a driver's figures and regions, which not every event about him carries.
 */
const MERGED: ReadonlySet<Upsert['collection']> = new Set(['deliveries', 'drivers']);

/**
 * The write of an upsert. It is found by its unique key alone (the server then repeats a race of two
 * inserts by itself) and keeps what is newer inside, so replays and reordering change nothing.
 * `$literal` keeps a client's note that begins with `$` a note.
 */
export function upsertOperation(upsert: Upsert): AnyBulkWriteOperation {
  const { collection, key, document, epoch, version } = upsert;
  const mine = { ...present(document), epoch, version };
  const newer = {
    $or: [
      { $lt: [{ $ifNull: ['$epoch', -1] }, epoch] },
      {
        $and: [{ $eq: ['$epoch', epoch] }, { $lt: [{ $ifNull: ['$version', -1] }, version] }],
      },
    ],
  };
  const base = MERGED.has(collection) ? '$$ROOT' : { _id: '$_id' };
  const merged = { $mergeObjects: [base, { $literal: { ...key, ...mine } }] };
  return {
    updateOne: {
      filter: key,
      update: [{ $replaceWith: { $cond: [newer, merged, '$$ROOT'] } }],
      upsert: true,
    },
  };
}
