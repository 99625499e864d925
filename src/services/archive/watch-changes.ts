import {
  type ChangeStream,
  type Document,
  MongoServerError,
  type ResumeToken,
  type Timestamp,
} from 'mongodb';
import { MongoDown } from '../mongo/connect.ts';
import { finishedWords } from './mapping.ts';
import type { Archive } from './orders.ts';

/** From where on changes are seen. */
export type ChangeStart =
  | { readonly startAfter: ResumeToken }
  | { readonly startAtOperationTime: Timestamp };

/** What a stream gave at once. */
export interface Changes {
  /** The orders that are finished, each once, as the mapping's `orders.id` names them. */
  readonly ids: readonly unknown[];
  /** When the first of them was committed, by the server's clock; null where it does not say. */
  readonly since: Date | null;
  /** What follows all of this. */
  readonly token: ResumeToken;
  /** The collection is gone, or another one stands in its place: the stream is over. */
  readonly over: boolean;
}

/** What happened since a place is not told any more. */
export class PlaceLost extends Error {
  constructor(cause: MongoServerError) {
    super(`${cause.message} (${cause.code})`, { cause });
  }
}

/** The changes of orders, as they come. */
export interface ChangeReader {
  /** What has come since; `ids` is empty where nothing came for half a second. Throws PlaceLost, or what the driver throws. */
  next(): Promise<Changes>;
  close(): Promise<void>;
}

/** How long the server waits for a change before it answers that there is none; a signal to stop waits as long. */
const AWAIT_MS = 500;
/** Changes that are taken at once: while one batch is archived, the next gathers on the server. */
const BATCH = 200;
/** So often the driver may take a lost stream up by itself before it answers once; then the caller pauses. */
const RESUMES = 3;

const GONE = ['drop', 'rename', 'dropDatabase', 'invalidate'];

/**
 * What the server filters. An update that tells another status is dropped before its order is looked up; one
 * that tells none (a rating after the delivery) counts when the order is finished. Only the key is sent.
 */
export function changesPipeline({ mapping }: Pick<Archive, 'mapping'>): Document[] {
  const { id, status } = mapping.orders;
  const words = { $in: finishedWords(mapping) };
  const told = `updateDescription.updatedFields.${status}`;
  // A path may be told whole, by its first field: then it is looked up.
  const mayBeFinished = status.includes('.') ? {} : { [told]: { $in: [null, ...words.$in] } };
  return [
    {
      $match: {
        $or: [
          { operationType: { $in: ['insert', 'replace', ...GONE] } },
          { operationType: 'update', ...mayBeFinished },
        ],
      },
    },
    { $match: { $or: [{ operationType: { $in: GONE } }, { [`fullDocument.${status}`]: words }] } },
    { $project: { operationType: 1, wallTime: 1, id: `$fullDocument.${id}` } },
  ];
}

/** Opens the stream of finished orders. `onResumed` is told when the driver took a lost one up by itself. */
export function readChanges(
  archive: Archive,
  start: ChangeStart,
  onResumed: () => void,
): ChangeReader {
  const { db, mapping } = archive;
  const stream: ChangeStream<Document, Document> = db
    .collection(mapping.orders.collection)
    .watch(changesPipeline(archive), {
      ...start,
      fullDocument: 'updateLookup',
      batchSize: BATCH,
      maxAwaitTimeMS: AWAIT_MS,
    });
  let resumes = 0;
  let closing = false;
  stream.on('close', () => {
    if (closing) return;
    resumes += 1;
    // Without a pause it would go on for as long as each try fails.
    if (resumes > RESUMES) stream.close().catch(() => undefined);
  });

  const read = async (): Promise<Document[]> => {
    const first = await stream.tryNext();
    const changes = first ? [first] : [];
    while (!isOver(changes.at(-1)) && stream.bufferedCount() > 0) {
      const next = await stream.tryNext();
      if (next) changes.push(next);
    }
    return changes;
  };
  return {
    next: async () => {
      const changes = await read().catch((error: unknown) => {
        if (isLost(error, 'startAfter' in start)) throw new PlaceLost(error);
        throw resumes > RESUMES ? new MongoDown('the change stream breaks off', error) : error;
      });
      const over = isOver(changes.at(-1)) || stream.closed;
      if (resumes > 0 && !over) onResumed();
      resumes = 0;
      const orders = changes.filter(({ id }) => id !== undefined && id !== null);
      closing = over;
      return {
        ids: [...new Set(orders.map(({ id }) => id))],
        since: orders[0]?.wallTime instanceof Date ? orders[0].wallTime : null,
        token: stream.resumeToken,
        over,
      };
    },
    close: async () => {
      closing = true;
      await stream.close();
    },
  };
}

/** ChangeStreamHistoryLost, and ChangeStreamFatalError where a token was not found. */
const LOST: ReadonlySet<unknown> = new Set([286, 280]);
/** InvalidResumeToken; what is no token at all (checked on 6.0). */
const NO_TOKEN: ReadonlySet<unknown> = new Set([260, 9, 15, 40_647, 50_811]);

function isLost(error: unknown, byToken: boolean): error is MongoServerError {
  if (!(error instanceof MongoServerError)) return false;
  return LOST.has(error.code) || (byToken && NO_TOKEN.has(error.code));
}

const isOver = (change: Document | undefined) => change?.operationType === 'invalidate';
