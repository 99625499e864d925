/** Assignments: many at once, one after the other, and 64 clients that want the same order. */

import { percentile } from '../../src/domain/percentile.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import type { Reply } from '../../src/services/redis/scripts.ts';
import { outcomeOf } from '../../src/services/redis/transitions/act.ts';
import { assignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { loadBare, ours, type Sent, send } from './bare-assign.ts';
import { type Bench, type BenchContext, inTurns, median, platformOf, timed } from './bench.ts';
import { addDrivers, addOrders, driverIds } from './orders.ts';

const ACT = { by: 'bench', via: 'closest' } as const;
/** Assignments that are timed together, and how many of them go in one pipeline. */
const AT_ONCE = 250;
const PIPELINE = 50;
/** Orders of each kind that are made for so many in turns. */
const PREPARED = 4 * AT_ONCE;
const IN_A_ROW = 200;
const DRIVERS = driverIds(100);
const CLIENTS = 64;
const ORDERS_OF_RACE = 10;
const FSYNCS = ['everysec', 'always'] as const;

const driverOf = (index: number) => DRIVERS[index % DRIVERS.length] ?? '';

export const assign: Bench = async (context) => {
  for (const fsync of FSYNCS) {
    const servers = await context.startServers({ redis: { appendfsync: fsync }, mongo: false });
    const platform = await platformOf(servers);
    const [first = '', second = ''] = (await prepare(platform, 2)).ours;
    // Most assignments go to a driver who carries something already.
    await send(platform, ours(platform, first, driverOf(0)));
    const bare = await loadBare(platform, second, driverOf(0));
    await manyAtOnce(context, platform, bare, fsync);
    await oneAfterTheOther(context, platform, bare, fsync);
    if (fsync === 'everysec') {
      const clients = await Promise.all(
        Array.from({ length: CLIENTS }, () => platformOf(servers, 'racer')),
      );
      await race(context, platform, clients);
      for (const { redis } of clients) redis.disconnect();
    }
    platform.redis.disconnect();
    await servers.stop();
  }
};

/** Makes the call that writes what an assignment writes and checks nothing. */
type Bare = (order: string, driver: string) => Sent;

/** Fresh waiting orders `a…` for ours and `b…` for the bare script, in a database with nothing else. */
async function prepare(platform: Platform, count: number) {
  await platform.redis.flushdb();
  await addDrivers(platform, DRIVERS);
  const [ours, theirs] = ['a', 'b'].map((letter) =>
    Array.from({ length: count }, (_, i) => `${letter}${1_000 + i}`),
  );
  await addOrders(platform, [...(ours ?? []), ...(theirs ?? [])]);
  return { ours: ours ?? [], theirs: theirs ?? [] };
}

/** Works with each of two in turns: who goes first changes. */
async function bothInTurn(
  number: number,
  one: () => Promise<void>,
  other: () => Promise<void>,
): Promise<void> {
  for (const work of number % 2 === 0 ? [one, other] : [other, one]) await work();
}

async function manyAtOnce(
  { quick, report }: BenchContext,
  platform: Platform,
  bare: Bare,
  fsync: string,
): Promise<void> {
  const value: number[] = [];
  const ceiling: number[] = [];
  const measure = async (rates: number[], ids: readonly string[], make: Bare, counts: boolean) => {
    const ms = await timed(() => pipelined(platform.redis, ids, make));
    if (counts) rates.push((ids.length * 1_000) / ms);
  };
  const mine: Bare = (order, driver) => ours(platform, order, driver);
  await inTurns(quick ? 3_000 : 20_000, async (counts) => {
    const orders = await prepare(platform, PREPARED);
    for (let start = 0; start < PREPARED; start += AT_ONCE) {
      const part = (ids: readonly string[]) => ids.slice(start, start + AT_ONCE);
      await bothInTurn(
        start / AT_ONCE,
        () => measure(value, part(orders.ours), mine, counts),
        () => measure(ceiling, part(orders.theirs), bare, counts),
      );
    }
  });
  report({
    ...{ metric: 'pipelined_ops_per_s', value: median(value), unit: '1/s' },
    ...{ ceiling: median(ceiling), n: value.length * AT_ONCE, fsync },
  });
}

/** Sends an assignment of each order, a pipeline after the other without waiting; all must be done. */
async function pipelined(
  redis: Platform['redis'],
  orders: readonly string[],
  make: Bare,
): Promise<void> {
  const sent = [];
  for (let start = 0; start < orders.length; start += PIPELINE) {
    const pipeline = redis.pipeline();
    for (const [index, order] of orders.slice(start, start + PIPELINE).entries()) {
      const { sha, keys, args } = make(order, driverOf(index));
      pipeline.evalsha(sha, keys.length, ...keys, ...args);
    }
    sent.push(pipeline.exec());
  }
  for (const [error, reply] of (await Promise.all(sent)).flatMap((replies) => replies ?? [])) {
    if (error) throw error;
    if (!outcomeOf(reply as Reply).ok) throw new Error(`refused: ${String(reply)}`);
  }
}

async function oneAfterTheOther(
  { quick, report }: BenchContext,
  platform: Platform,
  bare: Bare,
  fsync: string,
): Promise<void> {
  const value: number[] = [];
  const ceiling: number[] = [];
  await inTurns(quick ? 1_500 : 15_000, async (counts) => {
    const orders = await prepare(platform, IN_A_ROW);
    for (const [index, order] of orders.ours.entries()) {
      const driver = driverOf(index);
      const one = await timed(() => assignOrder(platform, { order, driver }, ACT));
      const other = await timed(() => send(platform, bare(orders.theirs[index] ?? '', driver)));
      if (!counts) continue;
      value.push(one);
      ceiling.push(other);
    }
  });
  const n = value.length;
  for (const [metric, share] of [
    ['sequential_p50_ms', 0.5],
    ['sequential_p99_ms', 0.99],
  ] as const) {
    report({
      ...{ metric, value: percentile(value, share), unit: 'ms' },
      ...{ ceiling: percentile(ceiling, share), n, fsync },
    });
  }
}

/**
 * All clients want the same order at once, each for another driver; how many assignments were made
 * beyond one an order, by what the clients were told and by what Redis holds.
 */
async function race(
  { quick, report }: BenchContext,
  platform: Platform,
  clients: readonly Platform[],
): Promise<void> {
  const { redis, keys } = platform;
  let n = 0;
  let double = 0;
  await inTurns(quick ? 1_500 : 10_000, async () => {
    const { ours: orders } = await prepare(platform, ORDERS_OF_RACE);
    for (const order of orders) {
      const outcomes = await Promise.all(
        clients.map((client, index) =>
          assignOrder(client, { order, driver: driverOf(index) }, ACT),
        ),
      );
      const told = outcomes.filter(({ ok }) => ok).length;
      const carried = await Promise.all(
        DRIVERS.map((driver) => redis.sismember(keys.driverOrders(driver), order)),
      );
      const held = carried.filter((has) => has === 1).length;
      double += Math.max(told, held) - 1;
      n += 1;
    }
  });
  report({ metric: 'double_assignments', value: double, unit: '', ceiling: null, n });
}
