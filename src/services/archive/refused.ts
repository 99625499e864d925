import { MongoInvalidArgumentError, MongoServerError } from 'mongodb';

/** An order that the archive does not take: what it refers to makes it too large, or a rule forbids it. */
export interface Refused {
  readonly id: unknown;
  /** In the words of MongoDB. */
  readonly reason: string;
}

/** BSONObjectTooLarge, a look-up that is too large, DocumentValidationFailure; what an index can't hold. */
const OF_A_DOCUMENT: ReadonlySet<unknown> = new Set([10_334, 4_568, 121, 171, 16_755, 17_280]);

/** Whether MongoDB refuses a document for what it is, so that no later try mends it. */
export function isOfADocument(code: unknown): boolean {
  return OF_A_DOCUMENT.has(code);
}

/** Whether one of several documents is at fault, and not said which: nothing was done for any. */
export function isOfOneOfThem(error: unknown): error is Error {
  if (error instanceof MongoServerError) return isOfADocument(error.code);
  // The driver's own limits, before anything is sent.
  if (error instanceof MongoInvalidArgumentError) return true;
  return error instanceof RangeError && Reflect.get(error, 'code') === 'ERR_OUT_OF_RANGE';
}

/** Both halves of some, one after the other. */
export async function byHalves<T, R>(
  all: readonly T[],
  work: (some: readonly T[]) => Promise<R>,
): Promise<readonly [R, R]> {
  const half = Math.ceil(all.length / 2);
  return [await work(all.slice(0, half)), await work(all.slice(half))];
}
