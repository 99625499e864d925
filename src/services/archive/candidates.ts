import type { Document, Filter } from 'mongodb';
import { wordsOf } from './mapping.ts';
import { type Archive, versionOf } from './orders.ts';
import { isNewer, keyOf, valueAt } from './values.ts';

/** Which orders a run looks at. */
export interface Choice {
  /** Words of finished statuses, in any Unicode form. */
  readonly words: readonly string[];
  /** When they were placed, ms since 1970: from `from` on and before `to`; null: no bound. */
  readonly from: number | null;
  readonly to: number | null;
  /** Also those that are archived, but not wholly. */
  readonly incomplete: boolean;
  /** Also those that are archived where no version tells whether they have changed since. */
  readonly reread?: boolean;
}

/** Keys of so many orders at a time: small documents, and few questions over a million. */
const PAGE = 5_000;

/** The orders of a choice. */
export function chosen({ mapping: { orders } }: Archive, choice: Choice): Filter<Document> {
  const bounds = {
    ...(choice.from === null ? {} : { $gte: new Date(choice.from) }),
    ...(choice.to === null ? {} : { $lt: new Date(choice.to) }),
  };
  return {
    [orders.status]: { $in: wordsOf(choice.words) },
    ...(Object.keys(bounds).length > 0 ? { [orders.date]: bounds } : {}),
  };
}

/** How many orders a choice has. */
export function countChosen(archive: Archive, choice: Choice): Promise<number> {
  const { db, mapping } = archive;
  return db.collection(mapping.orders.collection).countDocuments(chosen(archive, choice));
}

/** Whether a choice by date passes over orders whose date is none: a text, a number. */
export async function hasUndated({ db, mapping }: Archive, choice: Choice): Promise<boolean> {
  const { collection, status, date } = mapping.orders;
  const filter = { [status]: { $in: wordsOf(choice.words) }, [date]: { $not: { $type: 'date' } } };
  return (await db.collection(collection).findOne(filter, { projection: { _id: 1 } })) !== null;
}

/** Some orders of a choice, in the order of their `_id`. */
export interface Page {
  /** How many there were. */
  readonly looked: number;
  /** Ids of those that are not in the archive as they are now, each once. */
  readonly ids: readonly unknown[];
  /** Orders that are archived as they are. */
  readonly already: number;
  /** Further documents of an order. */
  readonly duplicates: number;
  /** Orders that have no id: nothing can keep them once. */
  readonly nameless: number;
  /** Where the next page begins; undefined: this was the last. */
  readonly next: unknown;
}

/** One page of a choice after an `_id` (undefined: the first), compared with the archive and not yet read. */
export async function readPage(archive: Archive, choice: Choice, after: unknown): Promise<Page> {
  const { db, mapping } = archive;
  const { orders } = mapping;
  const fields = Object.fromEntries([orders.id, ...orders.version].map((field) => [field, 1]));
  const dated = choice.from !== null || choice.to !== null;
  const keys = await db
    .collection(orders.collection)
    .find(
      {
        ...chosen(archive, choice),
        // As an expression it also passes from numbers to texts, where the types of ids differ.
        ...(after === undefined ? {} : { $expr: { $gt: ['$_id', { $literal: after }] } }),
      },
      {
        projection: { _id: 1, ...fields },
        sort: { _id: 1 },
        limit: PAGE,
        batchSize: PAGE,
        readConcern: { level: 'majority' },
        // By date, an index of theirs may be better.
        ...(dated ? {} : { hint: { _id: 1 } }),
      },
    )
    .toArray();
  const named = keys.filter((key) => valueAt(key, orders.id) != null);
  const ids = new Map(named.map((key) => [keyOf(key[orders.id]), key[orders.id]]));
  const there = await archivedAs(archive, [...ids.values()], {
    ...{ _id: 0, ...fields, completeness: 1 },
  });
  const before = await seenBefore(archive, choice, [...ids.values()], keys[0]?._id, after);
  const isWanted = (key: Document) => {
    const kept = there.get(keyOf(key[orders.id]));
    if (!kept || (choice.incomplete && kept.completeness !== 'whole')) return true;
    if (orders.version.length === 0) return choice.reread === true;
    return isNewer(versionOf(key, mapping), versionOf(kept, mapping));
  };
  const wanted = new Map(
    named.filter(isWanted).map((key) => [keyOf(key[orders.id]), key[orders.id]]),
  );
  const already = [...ids.keys()].filter((id) => !wanted.has(id) && !before.has(id)).length;
  return {
    looked: keys.length,
    ids: [...wanted.values()],
    already,
    duplicates: named.length - wanted.size - already,
    nameless: keys.length - named.length,
    next: keys.length < PAGE ? undefined : keys.at(-1)?._id,
  };
}

/** Which of these ids an earlier page had as well: other documents of the same orders. */
async function seenBefore(
  { db, mapping }: Archive,
  choice: Choice,
  ids: readonly unknown[],
  first: unknown,
  after: unknown,
): Promise<ReadonlySet<string>> {
  const { id, collection } = mapping.orders;
  if (after === undefined || id === '_id') return new Set();
  const earlier = await db
    .collection(collection)
    .find(
      {
        ...{ ...chosen({ db, mapping }, choice), [id]: { $in: [...ids] } },
        $expr: { $lt: ['$_id', { $literal: first }] },
      },
      { projection: { _id: 0, [id]: 1 }, batchSize: PAGE },
    )
    .toArray();
  return new Set(earlier.map((each) => keyOf(each[id])));
}

/** What the archive has of some orders, by their ids. */
async function archivedAs(
  { db, mapping }: Archive,
  ids: readonly unknown[],
  projection: Document,
): Promise<Map<string, Document>> {
  const { id } = mapping.orders;
  const kept = await db
    .collection(mapping.archive)
    .find({ [id]: { $in: [...ids] } }, { projection, batchSize: PAGE })
    .toArray();
  return new Map(kept.map((each) => [keyOf(each[id]), each]));
}
