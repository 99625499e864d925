import { MongoBulkWriteError } from 'mongodb';
import type { History } from '../mongo/connect.ts';
import { MongoDown } from '../mongo/connect.ts';
import type { Upsert } from './documents.ts';
import { upsertOperation } from './upsert.ts';

/** Why a document was not written: `poisoned` never will be, another try may write the others. */
export interface Failure {
  readonly reason: string;
  readonly poisoned: boolean;
}

/** Two clients inserting the same key; MongoDB repeats that by itself, and if not, so do we. */
const DUPLICATE_KEY = 11_000;

/**
 * Writes all upserts, a bulk a collection, acknowledged by a majority. Answers the failures by index;
 * throws MongoDown when it is not known what was written (network, no primary, write concern).
 */
export async function writeAll(
  { db, deliveries }: History,
  upserts: readonly Upsert[],
): Promise<Map<number, Failure>> {
  const failures = new Map<number, Failure>();
  const byCollection = new Map<string, number[]>();
  upserts.forEach(({ collection }, index) => {
    const name = collection === 'deliveries' ? deliveries : collection;
    byCollection.set(name, [...(byCollection.get(name) ?? []), index]);
  });
  await Promise.all(
    [...byCollection].map(async ([name, indexes]) => {
      const operations = indexes.flatMap((index) => {
        const upsert = upserts[index];
        return upsert ? [upsertOperation(upsert)] : [];
      });
      try {
        await db.collection(name).bulkWrite(operations, { ordered: false });
      } catch (error) {
        if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) {
          throw new MongoDown(error instanceof Error ? error.message : String(error));
        }
        for (const { index, code, errmsg } of [error.writeErrors].flat()) {
          const at = indexes[index];
          if (at === undefined) continue;
          failures.set(at, { reason: errmsg ?? `code ${code}`, poisoned: code !== DUPLICATE_KEY });
        }
        if (failures.size === 0) throw new MongoDown(error.message);
      }
    }),
  );
  return failures;
}
