/** What every bench is made of: its servers, its turns, its figures. */
import { percentile } from '../../src/domain/percentile.ts';
import { loadConfig } from '../../src/services/config/load.ts';
import { connectMongo, type History } from '../../src/services/mongo/connect.ts';
import { ensureIndexes } from '../../src/services/mongo/indexes.ts';
import { connectPlatform, type Platform, whenReady } from '../../src/services/redis/connect.ts';
import type { Servers, StartOptions } from '../../src/services/servers/start.ts';
import type { Given } from './options.ts';

/** One figure; `ratio` is value over ceiling, both null where there is nothing to compare with. */
export interface Figure {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly ceiling: number | null;
  readonly n: number;
  /** What else tells two figures of one metric apart, e.g. `fsync`. */
  readonly [field: string]: string | number | null;
}

/** What is wrong with the options or files that a bench was given: a sentence, and exit code 2. */
export class BadInput extends Error {}

export interface BenchContext {
  readonly quick: boolean;
  /** Figures are written as JSON, for programs. */
  readonly json: boolean;
  /** The bench's own options, as they were given. */
  readonly given: Given;
  /** Private servers, stopped at the end whatever happens. */
  readonly startServers: (options: StartOptions) => Promise<Servers>;
  /** Is done at the end whatever happens, the last first: a program that ends, a folder that goes. */
  readonly atEnd: (end: () => unknown) => void;
  readonly report: (figure: Figure) => void;
  /** A line of a table of its own, for people. */
  readonly line: (text: string) => void;
  /** A sentence for who reads along. */
  readonly note: (sentence: string) => void;
}

export type Bench = (context: BenchContext) => Promise<void>;

export const median = (values: readonly number[]) => percentile(values, 0.5);

/** Least number of turns that count, however slow the machine. */
const LEAST_TURNS = 2;

/** Turns to warm up, then turns that count until `forMs` are over. `counts` says which a turn is. */
export async function inTurns(
  forMs: number,
  turn: (counts: boolean, number: number) => Promise<void>,
): Promise<void> {
  let end = Date.now() + forMs;
  for (let number = 0; number < 1 + LEAST_TURNS || Date.now() < end; number += 1) {
    await turn(number > 0, number);
    if (number === 0) end = Date.now() + forMs;
  }
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

/** The configuration of a bench's own servers: nothing of the user's own comes in. */
export function configOf(servers: Servers) {
  const given = {
    ...(servers.redisUrl === null ? {} : { REDIS_URL: servers.redisUrl }),
    ...(servers.mongoUri === null ? {} : { MONGO_URI: servers.mongoUri }),
  };
  return loadConfig({}, given, []).config;
}

/** A platform on private servers, ready; it is gone when they are. */
export async function platformOf(servers: Servers, name = 'bench'): Promise<Platform> {
  const platform = connectPlatform(configOf(servers).redis, null, name);
  await whenReady(platform.redis, 5_000);
  // A rewrite of the file in the background would cost one turn more than the other.
  await platform.redis.config('SET', 'auto-aof-rewrite-percentage', '0');
  return platform;
}

/** An empty database on private servers with the indexes of the real one. */
export async function historyOf(servers: Servers, database: string): Promise<History> {
  const { mongo } = configOf(servers);
  const history = await connectMongo({ ...mongo, db: database }, 'bench');
  await history.db.dropDatabase();
  await ensureIndexes(history);
  return history;
}
