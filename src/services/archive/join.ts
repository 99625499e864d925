import type { AnyBulkWriteOperation, Document } from 'mongodb';
import { JOINED } from './document.ts';
import { finishedWords, type Mapping } from './mapping.ts';

/** The aggregation that reads finished orders by their ids, with all that they refer to. */
export function joinOf(mapping: Mapping, ids: readonly unknown[]): Document[] {
  const { orders, clients, drivers, restaurants, menus } = mapping;
  const lookup = (from: { collection: string; key: string }, localField: string, as: string) => ({
    $lookup: { from: from.collection, localField, foreignField: from.key, as },
  });
  return [
    {
      $match: { [orders.id]: { $in: [...ids] }, [orders.status]: { $in: finishedWords(mapping) } },
    },
    lookup(clients, orders.client, JOINED.client),
    lookup(drivers, orders.driver, JOINED.driver),
    lookup(restaurants, orders.restaurant, JOINED.restaurant),
    lookup(menus, `${orders.items.list}.${orders.items.product}`, JOINED.menus),
    // Too large a document is an error that names itself: sent as it is, the server would break off.
    { $match: { $expr: { $gt: [{ $bsonSize: '$$ROOT' }, 0] } } },
    // When it was read: what is newer where an order has no version.
    { $set: { [JOINED.readAt]: '$$NOW' } },
  ];
}

/** The path of a document's own field, in an expression. */
const at = (field: string) => ({ $ifNull: [`$${field}`, null] });

/** Whether what stands in the archive has an older version, and whether it has the same. */
function compared(versions: readonly { field: string; value: unknown }[]) {
  const same = (count: number) =>
    versions
      .slice(0, count)
      .map(({ field, value }) => ({ $eq: [at(field), { $literal: value ?? null }] }));
  const older = versions.map(({ field, value }, index) => ({
    $and: [...same(index), { $lt: [at(field), { $literal: value ?? null }] }],
  }));
  return { older: { $or: older }, same: { $and: same(versions.length) } };
}

const content = (input: string): Document => {
  const field = 'archived_at';
  return { $unsetField: { field: '_id', input: { $unsetField: { field, input } } } };
};

/** Whether the archive holds anything else than `next`, its time and MongoDB's own id apart. */
const DIFFERS: Document = { $ne: [content('$$ROOT'), content('$$next')] };

/**
 * The write of a document of the archive over what it had of the order (`kept`), as long as that is still what
 * it has: it replaces what is older, or is of the same version with more references missing. Where orders have
 * no version it replaces what was read earlier (`always`: whatever it is) and is not the same.
 */
export function archiveOperation(
  { document, version }: { document: Document; version: readonly unknown[] },
  kept: Document,
  { orders }: Mapping,
  always: boolean,
): AnyBulkWriteOperation {
  const { archived_at, missing } = document;
  const { older, same } = compared(
    orders.version.map((field, index) => ({ field, value: version[index] })),
  );
  const filled = { $gt: [{ $size: { $ifNull: ['$missing', []] } }, missing.length] };
  const later = always ? true : { $lt: [at('archived_at'), archived_at] };
  const replaced =
    orders.version.length > 0
      ? { $or: [older, { $and: [same, filled] }] }
      : { $and: [later, DIFFERS] };
  const absent = { $eq: [{ $type: '$archived_at' }, 'missing'] };
  const next = { $mergeObjects: [{ _id: '$_id' }, '$$next'] };
  return {
    updateOne: {
      // What another program wrote meanwhile is compared anew.
      filter: { _id: kept._id, archived_at: kept.archived_at ?? null },
      update: [
        {
          $replaceWith: {
            $let: {
              // `$literal` keeps a client's note that begins with `$` a note.
              vars: { next: { $literal: document } },
              in: { $cond: [{ $or: [absent, replaced] }, next, '$$ROOT'] },
            },
          },
        },
      ],
    },
  };
}
