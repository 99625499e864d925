import type { AnyBulkWriteOperation, Collection, Document } from 'mongodb';
import { type Fault, indexOf, send } from './bulk.ts';
import { withKept } from './document.ts';
import { archiveOperation } from './join.ts';
import type { Mapping } from './mapping.ts';
import {
  type Archive,
  type Archived,
  type ReadOrder,
  type ReadOrders,
  readOrders,
} from './orders.ts';
import type { Refused } from './refused.ts';
import { keyOf } from './values.ts';

/** The archive holds another order that an index of its own takes for this one: by another mapping. */
export class ArchiveMixed extends Error {
  /** The index. */
  readonly index: string;
  constructor(index: string) {
    super(`the archive has another document with the same key of ${index}`);
    this.index = index;
  }
}

/** What was written. */
export interface Written {
  readonly done: Archived;
  /** The orders as they stand, or would stand, in the archive; those refused are not among them. */
  readonly orders: readonly ReadOrder[];
  readonly refused: readonly Refused[];
}

/**
 * Archives these orders by one aggregation and one unordered bulk, acknowledged by a majority. Ids that are
 * not finished (any more) are passed over; an older version never replaces a newer one; where there is no
 * version, what is read now does. Done twice it changes nothing. Throws ArchiveMixed, and what the driver
 * throws; what was written by then is whole, and stays.
 */
export async function archiveOrders(
  archive: Archive,
  ids: readonly unknown[],
  onRefused?: (refused: Refused) => void,
): Promise<Archived> {
  const { done, refused } = await writeOrders(archive, await readOrders(archive, ids), true);
  for (const each of refused) onRefused?.(each);
  return done;
}

/** Writes what was read, as archiveOrders does; `always`: see archiveOperation. */
export async function writeOrders(
  { db, mapping }: Archive,
  read: ReadOrders,
  always: boolean,
): Promise<Written> {
  const asked = new Set(read.ids.map(keyOf));
  const collection = db.collection(mapping.archive);
  const refused = [...read.refused];
  const orders = new Map(read.orders.map((each) => [keyOf(each.id), each]));
  const refuse = (faults: readonly Fault[], of: readonly ReadOrder[]) => {
    for (const { index, reason } of faults) {
      const id = of[index]?.id;
      refused.push({ id, reason });
      orders.delete(keyOf(id));
    }
  };
  let [archived, updated] = [0, 0];
  let pending = read.orders;
  for (let round = 1; pending.length > 0; round += 1) {
    const { there, faults, index } = await insertNew(collection, pending);
    archived += pending.length - there.length - faults.length;
    refuse(faults, pending);
    const kept = await keptOf(collection, there, mapping);
    const absent = there.filter(({ id }) => !kept.has(keyOf(id)));
    // Once may be an order that was deleted meanwhile.
    if (absent.length > 0 && round > 1) throw new ArchiveMixed(index);
    const compared: ReadOrder[] = [];
    const operations: AnyBulkWriteOperation[] = [];
    for (const each of there) {
      const old = kept.get(keyOf(each.id));
      if (!old) continue;
      // Inserted by a try whose answer was lost.
      if (mapping.orders.id !== '_id' && each.own.equals(old._id)) {
        archived += 1;
        continue;
      }
      const now = { ...each, ...withKept(each, old, mapping) };
      orders.set(keyOf(each.id), now);
      compared.push(each);
      operations.push(archiveOperation(now, old, mapping, always));
    }
    const sent = await send(collection, operations);
    if (sent.taken.length > 0) throw new ArchiveMixed(indexOf(sent));
    updated += sent.modified;
    refuse(sent.faults, compared);
    const overtaken = sent.matched + sent.faults.length < operations.length;
    pending = overtaken
      ? [...absent, ...compared.filter(({ id }) => orders.has(keyOf(id)))]
      : absent;
  }
  return {
    ...counted(read, asked.size, orders, { archived, updated, refused: refused.length }),
    refused,
  };
}

function counted(
  { ids, duplicates }: ReadOrders,
  asked: number,
  written: ReadonlyMap<string, ReadOrder>,
  { archived, updated, refused }: { archived: number; updated: number; refused: number },
): Pick<Written, 'done' | 'orders'> {
  const orders = [...written.values()];
  const completeness = { whole: 0, partial: 0, none: 0 };
  const missing = { client: 0, driver: 0, restaurant: 0, product: 0 };
  for (const each of orders) {
    completeness[each.completeness] += 1;
    for (const { kind } of each.missing) missing[kind] += 1;
  }
  return {
    orders,
    done: {
      ...{ archived, updated, refused, completeness, missing },
      already: orders.length - archived - updated,
      skipped: asked - orders.length - refused,
      duplicates: Math.max(ids.length - asked, duplicates),
    },
  };
}

/** What the archive has of these orders, by the keys of their ids. */
async function keptOf(
  collection: Collection,
  orders: readonly ReadOrder[],
  { orders: { id } }: Mapping,
): Promise<Map<string, Document>> {
  if (orders.length === 0) return new Map();
  const kept = await collection.find({ [id]: { $in: orders.map((each) => each.id) } }).toArray();
  return new Map(kept.map((each) => [keyOf(each[id]), each]));
}

/** Inserts those that are not there: a third of the time of an upsert. Answers the others. */
async function insertNew(collection: Collection, read: readonly ReadOrder[]) {
  // Copies: the driver must not give ours an _id.
  const inserts = read.map(({ own, document }) => ({
    insertOne: { document: { _id: own, ...document } },
  }));
  const { taken, faults } = await send(collection, inserts);
  return {
    faults,
    index: indexOf({ taken }),
    there: taken.flatMap(({ index }) => read[index] ?? []),
  };
}
