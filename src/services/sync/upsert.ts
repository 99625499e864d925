import type { AnyBulkWriteOperation, Document } from 'mongodb';
import type { Upsert } from './documents.ts';

/** JSON has no undefined and $literal keeps it: fields that are absent are left out here. */
function present(document: Document): Document {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

/**
 * The write of an upsert. It is found by its unique key alone (the server then repeats a race of two
 * inserts by itself) and keeps what is newer inside, so replays and reordering change nothing.
 * `$literal` keeps a client's note that begins with `$` a note.
 */
export function upsertOperation(upsert: Upsert): AnyBulkWriteOperation {
  const { key, document, epoch, seq, merge } = upsert;
  const mine = { ...present(document), epoch, seq };
  const newer = {
    $or: [
      { $lt: [{ $ifNull: ['$epoch', -1] }, epoch] },
      {
        $and: [{ $eq: ['$epoch', epoch] }, { $lt: [{ $ifNull: ['$seq', -1] }, seq] }],
      },
    ],
  };
  const base = merge ? '$$ROOT' : { _id: '$_id' };
  const merged = { $mergeObjects: [base, { $literal: { ...key, ...mine } }] };
  return {
    updateOne: {
      filter: key,
      update: [{ $replaceWith: { $cond: [newer, merged, '$$ROOT'] } }],
      upsert: true,
    },
  };
}
