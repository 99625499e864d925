import type { Db, MongoClient, MongoClientOptions } from 'mongodb';
import type { MongoConfig } from '../config/config.ts';
import { timed } from '../timed.ts';

/** A connection to the history. */
export interface History {
  readonly db: Db;
  /** Name of the collection of delivered orders. */
  readonly deliveries: string;
  close(): Promise<void>;
}

/** MongoDB can't be reached, or did not answer in time. Its cause has the server's code, for the log. */
export class MongoDown extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
  }
}

/** Longer than any report may take. */
const REPORT_SILENCE_MS = 40_000;

function optionsOf(config: MongoConfig, name: string, silenceMs: number): MongoClientOptions {
  return {
    appName: `vigie-${name}`,
    maxPoolSize: config.poolSize,
    serverSelectionTimeoutMS: config.timeoutMs,
    connectTimeoutMS: config.timeoutMs,
    // Without it an answer that was lost on the way is waited for without end.
    socketTimeoutMS: silenceMs,
    heartbeatFrequencyMS: 1_000,
    minHeartbeatFrequencyMS: 200,
    writeConcern: { w: 'majority' },
    ignoreUndefined: true,
  };
}

/**
 * Connects, or rejects with MongoDown. A client whose first connection failed never connects again, so
 * callers that wait for a server call this again; once connected the driver reconnects by itself.
 * A connection whose answer does not come within `silenceMs` is given up.
 */
export async function connectMongo(
  config: MongoConfig,
  name: string,
  silenceMs: number = REPORT_SILENCE_MS,
): Promise<History> {
  let client: MongoClient | undefined;
  try {
    // Loading it takes as long as the rest of the start: who does without a history does without it.
    const { MongoClient } = await import('./driver.ts');
    client = new MongoClient(config.uri, optionsOf(config, name, silenceMs));
    await client.connect();
    await client.db(config.db).command({ ping: 1 });
  } catch (error) {
    await client?.close().catch(() => undefined);
    throw new MongoDown(error instanceof Error ? error.message : String(error), error);
  }
  const connected = client;
  return {
    db: connected.db(config.db),
    deliveries: config.collection,
    close: () => connected.close(),
  };
}

/** How long MongoDB takes to answer, ms; null when it fails or takes longer than `limitMs`. */
export async function pingMongo({ db }: History, limitMs: number): Promise<number | null> {
  return timed(db.command({ ping: 1 }), limitMs);
}
