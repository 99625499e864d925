import { type AnyBulkWriteOperation, type Collection, MongoBulkWriteError } from 'mongodb';
import { byHalves, isOfADocument, isOfOneOfThem } from './refused.ts';

/** The archive has the order already. */
const DUPLICATE_KEY = 11_000;
const SAFELY = { ordered: false, writeConcern: { w: 'majority' } } as const;

/** An operation of a bulk that was not done, and why. */
export interface Fault {
  readonly index: number;
  readonly reason: string;
}
/** What a bulk did, and what it could not. */
export interface Sent {
  readonly matched: number;
  readonly modified: number;
  /** Whose key is in the archive already. */
  readonly taken: readonly Fault[];
  /** What MongoDB does not take. */
  readonly faults: readonly Fault[];
}

/** The index whose key was taken, as the server names it. */
export const indexOf = ({ taken }: Pick<Sent, 'taken'>) =>
  taken[0]?.reason.match(/index: (\S+)/)?.[1] ?? '';

/**
 * An unordered bulk, acknowledged by a majority. Throws what is for no single document's sake; then all of it may
 * be sent again.
 */
export async function send(
  collection: Collection,
  operations: readonly AnyBulkWriteOperation[],
): Promise<Sent> {
  if (operations.length === 0) return { matched: 0, modified: 0, taken: [], faults: [] };
  try {
    const { matchedCount, modifiedCount } = await collection.bulkWrite([...operations], SAFELY);
    return { matched: matchedCount, modified: modifiedCount, taken: [], faults: [] };
  } catch (error) {
    if (error instanceof MongoBulkWriteError) return partly(error);
    if (!isOfOneOfThem(error)) throw error;
    const reason = error.message;
    if (operations.length === 1)
      return { matched: 0, modified: 0, taken: [], faults: [{ index: 0, reason }] };
    const [a, b] = await byHalves(operations, (some) => send(collection, some));
    const half = Math.ceil(operations.length / 2);
    const later = (faults: readonly Fault[]) =>
      faults.map((each) => ({ ...each, index: each.index + half }));
    return {
      matched: a.matched + b.matched,
      modified: a.modified + b.modified,
      taken: [...a.taken, ...later(b.taken)],
      faults: [...a.faults, ...later(b.faults)],
    };
  }
}

/** What a bulk did beside what it could not; throws where that is for no single order's sake. */
function partly(error: MongoBulkWriteError): Sent {
  const errors = [error.writeErrors].flat();
  const known = errors.every(({ code }) => code === DUPLICATE_KEY || isOfADocument(code));
  if (errors.length === 0 || !known || error.result.getWriteConcernError()) throw error;
  const faults = (taken: boolean) =>
    errors
      .filter(({ code }) => (code === DUPLICATE_KEY) === taken)
      .map(({ index, errmsg }) => ({ index, reason: errmsg ?? error.message }));
  const { matchedCount, modifiedCount } = error;
  return {
    matched: matchedCount,
    modified: modifiedCount,
    taken: faults(true),
    faults: faults(false),
  };
}
