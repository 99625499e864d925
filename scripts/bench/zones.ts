/**
 * What zones gain from shards: assignments a second for 1, 2 and 3 zones on a Cluster of one and of three
 * masters; what waiting for a replica costs; how long a failover takes. `node scripts/bench/zones.ts
 * [--quick] [--json]`. With --json an object a line; `ceiling` is one zone on one master in the same run.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../src/services/config/load.ts';
import { connectPlatform, type Platform, whenReady } from '../../src/services/redis/connect.ts';
import { RedisDown } from '../../src/services/redis/down.ts';
import { runMany } from '../../src/services/redis/scripts.ts';
import { askShard, infoField } from '../../src/services/redis/shard.ts';
import { callOf } from '../../src/services/redis/transitions/act.ts';
import { assignment, assignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { addDriver } from '../../src/services/redis/transitions/drivers.ts';
import { createOrder } from '../../src/services/redis/transitions/orders.ts';
import { startCluster, type TestCluster } from '../../test/helpers/cluster.ts';

const [, , ...args] = process.argv;
const quick = args.includes('--quick');
const json = args.includes('--json');
const ORDERS = quick ? 2_000 : 4_000;
const ROUNDS = quick ? 1 : 3;
const SINGLE = quick ? 300 : 1_500;
const BATCH = 200;
const DRIVERS = 50;
const OPERA = { lon: 2.3316, lat: 48.8708 };
const act = { by: 'bench' };

function platformOf(nodes: string, zone: string): Platform {
  const { config } = loadConfig({}, { REDIS_NODES: nodes, VIGIE_ZONE: zone }, []);
  return connectPlatform(config.redis, zone, 'bench');
}

const anOrder = (id: string) => ({
  ...{ id, client: 'x', clientId: 'u1', destination: 'y', region: 'Paris', amountCents: 2_000 },
  ...{ pickup: OPERA, dropoff: OPERA, items: [{ productId: 'p1', quantity: 1 }] },
});

async function prepare(platform: Platform, prefix: string, count: number): Promise<string[]> {
  await whenReady(platform.redis, 10_000);
  for (let i = 0; i < DRIVERS; i += 1) {
    const driver = { id: `d${i}`, name: `D${i}`, rating: 4.5, regions: ['Paris'], position: OPERA };
    await addDriver(platform, { ...driver, capacity: 1_000_000 }, act);
  }
  const ids = Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  for (let i = 0; i < count; i += BATCH) {
    await Promise.all(ids.slice(i, i + BATCH).map((id) => createOrder(platform, anOrder(id), act)));
  }
  return ids;
}

/** A process that loads one zone: prepares when told, then assigns all, batch by batch. */
async function load(nodes: string, zone: string): Promise<void> {
  const platform = platformOf(nodes, zone);
  let ids: string[] = [];
  process.on('message', async (message: { do: 'prepare' | 'go'; prefix: string }) => {
    if (message.do === 'prepare') {
      ids = await prepare(platform, message.prefix, ORDERS);
    } else {
      for (let i = 0; i < ids.length; i += BATCH) {
        const calls = ids.slice(i, i + BATCH).map((order, at) => {
          const request = { order, driver: `d${(i + at) % DRIVERS}` };
          return callOf(platform, assignment(platform, request), act);
        });
        const replies = await runMany(platform.redis, calls);
        if (replies.some(([code]) => Number(code) !== 0)) throw new Error('an assignment failed');
      }
    }
    process.send?.('done');
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
}

/** Microseconds of processor time that each master has used. */
function cpuOf({ shards }: TestCluster): Promise<number[]> {
  return Promise.all(
    shards.map(async ([master]) => {
      const info = String(await master?.ask((redis) => redis.info('cpu')));
      const seconds = (name: string) => Number(infoField(info, name));
      return (seconds('used_cpu_user') + seconds('used_cpu_sys')) * 1e6;
    }),
  );
}

interface Figure {
  /** Assignments a second of all zones together. */
  readonly rate: number;
  /** Processor time of the busiest master per assignment, µs: what it could do alone is one over it. */
  readonly busiestUs: number;
}

async function measure(
  cluster: TestCluster,
  zones: readonly string[],
  prefix: string,
): Promise<Figure> {
  const { nodes } = cluster;
  const children = zones.map((zone) =>
    fork(fileURLToPath(import.meta.url), ['--load', nodes, zone], { stdio: 'inherit' }),
  );
  const all = async (tell?: { do: 'prepare' | 'go'; prefix: string }) => {
    const answers = children.map((child: ChildProcess) => once(child, 'message'));
    if (tell) for (const child of children) child.send(tell);
    await Promise.all(answers);
  };
  await all();
  await all({ do: 'prepare', prefix });
  const before = await cpuOf(cluster);
  const since = performance.now();
  await all({ do: 'go', prefix });
  const seconds = (performance.now() - since) / 1_000;
  const used = (await cpuOf(cluster)).map((us, index) => us - (before[index] ?? 0));
  for (const child of children) child.disconnect();
  const done = zones.length * ORDERS;
  return { rate: done / seconds, busiestUs: Math.max(...used) / done };
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const quantile = (values: readonly number[], q: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;

/** One assignment after the other; with `wait`, each is confirmed by one replica before the next. */
async function sequential(platform: Platform, prefix: string, wait: boolean): Promise<number[]> {
  const ids = await prepare(platform, prefix, SINGLE);
  const times: number[] = [];
  for (const [index, order] of ids.entries()) {
    const since = performance.now();
    await assignOrder(platform, { order, driver: `d${index % DRIVERS}` }, act);
    if (wait) await askShard(platform, (pipeline) => pipeline.wait(1, 1_000));
    times.push(performance.now() - since);
  }
  return times;
}

/** Bytes that the zone's server holds. */
async function usedMemory(platform: Platform): Promise<number> {
  const [info] = await askShard(platform, (pipeline) => pipeline.info('memory'));
  return Number(infoField(String(info), 'used_memory'));
}

/** Kills the zone's master; seconds until an order is taken again. */
async function failover(cluster: TestCluster, platform: Platform): Promise<number> {
  await cluster.shards[0]?.[0]?.kill();
  const since = performance.now();
  for (let i = 0; ; i += 1) {
    try {
      await createOrder(platform, anOrder(`f${i}`), act);
      return (performance.now() - since) / 1_000;
    } catch (error) {
      if (!(error instanceof RedisDown)) throw error;
      await pause(20);
    }
  }
}

function print(metric: string, value: number, unit: string, n: number, ceiling: number | null) {
  const rounded = (number: number) => Number(number.toPrecision(4));
  const ratio = ceiling === null ? null : rounded(value / ceiling);
  const line = { bench: 'zones', metric, value: rounded(value), unit, ceiling, ratio, n };
  const text = `${metric.padEnd(40)} ${String(rounded(value)).padStart(8)} ${unit}`;
  process.stdout.write(
    `${json ? JSON.stringify(line) : `${text}${ratio ? `   × ${ratio}` : ''}`}\n`,
  );
}

async function main(): Promise<void> {
  const [load = 0] = loadavg();
  if (!json) {
    process.stdout.write(
      `${cpus().length} cores for servers and clients together, load average ${load.toFixed(1)} before\n`,
    );
  }
  const small = await startCluster({ masters: 1, appendfsync: 'everysec' });
  const large = await startCluster({ masters: 3, appendfsync: 'everysec' });
  const towns = await large.zones();
  const figures = new Map<string, Figure[]>();
  // Turn by turn, so that a noisy minute hits all alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [masters, cluster] of [
      [1, small],
      [3, large],
    ] as const) {
      for (let zones = 1; zones <= 3; zones += 1) {
        const name = `${zones}_zones_${masters}_masters`;
        const figure = await measure(cluster, towns.slice(0, zones), `r${round}-${zones}-`);
        figures.set(name, [...(figures.get(name) ?? []), figure]);
      }
    }
  }
  const median = (name: string, of: (figure: Figure) => number) =>
    quantile((figures.get(name) ?? []).map(of), 0.5);
  for (const [metric, unit, of] of [
    ['assign_per_s', 'ops/s', ({ rate }: Figure) => rate],
    ['busiest_master_us', 'µs', ({ busiestUs }: Figure) => busiestUs],
  ] as const) {
    const ceiling = median('1_zones_1_masters', of);
    for (const name of figures.keys())
      print(`${metric}_${name}`, median(name, of), unit, ORDERS, ceiling);
  }
  await Promise.all([small.stop(), large.stop()]);

  const safe = await startCluster({ masters: 3, replicas: 1, appendfsync: 'everysec' });
  const [zone = ''] = await safe.zones();
  const platform = platformOf(safe.nodes, zone);
  await whenReady(platform.redis, 10_000);
  const empty = await usedMemory(platform);
  const plain = await sequential(platform, 'p', false);
  const perOrder = ((await usedMemory(platform)) - empty) / SINGLE;
  const confirmed = await sequential(platform, 'w', true);
  print('sequential_p50_ms', quantile(plain, 0.5), 'ms', SINGLE, null);
  print('sequential_p99_ms', quantile(plain, 0.99), 'ms', SINGLE, null);
  print('sequential_wait_1_p50_ms', quantile(confirmed, 0.5), 'ms', SINGLE, null);
  print('sequential_wait_1_p99_ms', quantile(confirmed, 0.99), 'ms', SINGLE, null);
  print('assigned_order_bytes', perOrder, 'bytes', SINGLE, null);
  print('failover_s', await failover(safe, platform), 's', 1, null);
  platform.redis.disconnect();
  await safe.stop();
}

if (args[0] === '--load') await load(args[1] ?? '', args[2] ?? '');
else await main();
