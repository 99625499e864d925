import type { Document } from 'mongodb';
import type { History } from '../mongo/connect.ts';
import { clientDocuments, menuDocuments, restaurantDocuments } from './town.ts';

/**
 * Writes the clients, restaurants and menus that seeded orders refer to; what is there by its key stays as it
 * is. Answers how many were new, and how many there are in all.
 */
export async function writeTown(
  history: Pick<History, 'db'>,
): Promise<{ written: number; all: number }> {
  const parts = [
    ['menus', '_id', menuDocuments()],
    ['restaurants', 'restaurant_id', restaurantDocuments()],
    ['clients', 'client_id', clientDocuments()],
  ] as const;
  const written = await Promise.all(
    parts.map(([name, key, documents]) => insertMissing(history, name, key, documents)),
  );
  return {
    written: written.reduce((sum, count) => sum + count, 0),
    all: parts.reduce((sum, [, , documents]) => sum + documents.length, 0),
  };
}

/** Inserts the documents that are not there by a key; answers how many were new. */
export async function insertMissing(
  { db }: Pick<History, 'db'>,
  name: string,
  key: string,
  documents: readonly Document[],
): Promise<number> {
  if (documents.length === 0) return 0;
  const result = await db.collection(name).bulkWrite(
    documents.map((document) => ({
      updateOne: {
        filter: { [key]: document[key] },
        update: { $setOnInsert: document },
        upsert: true,
      },
    })),
    { ordered: false },
  );
  return result.upsertedCount;
}
