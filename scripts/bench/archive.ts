/** The archive: how fast a batch is, what it keeps in memory, and how soon a finished order is in it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Db, type Document, MongoClient } from 'mongodb';
import pino from 'pino';
import { percentile } from '../../src/domain/percentile.ts';
import { archiveBatch } from '../../src/services/archive/batch.ts';
import { joinOf } from '../../src/services/archive/join.ts';
import { finishedWords } from '../../src/services/archive/mapping.ts';
import { MAPPINGS } from '../../src/services/archive/mappings.ts';
import { type Archive, openArchive } from '../../src/services/archive/orders.ts';
import { watchArchive } from '../../src/services/archive/watch.ts';
import type { Servers } from '../../src/services/servers/start.ts';
import { addOrders, addReferences, placedAt } from './archive-city.ts';
import {
  type Bench,
  type BenchContext,
  configOf,
  historyOf,
  inTurns,
  median,
  timed,
} from './bench.ts';

const MAPPING = MAPPINGS.vigie;
const WORDS = finishedWords(MAPPING);
const BATCH = 100;
const ALL = { words: WORDS, from: null, to: null, incomplete: false };
/** Orders that finish a second while latency is measured: a bare stream keeps up with that. */
const RATE = 100;
const TURN_MS = 2_000;
/** No order takes longer. */
const LOST_MS = 20_000;

export const archive: Bench = async (context) => {
  const servers = await context.startServers({ redis: false });
  await batch(context, servers);
  await memory(context, servers);
  await latency(context, servers);
};

/** Runs a batch to its end. */
function runBatch(archived: Archive, from: number, to: number) {
  return archiveBatch(
    archived,
    { ...ALL, from, to },
    {
      ...{ batchSize: BATCH, limit: null, dryRun: false, giveUpMs: 0 },
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onRetry: () => undefined,
    },
  );
}

/** The same orders with the same documents beside them, put into a collection as they come. */
async function bareBatch(db: Db, from: number, to: number): Promise<void> {
  const [, ...lookups] = joinOf(MAPPING, []);
  const found = db.collection('orders').aggregate(
    [
      {
        $match: {
          status: { $in: WORDS },
          created_at: { $gte: new Date(from), $lt: new Date(to) },
        },
      },
      ...lookups,
    ],
    { batchSize: BATCH },
  );
  const write = (documents: Document[]) =>
    db.collection('bare').bulkWrite(
      documents.map((document) => ({ insertOne: { document } })),
      { ordered: false },
    );
  let documents: Document[] = [];
  for await (const document of found) {
    documents.push(document);
    if (documents.length < BATCH) continue;
    await write(documents);
    documents = [];
  }
  if (documents.length > 0) await write(documents);
}

async function batch({ quick, report }: BenchContext, servers: Servers): Promise<void> {
  const history = await historyOf(servers, 'batch');
  const { db } = history;
  const count = quick ? 1_000 : 10_000;
  await addReferences(db);
  await addOrders(db, 0, count);
  const archived = await openArchive(history, MAPPING);
  await db.collection('bare').createIndex({ command_id: 1 }, { unique: true });
  const [from, to] = [placedAt(0), placedAt(count)];
  const value: number[] = [];
  const ceiling: number[] = [];
  await inTurns(quick ? 5_000 : 60_000, async (counts, number) => {
    const ours = async () => {
      const ms = await timed(() => runBatch(archived, from, to));
      if (counts) value.push((count * 1_000) / ms);
    };
    const bare = async () => {
      const ms = await timed(() => bareBatch(db, from, to));
      if (counts) ceiling.push((count * 1_000) / ms);
    };
    for (const work of number % 2 === 0 ? [ours, bare] : [bare, ours]) await work();
    const [mine, theirs] = await Promise.all(
      ['archive', 'bare'].map((name) => db.collection(name).countDocuments()),
    );
    if (mine !== count || theirs !== count) throw new Error(`archived ${mine} of ${count}`);
    await Promise.all(['archive', 'bare'].map((name) => db.collection(name).deleteMany({})));
  });
  report({
    ...{ metric: 'batch_docs_per_s', value: median(value), unit: '1/s' },
    ...{ ceiling: median(ceiling), n: value.length * count },
  });
  await db.dropDatabase();
  await history.close();
}

/** What `apps/archive-memory.ts` says on its last line. */
interface Memory {
  readonly startMb: number;
  readonly endMb: number;
  readonly docsPerS: number;
}

