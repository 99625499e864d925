/** The archive: how fast a batch is, what it keeps in memory, and how soon a finished order is in it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Db, Document } from 'mongodb';
import { archiveBatch } from '../../src/services/archive/batch.ts';
import { joinOf } from '../../src/services/archive/join.ts';
import { finishedWords } from '../../src/services/archive/mapping.ts';
import { MAPPINGS } from '../../src/services/archive/mappings.ts';
import { type Archive, openArchive } from '../../src/services/archive/orders.ts';
import type { Servers } from '../../src/services/servers/start.ts';
import { addOrders, addReferences, placedAt } from './archive-city.ts';
import { latency } from './archive-watch.ts';
import { type Bench, type BenchContext, historyOf, inTurns, median, timed } from './bench.ts';

const MAPPING = MAPPINGS.vigie;
const WORDS = finishedWords(MAPPING);
const BATCH = 100;
const ALL = { words: WORDS, from: null, to: null, incomplete: false };
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
  await inTurns(quick ? 3_000 : 60_000, async (counts, number) => {
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
  const count = quick ? 5_000 : 1_000_000;
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
