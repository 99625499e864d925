import {
  type AnyBulkWriteOperation,
  type Collection,
  type Db,
  type Document,
  MongoBulkWriteError,
} from 'mongodb';
import type { History } from '../mongo/connect.ts';
import {
  type ArchiveDocument,
  archiveDocument,
  type Completeness,
  type ReferenceKind,
} from './document.ts';
import { archiveOperation, joinOf } from './join.ts';
import type { Mapping } from './mapping.ts';
import { keyOf, valueAt } from './values.ts';

/** Somebody's database with its archive. */
export interface Archive {
  readonly db: Db;
  readonly mapping: Mapping;
}

/** What was done with some orders. Each id counts once in `archived`, `updated`, `already` or `skipped`. */
export interface Archived {
  /** New in the archive. */
  readonly archived: number;
  /** There in an older version, or with more references missing: replaced. */
  readonly updated: number;
  /** There as they are. */
  readonly already: number;
  /** No finished order has the id (any more). */
  readonly skipped: number;
  /** Ids that were given more than once, and further documents of the same order. */
  readonly duplicates: number;
  /** How those that were found are enriched. */
  readonly completeness: Readonly<Record<Completeness, number>>;
  /** How many references were missing in them, by what they refer to. */
  readonly missing: Readonly<Record<ReferenceKind, number>>;
}

/** Nothing done yet: where a sum begins. */
export const NOTHING_ARCHIVED: Archived = {
  ...{ archived: 0, updated: 0, already: 0, skipped: 0, duplicates: 0 },
  completeness: { whole: 0, partial: 0, none: 0 },
  missing: { client: 0, driver: 0, restaurant: 0, product: 0 },
};

/** The sum of two. Pure. */
export function addArchived(a: Archived, b: Archived): Archived {
  const [c, d] = [a.completeness, b.completeness];
  const [m, n] = [a.missing, b.missing];
  return {
    archived: a.archived + b.archived,
    updated: a.updated + b.updated,
    already: a.already + b.already,
    skipped: a.skipped + b.skipped,
    duplicates: a.duplicates + b.duplicates,
    completeness: {
      whole: c.whole + d.whole,
      partial: c.partial + d.partial,
      none: c.none + d.none,
    },
    missing: {
      client: m.client + n.client,
      driver: m.driver + n.driver,
      restaurant: m.restaurant + n.restaurant,
      product: m.product + n.product,
    },
  };
}

/** The archive of a database, with the index that keeps each order in it once. */
export async function openArchive({ db }: Pick<History, 'db'>, mapping: Mapping): Promise<Archive> {
  const { archive, orders } = mapping;
  if (orders.id !== '_id') {
    // Orders of another mapping may be in the same collection.
    const partialFilterExpression = { [orders.id]: { $exists: true } };
    const options = { unique: true, partialFilterExpression };
    await db.collection(archive).createIndex({ [orders.id]: 1 }, options);
  }
  return { db, mapping };
}

/** The version of an order, its fields in the mapping's order; empty where it has none. */
export function versionOf(document: Document, { orders }: Mapping): unknown[] {
  return orders.version.map((field) => valueAt(document, field) ?? null);
}

/** An order as it was read and joined. */
export interface ReadOrder extends ArchiveDocument {
  readonly id: unknown;
  readonly operation: AnyBulkWriteOperation;
}

/**
 * Archives these orders by one aggregation and one unordered bulk, acknowledged by a majority. Ids that are
 * not finished (any more) are passed over; an older version never replaces a newer one; done twice it
 * changes nothing. Throws what the driver throws; what was written by then is whole, and stays.
 */
export async function archiveOrders(archive: Archive, ids: readonly unknown[]): Promise<Archived> {
  return writeOrders(archive, ids, await readOrders(archive, ids));
}

/** The orders with all that they refer to, as the archive keeps them: to be written with writeOrders. */
export async function readOrders(
  { db, mapping }: Archive,
  ids: readonly unknown[],
): Promise<ReadOrder[]> {
  if (ids.length === 0) return [];
  const joined = await db
    .collection(mapping.orders.collection)
    .aggregate(joinOf(mapping, ids), { allowDiskUse: true, readConcern: { level: 'majority' } })
    .toArray();
  return joined.map((each) => {
    const made = archiveDocument(each, mapping);
    return {
      ...made,
      id: each[mapping.orders.id],
      operation: archiveOperation(made.document, mapping, versionOf(each, mapping)),
    };
  });
}

/** Writes what readOrders read of these ids, as archiveOrders does. */
export async function writeOrders(
  { db, mapping }: Archive,
  ids: readonly unknown[],
  read: readonly ReadOrder[],
): Promise<Archived> {
  const asked = new Set(ids.map(keyOf));
  const found = new Set(read.map(({ id }) => keyOf(id)));
  const { inserted, modified } = await write(db.collection(mapping.archive), read);
  const completeness = { whole: 0, partial: 0, none: 0 };
  const missing = { client: 0, driver: 0, restaurant: 0, product: 0 };
  for (const each of read) {
    completeness[each.completeness] += 1;
    for (const { kind } of each.missing) missing[kind] += 1;
  }
  // A second document of the same order may have replaced the first.
  const updated = Math.min(modified, found.size - inserted);
  return {
    archived: inserted,
    updated,
    already: found.size - inserted - updated,
    skipped: asked.size - found.size,
    duplicates: Math.max(ids.length - asked.size, read.length - found.size),
    completeness,
    missing,
  };
}

/** The archive has the order already. */
const DUPLICATE_KEY = 11_000;
const SAFELY = { ordered: false, writeConcern: { w: 'majority' } } as const;

/** Inserts all: a third of the time of an upsert. What is there already is then compared, and may be replaced. */
async function write(
  collection: Collection,
  read: readonly ReadOrder[],
): Promise<{ inserted: number; modified: number }> {
  if (read.length === 0) return { inserted: 0, modified: 0 };
  const there = await insertNew(collection, read);
  const operations = there.flatMap((index) => read[index]?.operation ?? []);
  const inserted = read.length - there.length;
  if (operations.length === 0) return { inserted, modified: 0 };
  const { upsertedCount, modifiedCount } = await collection.bulkWrite(operations, SAFELY);
  return { inserted: inserted + upsertedCount, modified: modifiedCount };
}

/** Inserts those that are not there; answers the places of the others. */
async function insertNew(collection: Collection, read: readonly ReadOrder[]): Promise<number[]> {
  try {
    // Copies: the driver gives each an _id, which the one that is there must not take.
    await collection.bulkWrite(
      read.map(({ document }) => ({ insertOne: { document: { ...document } } })),
      SAFELY,
    );
    return [];
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const refused = [error.writeErrors].flat();
    const known = refused.length > 0 && refused.every(({ code }) => code === DUPLICATE_KEY);
    if (!known || error.result.getWriteConcernError()) throw error;
    return refused.map(({ index }) => index);
  }
}