/** A whole run in a process of its own: what it takes at its end, beside what it took after a tenth. */
async function memory(context: BenchContext, servers: Servers): Promise<void> {
  const { quick, report, note, atEnd } = context;
  const count = quick ? 10_000 : 1_000_000;
  const history = await historyOf(servers, 'memory');
  await addReferences(history.db);
  if (!quick) note(`Writing ${count} orders…`);
  await addOrders(history.db, 0, count);
  const file = 'scripts/bench/apps/archive-memory.ts';
  const child: ChildProcess = spawn(process.execPath, ['--expose-gc', file, String(count)], {
    env: { ...process.env, MONGO_URI: servers.mongoUri ?? '', MONGO_DB: 'memory' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atEnd(() => child.kill('SIGKILL'));
  let out = '';
  child.stdout?.on('data', (data) => {
    out += data;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('the run in a process of its own failed');
  const { startMb, endMb, docsPerS }: Memory = JSON.parse(out);
  const all = { ceiling: null, n: count };
  report({ metric: 'batch_rss_growth_mb', value: endMb - startMb, unit: 'MB', ...all });
  report({ metric: 'batch_rss_mb', value: endMb, unit: 'MB', ...all });
  report({ metric: 'batch_whole_docs_per_s', value: docsPerS, unit: '1/s', ...all });
  await history.db.dropDatabase();
  await history.close();
}

/** A client that tells when a majority has an order in the archive, and these times. */
function watchedClient(servers: Servers): [MongoClient, Map<string, number>] {
  const client = new MongoClient(configOf(servers).mongo.uri, {
    ...{ monitorCommands: true, writeConcern: { w: 'majority' }, ignoreUndefined: true },
  });
  const arrived = new Map<string, number>();
  const onTheWay = new Map<number, string[]>();
  client.on('commandStarted', ({ commandName, command, requestId }) => {
    if (command[commandName] !== 'archive') return;
    const documents: { command_id?: string }[] =
      command.documents ?? command.updates?.map(({ q }: Document) => q) ?? [];
    onTheWay.set(
      requestId,
      documents.flatMap(({ command_id }) => command_id ?? []),
    );
  });
  client.on('commandSucceeded', ({ requestId }) => {
    for (const id of onTheWay.get(requestId) ?? []) arrived.set(id, performance.now());
    onTheWay.delete(requestId);
  });
  return [client, arrived];
}

async function latency({ quick, report }: BenchContext, servers: Servers): Promise<void> {
  const history = await historyOf(servers, 'latency');
  const { db } = history;
  await addReferences(db);
  await db.collection('bare').createIndex({ command_id: 1 }, { unique: true });
  const value: number[] = [];
  const ceiling: number[] = [];
  let first = 0;
  const finishSome = async (arrived: ReadonlyMap<string, number>) => {
    const count = (RATE * TURN_MS) / 1_000;
    await addOrders(db, first, count, 'en_attente');
    first += count;
    return latencies(db, first - count, count, arrived);
  };
  await inTurns(quick ? 8_000 : 60_000, async (counts, number) => {
    const ours = async () => {
      const took = await whileWatching(servers, finishSome);
      if (counts) value.push(...took);
    };
    const bare = async () => {
      const took = await whileBareWatching(db, finishSome);
      if (counts) ceiling.push(...took);
    };
    for (const work of number % 2 === 0 ? [ours, bare] : [bare, ours]) await work();
  });
  for (const [metric, share] of [
    ['watch_p50_ms', 0.5],
    ['watch_p99_ms', 0.99],
  ] as const) {
    report({
      ...{ metric, value: percentile(value, share), unit: 'ms' },
      ...{ ceiling: percentile(ceiling, share), n: value.length },
    });
  }
  await history.close();
}

type Work = (arrived: ReadonlyMap<string, number>) => Promise<number[]>;

/** Does some work while a watcher archives. */
async function whileWatching(servers: Servers, work: Work): Promise<number[]> {
  const [client, arrived] = watchedClient(servers);
  const stop = new AbortController();
  let running: Promise<void> = Promise.resolve();
  try {
    await new Promise<void>((resolve, reject) => {
      const db = client.db('latency');
      const close = () => client.close();
      running = watchArchive({
        open: async () => ({
          history: { db, deliveries: 'deliveries', close },
          archive: await openArchive({ db }, MAPPING),
        }),
        log: pino({ level: 'silent' }),
        signal: stop.signal,
        tell: ({ kind }) => kind === 'watching' && resolve(),
      });
      running.catch(reject);
    });
    return await work(arrived);
  } finally {
    stop.abort();
    await running;
  }
}

/** Does some work while a plain loop puts what a change stream tells into a collection. */
async function whileBareWatching(db: Db, work: Work): Promise<number[]> {
  const arrived = new Map<string, number>();
  const stream = db
    .collection('orders')
    .watch([{ $match: { 'fullDocument.status': { $in: WORDS } } }], {
      fullDocument: 'updateLookup',
    });
  // Open before the first order finishes.
  await stream.tryNext();
  const running = (async () => {
    for await (const change of stream) {
      if (!('fullDocument' in change) || !change.fullDocument) continue;
      const { fullDocument } = change;
      await db.collection('bare').insertOne(fullDocument);
      arrived.set(fullDocument.command_id, performance.now());
    }
  })().catch(() => undefined);
  try {
    return await work(arrived);
  } finally {
    await stream.close();
    await running;
  }
}

/** Finishes orders at the rate; for each the ms from MongoDB's answer on until it is archived. */
async function latencies(
  db: Db,
  from: number,
  count: number,
  arrived: ReadonlyMap<string, number>,
): Promise<number[]> {
  const committed = new Map<string, number>();
  const finish = async (command_id: string) => {
    await db
      .collection('orders')
      .updateOne({ command_id }, { $set: { status: 'livrée', seq: 5e9 } });
    committed.set(command_id, performance.now());
  };
  const sent: Promise<void>[] = [];
  const start = performance.now();
  for (let i = 0; i < count; i += 1) {
    await pause(Math.max(0, start + (i * 1_000) / RATE - performance.now()));
    sent.push(finish(`c${from + i}`));
  }
  await Promise.all(sent);
  const end = performance.now() + LOST_MS;
  while ([...committed.keys()].some((id) => !arrived.has(id))) {
    if (performance.now() > end) throw new Error('an order never came to the archive');
    await pause(5);
  }
  return [...committed].map(([id, since]) => (arrived.get(id) ?? Number.NaN) - since);
}
