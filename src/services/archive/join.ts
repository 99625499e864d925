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

/**
 * The write of a document of the archive: found by the order's id alone, it replaces what is older, or is of
 * the same version with more references missing. Anything else stays, so replays and reordering do no harm.
 */
export function archiveOperation(
  document: Document,
  { orders }: Mapping,
  version: readonly unknown[],
): AnyBulkWriteOperation {
  const { archived_at, missing } = document;
  const { older, same } = compared(
    orders.version.map((field, index) => ({ field, value: version[index] })),
  );
  const filled = { $gt: [{ $size: { $ifNull: ['$missing', []] } }, missing.length] };
  const later = { $lt: [at('archived_at'), archived_at] };
  const replaced =
    orders.version.length > 0
      ? { $or: [older, { $and: [same, filled] }] }
      : { $and: [later, differs(document)] };
  const absent = { $eq: [{ $type: '$archived_at' }, 'missing'] };
  return {
    updateOne: {
      // `$literal` keeps a client's note that begins with `$` a note.
      filter: { [orders.id]: document[orders.id] },
      update: [
        {
          $replaceWith: {
            $cond: [
              { $or: [absent, replaced] },
              { $mergeObjects: [{ _id: '$_id' }, { $literal: document }] },
              '$$ROOT',
            ],
          },
        },
      ],
      upsert: true,
    },
  };
}

/** Whether the archive holds anything else than this, its time and MongoDB's own id apart. */
function differs(document: Document): Document {
  const { archived_at: _time, _id, ...content } = document;
  const plain = (input: unknown, field: string) => ({ $unsetField: { field, input } });
  return { $ne: [plain(plain('$$ROOT', '_id'), 'archived_at'), { $literal: content }] };
}
