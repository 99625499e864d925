/** How soon a finished order is in the archive: a watcher, and a bare change stream that inserts. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Db, type Document, MongoClient } from 'mongodb';
import pino from 'pino';
import { percentile } from '../../src/domain/percentile.ts';
import { finishedWords } from '../../src/services/archive/mapping.ts';
import { MAPPINGS } from '../../src/services/archive/mappings.ts';
import { openArchive } from '../../src/services/archive/orders.ts';
import { watchArchive } from '../../src/services/archive/watch.ts';
import type { Servers } from '../../src/services/servers/start.ts';
import { addOrders, addReferences } from './archive-city.ts';
import { type BenchContext, configOf, historyOf, inTurns } from './bench.ts';

const MAPPING = MAPPINGS.vigie;
const WORDS = finishedWords(MAPPING);
/** Orders that finish a second while latency is measured: a bare stream keeps up with that. */
const RATE = 100;
const TURN_MS = 2_000;
const QUICK_TURN_MS = 1_000;
/** Orders before those that are measured in each turn, so that both arms have their connections and plans. */
const WARM_UP = 50;
/** No order takes longer. */
const LOST_MS = 20_000;

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

/** Measures it, turn by turn. */
export async function latency({ quick, report }: BenchContext, servers: Servers): Promise<void> {
  const history = await historyOf(servers, 'latency');
  const { db } = history;
  await addReferences(db);
  await db.collection('bare').createIndex({ command_id: 1 }, { unique: true });
  const value: number[] = [];
  const ceiling: number[] = [];
  let first = 0;
  const finishSome = async (arrived: ReadonlyMap<string, number>) => {
    const count = WARM_UP + (RATE * (quick ? QUICK_TURN_MS : TURN_MS)) / 1_000;
    await addOrders(db, first, count, 'en_attente');
    first += count;
    return latencies(db, first - count, count, arrived);
  };
  await inTurns(quick ? 4_000 : 60_000, async (counts, number) => {
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

/** Finishes orders at the rate; for each that counts the ms from MongoDB's answer on until it is archived. */
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
  return [...committed]
    .filter(([id]) => Number(id.slice(1)) >= from + WARM_UP)
    .map(([id, since]) => (arrived.get(id) ?? Number.NaN) - since);
}
