/** The way to MongoDB: how much of a full outbox a worker carries, and how soon a commit is there. */
import { setTimeout as pause } from 'node:timers/promises';
import { type AnyBulkWriteOperation, MongoClient } from 'mongodb';
import pino from 'pino';
import { percentile } from '../../src/domain/percentile.ts';
import { MONGO_GROUP, outboxLag } from '../../src/services/board/lag.ts';
import type { History } from '../../src/services/mongo/connect.ts';
import { connectRedis, type Platform, whenReady } from '../../src/services/redis/connect.ts';
import { type Entry, parseEvents } from '../../src/services/redis/events.ts';
import { assignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../../src/services/redis/transitions/deliveries.ts';
import { createOrder } from '../../src/services/redis/transitions/orders.ts';
import type { Servers } from '../../src/services/servers/start.ts';
import { documentsOf } from '../../src/services/sync/documents.ts';
import { relay } from '../../src/services/sync/relay.ts';
import { upsertOperation } from '../../src/services/sync/upsert.ts';
import {
  type Bench,
  type BenchContext,
  configOf,
  historyOf,
  inTurns,
  median,
  platformOf,
  timed,
} from './bench.ts';
import { addDrivers, addOrders, anOrder, driverIds } from './orders.ts';

const ACT = { by: 'bench', via: 'closest' } as const;
/** Entries that the relay takes at once. */
const BATCH = 500;
const DRIVERS = driverIds(50);
/** Orders a second while latency is measured, and for how long in each turn. */
const RATE = 200;
const TURN_MS = 2_000;
const BARE_WRITES = 100;

/** What is measured: private servers with the settings of a real platform. */
interface Way {
  readonly servers: Servers;
  readonly platform: Platform;
}

export const sync: Bench = async (context) => {
  const servers = await context.startServers({});
  const way: Way = { servers, platform: await platformOf(servers) };
  await fullOutbox(context, way);
  await commitToMongo(context, way);
};

/** Relays while `work` is done, as a worker does. */
async function whileRelaying<T>(
  { servers, platform }: Way,
  history: History,
  work: () => Promise<T>,
): Promise<T> {
  const blocking = connectRedis(configOf(servers).redis, 'bench-stream');
  await whenReady(blocking, 5_000);
  const stop = new AbortController();
  const log = pino({ level: 'silent' });
  const running = relay({ platform, blocking, history, consumer: 'bench', log }, stop.signal);
  try {
    // A relay that fails ends the bench with its reason.
    return await Promise.race([work(), running.then(() => Promise.reject(new Error('ended')))]);
  } finally {
    stop.abort();
    await running.catch(() => undefined);
    blocking.disconnect();
  }
}

/** Waits until nothing is left to carry. */
async function carried(platform: Platform): Promise<void> {
  while ((await outboxLag(platform)).lag > 0) await pause(5);
}

/** Orders through their whole life: four events and nine documents each. */
async function fill(platform: Platform, count: number): Promise<void> {
  await addDrivers(platform, DRIVERS);
  const ids = Array.from({ length: count }, (_, i) => `c${1_000 + i}`);
  await addOrders(platform, ids);
  const each = async (work: (id: string, index: number) => Promise<unknown>) => {
    for (let start = 0; start < ids.length; start += BATCH) {
      const part = ids.slice(start, start + BATCH);
      await Promise.all(part.map((id, index) => work(id, start + index)));
    }
  };
  const driverOf = (index: number) => DRIVERS[index % DRIVERS.length] ?? '';
  await each((order, index) => assignOrder(platform, { order, driver: driverOf(index) }, ACT));
  await each((order) => pickUpOrder(platform, order, ACT));
  await each((order) => deliverOrder(platform, order, ACT));
}

/** The writes that the whole outbox means: batches as the relay takes them, a list a collection. */
async function operationsOf({ redis, keys }: Platform, { deliveries }: History) {
  const entries = (await redis.xrange(keys.events, '-', '+')) as Entry[];
  const batches: Map<string, AnyBulkWriteOperation[]>[] = [];
  for (let start = 0; start < entries.length; start += BATCH) {
    const events = parseEvents(entries.slice(start, start + BATCH));
    const lists = new Map<string, AnyBulkWriteOperation[]>();
    for (const upsert of events.flatMap((event) => documentsOf(event, keys.zone))) {
      const name = upsert.collection === 'deliveries' ? deliveries : upsert.collection;
      lists.set(name, [...(lists.get(name) ?? []), upsertOperation(upsert)]);
    }
    batches.push(lists);
  }
  return batches;
}

async function fullOutbox({ quick, report }: BenchContext, way: Way): Promise<void> {
  const { servers, platform } = way;
  const { redis, keys } = platform;
  await fill(platform, quick ? 125 : 2_500);
  const first = await historyOf(servers, 'first');
  const batches = await operationsOf(platform, first);
  const documents = batches
    .flatMap((lists) => [...lists.values()])
    .reduce((sum, list) => sum + list.length, 0);
  await first.close();

  const value: number[] = [];
  const ceiling: number[] = [];
  const ours = async (history: History, counts: boolean) => {
    await redis.xgroup('DESTROY', keys.events, MONGO_GROUP);
    const ms = await whileRelaying(way, history, () =>
      // With no group yet all of it counts as not carried.
      timed(() => carried(platform)),
    );
    if (counts) value.push((documents * 1_000) / ms);
  };
  const bare = async ({ db }: History, counts: boolean) => {
    const ms = await timed(async () => {
      for (const lists of batches) {
        await Promise.all(
          [...lists].map(([name, list]) => db.collection(name).bulkWrite(list, { ordered: false })),
        );
      }
    });
    if (counts) ceiling.push((documents * 1_000) / ms);
  };
  await inTurns(quick ? 4_000 : 30_000, async (counts, number) => {
    for (const work of number % 2 === 0 ? [ours, bare] : [bare, ours]) {
      const history = await historyOf(servers, work === ours ? 'ours' : 'bare');
      await work(history, counts);
      await history.close();
    }
  });
  report({
    ...{ metric: 'docs_per_s', value: median(value), unit: '1/s' },
    ...{ ceiling: median(ceiling), n: value.length * documents },
  });
}

/**
 * A history that tells when a majority has an order: the time at which MongoDB acknowledged the first
 * write of it. `arrived` is filled while the relay writes.
 */
async function watchedHistory(servers: Servers): Promise<[History, Map<string, number>]> {
  const plain = await historyOf(servers, 'latency');
  await plain.close();
  const { mongo } = configOf(servers);
  const client = new MongoClient(mongo.uri, {
    ...{ monitorCommands: true, writeConcern: { w: 'majority' }, ignoreUndefined: true },
  });
  const arrived = new Map<string, number>();
  const onTheWay = new Map<number, string[]>();
  client.on('commandStarted', ({ commandName, command, requestId }) => {
    if (commandName !== 'update' || command.update !== 'orders') return;
    const updates: { q?: { command_id?: string } }[] = command.updates ?? [];
    onTheWay.set(
      requestId,
      updates.flatMap(({ q }) => q?.command_id ?? []),
    );
  });
  client.on('commandSucceeded', ({ requestId }) => {
    for (const id of onTheWay.get(requestId) ?? []) {
      if (!arrived.has(id)) arrived.set(id, performance.now());
    }
    onTheWay.delete(requestId);
  });
  const db = client.db('latency');
  return [{ db, deliveries: mongo.collection, close: () => client.close() }, arrived];
}

async function commitToMongo({ quick, report }: BenchContext, way: Way): Promise<void> {
  const { servers, platform } = way;
  await platform.redis.flushdb();
  const [history, arrived] = await watchedHistory(servers);
  const blocking = connectRedis(configOf(servers).redis, 'bench-bare');
  await whenReady(blocking, 5_000);
  const value: number[] = [];
  const ceiling: number[] = [];
  await inTurns(quick ? 5_000 : 40_000, async (counts, number) => {
    const ours = await whileRelaying(way, history, () =>
      latencies(platform, `t${number}-`, arrived),
    );
    const bare = await bareLatencies(platform, blocking, history, number);
    if (!counts) return;
    value.push(...ours);
    ceiling.push(...bare);
  });
  for (const [metric, share] of [
    ['commit_to_mongo_p50_ms', 0.5],
    ['commit_to_mongo_p99_ms', 0.99],
  ] as const) {
    report({
      ...{ metric, value: percentile(value, share), unit: 'ms' },
      ...{ ceiling: percentile(ceiling, share), n: value.length },
    });
  }
  blocking.disconnect();
  await history.close();
}

/** Creates orders at the rate; for each the ms from Redis' answer to MongoDB's. */
async function latencies(
  platform: Platform,
  prefix: string,
  arrived: ReadonlyMap<string, number>,
): Promise<number[]> {
  const committed = new Map<string, number>();
  const sent: Promise<void>[] = [];
  const start = performance.now();
  const create = async (id: string) => {
    const outcome = await createOrder(platform, anOrder(id), ACT);
    if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
    committed.set(id, performance.now());
  };
  for (let i = 0; i < (RATE * TURN_MS) / 1_000; i += 1) {
    await pause(Math.max(0, start + (i * 1_000) / RATE - performance.now()));
    sent.push(create(`${prefix}${i}`));
  }
  await Promise.all(sent);
  await carried(platform);
  return [...committed].map(([id, since]) => (arrived.get(id) ?? Number.NaN) - since);
}

/** A loop of XADD, blocking XREAD and one majority write; for each the ms from the first's answer on. */
async function bareLatencies(
  { redis, keys }: Platform,
  blocking: Platform['redis'],
  { db }: History,
  number: number,
): Promise<number[]> {
  const [entry] = await redis.xrevrange(keys.events, '+', '-', 'COUNT', 1);
  const fields = entry?.[1] ?? [];
  const collection = db.collection<{ _id: string; fields: string[] }>('bare');
  const took: number[] = [];
  let last = '0-0';
  await redis.del('bare');
  for (let i = 0; i < BARE_WRITES; i += 1) {
    const reading = blocking.xread('COUNT', 1, 'BLOCK', 2_000, 'STREAMS', 'bare', last);
    await redis.xadd('bare', '*', ...fields);
    const since = performance.now();
    const [id, read] = ((await reading)?.[0]?.[1]?.[0] ?? ['', []]) as [string, string[]];
    last = id;
    await collection.insertOne({ _id: `${number}-${i}`, fields: read });
    took.push(performance.now() - since);
  }
  return took;
}
