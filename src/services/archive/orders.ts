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
  keyOf,
  type ReferenceKind,
  valueAt,
} from './document.ts';
import { archiveOperation, joinOf } from './join.ts';
import type { Mapping } from './mapping.ts';

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

/** Told of each order that was found, once it is archived. */
export type OnOrder = (
  id: unknown,
  order: Pick<ArchiveDocument, 'completeness' | 'missing'>,
) => void;

/** The archive of a database, with the index that keeps each order in it once. */
export async function openArchive({ db }: Pick<History, 'db'>, mapping: Mapping): Promise<Archive> {
  const { archive, orders } = mapping;
  if (orders.id !== '_id')
    await db.collection(archive).createIndex({ [orders.id]: 1 }, { unique: true });
  return { db, mapping };
}

/** The version of an order, its fields in the mapping's order; empty where it has none. */
export function versionOf(document: Document, { orders }: Mapping): unknown[] {
  return orders.version.map((field) => valueAt(document, field) ?? null);
}

/** An order as it was read and joined. */
interface Read extends ArchiveDocument {
  readonly id: string;
  /** Replaces what is older in the archive; made when it is needed. */
  readonly replacing: () => AnyBulkWriteOperation;
}

/**
 * Archives these orders by one aggregation and one unordered bulk, acknowledged by a majority. Ids that are
 * not finished (any more) are passed over; an older version never replaces a newer one; done twice it
 * changes nothing. Throws what the driver throws; what was written by then is whole, and stays.
 */
export async function archiveOrders(
  archive: Archive,
  ids: readonly unknown[],
  onOrder?: OnOrder,
): Promise<Archived> {
  if (ids.length === 0) return NOTHING_ARCHIVED;
  const read = await readOrders(archive, ids);
  const done = await writeOrders(archive, ids, read);
  if (onOrder) for (const each of read) onOrder(each.document[archive.mapping.orders.id], each);
  return done;
}

/** The orders with all that they refer to, as the archive keeps them. */
async function readOrders({ db, mapping }: Archive, ids: readonly unknown[]): Promise<Read[]> {
  const joined = await db
    .collection(mapping.orders.collection)
    .aggregate(joinOf(mapping, ids), { allowDiskUse: true, readConcern: { level: 'majority' } })
    .toArray();
  return joined.map((each) => {
    const made = archiveDocument(each, mapping);
    return {
      ...made,
      id: keyOf(each[mapping.orders.id]),
      replacing: () => archiveOperation(made.document, mapping, versionOf(each, mapping)),
    };
  });
}

async function writeOrders(
  { db, mapping }: Archive,
  ids: readonly unknown[],
  read: readonly Read[],
): Promise<Archived> {
  const asked = new Set(ids.map(keyOf));
  const found = new Set(read.map(({ id }) => id));
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

/** What stands in the archive already, or what another program inserted at the same moment. */
const DUPLICATE_KEY = 11_000;

/** Inserts what is new, which most are and which costs a third; what is there already is compared. */
async function write(collection: Collection, read: readonly Read[]) {
  const inserts = await bulk(
    collection,
    // A copy: the driver notes the `_id` that it makes in it.
    read.map(({ document }) => ({ insertOne: { document: { ...document } } })),
  );
  const there = inserts.refused.flatMap((index) => read[index] ?? []);
  const operations = there.map(({ replacing }) => replacing());
  const replaced = await bulk(collection, operations);
  // It was not there, then another program inserted it: now it is there for good.
  const races = replaced.refused.flatMap((index) => operations[index] ?? []);
  const again = await bulk(collection, races);
  if (again.cause) throw again.cause;
  return {
    inserted: inserts.inserted + replaced.inserted + again.inserted,
    modified: replaced.modified + again.modified,
  };
}

interface Written {
  readonly inserted: number;
  readonly modified: number;
  /** Places of the operations that found their key taken, and the error that says so. */
  readonly refused: readonly number[];
  readonly cause?: MongoBulkWriteError;
}

/** One unordered bulk, acknowledged by a majority; throws every error but that of a key that is taken. */
async function bulk(collection: Collection, operations: AnyBulkWriteOperation[]): Promise<Written> {
  if (operations.length === 0) return { inserted: 0, modified: 0, refused: [] };
  try {
    const done = await collection.bulkWrite(operations, {
      ordered: false,
      writeConcern: { w: 'majority' },
    });
    const { insertedCount, upsertedCount, modifiedCount } = done;
    return { inserted: insertedCount + upsertedCount, modified: modifiedCount, refused: [] };
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const refused = [error.writeErrors].flat();
    const taken = refused.length > 0 && refused.every(({ code }) => code === DUPLICATE_KEY);
    if (!taken || error.result.getWriteConcernError()) throw error;
    const { insertedCount, upsertedCount, modifiedCount } = error.result;
    return {
      ...{ inserted: insertedCount + upsertedCount, modified: modifiedCount },
      ...{ refused: refused.map(({ index }) => index), cause: error },
    };
  }
}
