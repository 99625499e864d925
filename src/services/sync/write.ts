import {
  type AnyBulkWriteOperation,
  BSON,
  type Collection,
  MongoBulkWriteError,
  MongoInvalidArgumentError,
} from 'mongodb';
import type { History } from '../mongo/connect.ts';
import { MongoDown } from '../mongo/connect.ts';
import type { Upsert } from './documents.ts';
import { upsertOperation } from './upsert.ts';

/** Why an operation was not done, and whether it may be when it is tried again, alone. */
interface Failure {
  readonly reason: string;
  readonly again: boolean;
}

/** Two clients inserting the same key; MongoDB repeats that by itself, and if not, so do we. */
const DUPLICATE_KEY = 11_000;

/**
 * Writes all upserts, a bulk a collection, acknowledged by a majority. Answers by index why a document
 * never will be written; throws MongoDown when it is not known what was written (network, no primary,
 * write concern).
 */
export async function writeAll(
  { db, deliveries }: History,
  upserts: readonly Upsert[],
): Promise<Map<number, string>> {
  const reasons = new Map<number, string>();
  const byCollection = new Map<string, number[]>();
  upserts.forEach(({ collection }, index) => {
    const name = collection === 'deliveries' ? deliveries : collection;
    const indexes = byCollection.get(name);
    if (indexes) indexes.push(index);
    else byCollection.set(name, [index]);
  });
  await Promise.all(
    [...byCollection].map(async ([name, indexes]) => {
      const operations = indexes.flatMap((index) => {
        const upsert = upserts[index];
        return upsert ? [upsertOperation(upsert)] : [];
      });
      for (const [place, reason] of await writeBulk(db.collection(name), operations)) {
        const index = indexes[place];
        if (index !== undefined) reasons.set(index, reason);
      }
    }),
  );
  return reasons;
}

/** Writes the operations of one collection; what may succeed alone is tried once more. */
async function writeBulk(
  collection: Collection,
  operations: readonly AnyBulkWriteOperation[],
): Promise<Map<number, string>> {
  const reasons = new Map<number, string>();
  for (const [place, failure] of await tryBulk(collection, operations)) {
    const operation = operations[place];
    const last =
      failure.again && operation ? (await tryBulk(collection, [operation])).get(0) : failure;
    if (last) reasons.set(place, last.reason);
  }
  return reasons;
}

/** One bulk; answers its failures by place. Throws MongoDown. */
async function tryBulk(
  collection: Collection,
  operations: readonly AnyBulkWriteOperation[],
): Promise<Map<number, Failure>> {
  try {
    await collection.bulkWrite([...operations], { ordered: false });
    return new Map();
  } catch (error) {
    // The driver sent nothing: one of them is no BSON, or too large, and we are not told which.
    if (error instanceof BSON.BSONError || error instanceof MongoInvalidArgumentError) {
      return new Map(operations.map((_, place) => [place, { reason: error.message, again: true }]));
    }
    const refused = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
    // A network error comes as a bulk error too, but names no operation.
    if (
      !(error instanceof MongoBulkWriteError) ||
      error.result.getWriteConcernError() ||
      refused.length === 0
    ) {
      throw new MongoDown(error instanceof Error ? error.message : String(error), error);
    }
    return new Map(
      refused.map(({ index, code, errmsg }) => [
        index,
        { reason: errmsg ?? `code ${code}`, again: code === DUPLICATE_KEY },
      ]),
    );
  }
}
