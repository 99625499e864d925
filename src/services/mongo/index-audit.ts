import type { IndexDescriptionInfo } from 'mongodb';
import { COLLECTIONS } from '../config/acl.ts';
import type { History } from './connect.ts';
import { collectionOf, INDEXES, indexOptions, type NeededIndex } from './indexes.ts';

/** An index as the server has it. */
export interface PresentIndex {
  readonly collection: string;
  readonly name: string;
  readonly key: Readonly<Record<string, unknown>>;
  /** What makes it another index than its key alone says: `unique`, a partial filter, an end of life, … */
  readonly options: Readonly<Record<string, unknown>>;
  /** How often a query went along it, and since when (ms); null: the server does not tell this user. */
  readonly used: { readonly times: number; readonly since: number } | null;
}

/** A needed index, by the name of its collection in this database. */
export interface Wanted {
  readonly collection: string;
  readonly name: string;
  readonly key: NeededIndex['key'];
  readonly options: Readonly<Record<string, unknown>>;
}

/** What the indexes that are there have to do with those that Vigie needs. */
export interface IndexAudit {
  readonly missing: readonly Wanted[];
  /** The key is right, the options are not. */
  readonly different: readonly { readonly wanted: Wanted; readonly present: PresentIndex }[];
  /** Needed by Vigie, and never used since the server counts. */
  readonly unused: readonly PresentIndex[];
  /** Not needed by Vigie; `prefixOf` names an index that answers all that it answers, null: it is another program's. */
  readonly superfluous: readonly {
    readonly present: PresentIndex;
    readonly prefixOf: string | null;
  }[];
  /** How many of the needed ones are as they should be. */
  readonly good: number;
}

/** The indexes that Vigie needs in this database. */
export function wantedIndexes(history: History): Wanted[] {
  return INDEXES.map((index) => ({
    collection: collectionOf(history, index),
    name: nameOf(index.key),
    key: index.key,
    options: indexOptions(index),
  }));
}

/** All indexes of the collections that Vigie uses, but for those on `_id`. Throws what the driver throws. */
export async function presentIndexes({ db, deliveries }: History): Promise<PresentIndex[]> {
  const there = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const names = [...new Set([deliveries, ...COLLECTIONS])].filter((name) =>
    there.some((each) => each.name === name),
  );
  const found = await Promise.all(
    names.map(async (collection) => {
      const indexes = await db.collection(collection).listIndexes().toArray();
      const used = await usesOf(db.collection(collection));
      return indexes.map((index) => presentOf(collection, index, used));
    }),
  );
  return found.flat().filter(({ name }) => name !== '_id_');
}

/** What is missing, other, unused or not needed. Pure. */
export function auditIndexes(
  wanted: readonly Wanted[],
  present: readonly PresentIndex[],
): IndexAudit {
  const pairs = wanted.map((each) => {
    const same = present.filter((one) => isSameIndex(one, each));
    return { wanted: each, present: same.find((one) => isEqual(one, each)) ?? same[0] };
  });
  const different = pairs.flatMap(({ wanted: each, present: one }) =>
    one && !isEqual(one, each) ? [{ wanted: each, present: one }] : [],
  );
  const needed = new Set(pairs.map((pair) => pair.present));
  return {
    missing: pairs.filter((pair) => !pair.present).map((pair) => pair.wanted),
    different,
    unused: present.filter((one) => needed.has(one) && one.used?.times === 0),
    superfluous: present
      .filter((one) => !needed.has(one))
      .map((one) => ({ present: one, prefixOf: longerOf(one, wanted) })),
    good: pairs.filter((pair) => pair.present).length - different.length,
  };
}

/** Makes an index that is missing. Throws what the driver throws: two documents alike where it is unique, … */
export async function makeIndex(
  { db }: History,
  { collection, key, options }: Wanted,
): Promise<void> {
  await db.collection(collection).createIndex({ ...key }, { ...options });
}

/** The line for mongosh that drops an index: Vigie drops none itself. */
export function dropLine(db: string, { collection, name }: PresentIndex): string {
  const text = (value: string) => JSON.stringify(value);
  return `db.getSiblingDB(${text(db)}).getCollection(${text(collection)}).dropIndex(${text(name)})`;
}

/** `region_1_delivery_time_-1`, as the server calls it. */
const nameOf = (key: Readonly<Record<string, unknown>>) =>
  Object.entries(key)
    .map(([field, direction]) => `${field}_${direction}`)
    .join('_');

interface WithKey {
  readonly collection: string;
  readonly key: Readonly<Record<string, unknown>>;
}

const isSameIndex = (one: WithKey, other: WithKey) =>
  one.collection === other.collection && nameOf(one.key) === nameOf(other.key);

const isEqual = (one: PresentIndex, other: Wanted) => sorted(one.options) === sorted(other.options);

const sorted = (options: object) =>
  JSON.stringify(Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The needed index that begins with the whole key of one which has no purpose of its own; null: none. */
function longerOf({ collection, key, options }: PresentIndex, wanted: readonly Wanted[]) {
  if (Object.keys(options).length > 0) return null;
  const longer = wanted.find(
    (each) =>
      each.collection === collection &&
      !('partialFilterExpression' in each.options) &&
      nameOf(each.key).startsWith(`${nameOf(key)}_`),
  );
  return longer?.name ?? null;
}

/** What the driver tells of an index besides its options. */
const PLAIN = new Set(['v', 'key', 'name', 'ns', 'background', 'textIndexVersion']);

function presentOf(
  collection: string,
  index: IndexDescriptionInfo,
  uses: ReadonlyMap<string, PresentIndex['used']> | null,
): PresentIndex {
  const options = Object.fromEntries(
    Object.entries(index).filter(([name, value]) => !PLAIN.has(name) && value !== false),
  );
  const { name = '', key } = index;
  return { collection, name, key, options, used: uses?.get(name) ?? null };
}

/** How often each index was used on the server that answers; null where this user may not ask. */
async function usesOf(
  collection: ReturnType<History['db']['collection']>,
): Promise<ReadonlyMap<string, PresentIndex['used']> | null> {
  try {
    const stats = await collection.aggregate([{ $indexStats: {} }]).toArray();
    return new Map(
      stats.map(({ name, accesses }) => [
        String(name),
        { times: Number(accesses.ops), since: new Date(accesses.since).getTime() },
      ]),
    );
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}

const UNAUTHORIZED = 13;
const isForbidden = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === UNAUTHORIZED;
