import { type Db, type Document, ObjectId } from 'mongodb';
import type { History } from '../mongo/connect.ts';
import {
  type ArchiveDocument,
  archiveDocument,
  type Completeness,
  type ReferenceKind,
} from './document.ts';
import { joinOf } from './join.ts';
import type { Mapping } from './mapping.ts';
import { byHalves, isOfOneOfThem, type Refused } from './refused.ts';
import { isNewer, keyOf, valueAt } from './values.ts';

/** Somebody's database with its archive. */
export interface Archive {
  readonly db: Db;
  readonly mapping: Mapping;
}

/** What was done with some orders. Each id counts once in `archived`, `updated`, `already`, `skipped` or `refused`. */
export interface Archived {
  /** New in the archive. */
  readonly archived: number;
  /** There in an older version, or with more references missing: replaced. */
  readonly updated: number;
  /** There as they are. */
  readonly already: number;
  /** No finished order has the id (any more). */
  readonly skipped: number;
  /** Orders that the archive does not take. */
  readonly refused: number;
  /** Ids that were given more than once, and further documents of the same order. */
  readonly duplicates: number;
  /** How those that were found are enriched. */
  readonly completeness: Readonly<Record<Completeness, number>>;
  /** How many references were missing in them, by what they refer to. */
  readonly missing: Readonly<Record<ReferenceKind, number>>;
}

/** Nothing done yet: where a sum begins. */
export const NOTHING_ARCHIVED: Archived = {
  ...{ archived: 0, updated: 0, already: 0, skipped: 0, refused: 0, duplicates: 0 },
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
    refused: a.refused + b.refused,
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
  readonly version: readonly unknown[];
  /** MongoDB's id in the archive should it be new there: by it a program knows what it inserted itself. */
  readonly own: ObjectId;
}

/** What was read of some ids, to be written with writeOrders. */
export interface ReadOrders {
  readonly ids: readonly unknown[];
  /** Each id once: of several documents the newest, or the last where nothing tells. */
  readonly orders: readonly ReadOrder[];
  /** Documents that were left out for that. */
  readonly duplicates: number;
  readonly refused: readonly Refused[];
}

/** The orders with all that they refer to, as the archive keeps them. Throws what the driver throws. */
export async function readOrders(archive: Archive, ids: readonly unknown[]): Promise<ReadOrders> {
  const { db, mapping } = archive;
  if (ids.length === 0) return { ids, orders: [], duplicates: 0, refused: [] };
  let joined: Document[];
  try {
    joined = await db
      .collection(mapping.orders.collection)
      .aggregate(joinOf(mapping, ids), { allowDiskUse: true, readConcern: { level: 'majority' } })
      .toArray();
  } catch (error) {
    if (!isOfOneOfThem(error)) throw error;
    if (ids.length === 1)
      return { ids, orders: [], duplicates: 0, refused: [{ id: ids[0], reason: error.message }] };
    const [a, b] = await byHalves(ids, (some) => readOrders(archive, some));
    return {
      ids,
      orders: [...a.orders, ...b.orders],
      duplicates: a.duplicates + b.duplicates,
      refused: [...a.refused, ...b.refused],
    };
  }
  const orders = new Map<string, ReadOrder>();
  for (const each of joined) {
    const id = each[mapping.orders.id];
    const version = versionOf(each, mapping);
    const before = orders.get(keyOf(id));
    if (before && version.length > 0 && !isNewer(version, before.version)) continue;
    orders.set(keyOf(id), {
      ...{ id, version, own: new ObjectId() },
      ...archiveDocument(each, mapping),
    });
  }
  return {
    ids,
    orders: [...orders.values()],
    duplicates: joined.length - orders.size,
    refused: [],
  };
}
