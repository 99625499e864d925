import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { findRedis, type RedisVersion } from '../../src/services/servers/find.ts';
import { type Guard, startGuardian } from '../../src/services/servers/guard.ts';
import { environmentOf } from '../../src/services/servers/version.ts';

const SLOTS = 16_384;
/** The bus of a node is at its port + 10,000: both must be free, below those that the system hands out. */
const PORTS = [12_000, 21_000] as const;
const BUS = 10_000;
const LIMIT_MS = 30_000;
const TOWNS = 'paris lyon lille nice nantes rennes brest dijon metz nancy tours reims'.split(' ');

/** One server of a private Cluster. */
export interface ClusterNode {
  readonly port: number;
  /** Ends it with -9. */
  kill(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** A question to this server alone. */
  ask<T>(question: (redis: Redis) => Promise<T>): Promise<T>;
}

/** A private Cluster on loopback; gone with this process. */
export interface TestCluster {
  /** As REDIS_NODES has it: the masters at the start. */
  readonly nodes: string;
  /** A shard each: its master at the start, then its replicas. */
  readonly shards: readonly (readonly ClusterNode[])[];
  readonly folder: string;
  /** Names of zones, one in each shard. */
  zones(): Promise<string[]>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly masters: number;
  /** Of each master. */
  readonly replicas?: number;
  readonly version?: RedisVersion;
  readonly appendfsync?: 'always' | 'everysec' | 'no';
}

/** Starts servers, gives each master its share of the slots and its replicas. */
export async function startCluster(options: ClusterOptions): Promise<TestCluster> {
  const { masters, replicas = 0, version = '7', appendfsync = 'no' } = options;
  const installed = await findRedis({ onStep: () => undefined }, version);
  const guard = startGuardian(() => undefined);
  try {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-cluster-'));
    guard.remove(folder);
    const startNode = () => startOn(guard, installed, folder, appendfsync);
    const all: ClusterNode[] = [];
    for (let i = 0; i < masters * (1 + replicas); i += 1) all.push(await startNode());
    const shards = Array.from({ length: masters }, (_, shard) =>
      all.filter((_node, index) => index % masters === shard),
    );
    await introduce(all, shards);
    return {
      nodes: shards.map(([master]) => `127.0.0.1:${master?.port}`).join(','),
      shards,
      folder,
      zones: () => zonesOf(all, masters),
      stop: guard.stop,
    };
  } catch (error) {
    await guard.stop();
    throw error;
  }
}

type Installed = Awaited<ReturnType<typeof findRedis>>;

async function startOn(
  guard: Guard,
  installed: Installed,
  folder: string,
  appendfsync: string,
): Promise<ClusterNode> {
  const port = await freePort();
  const id = `redis-${port}`;
  const data = join(folder, String(port));
  mkdirSync(data, { mode: 0o700 });
  const log = join(folder, `${id}.log`);
  const args = [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', data, '--save', ''],
    ...['--appendonly', 'yes', '--appendfsync', appendfsync, '--maxmemory-policy', 'noeviction'],
    ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '1000'],
    // One shard that is away leaves the others as they are.
    ...['--cluster-require-full-coverage', 'no', '--repl-diskless-sync-delay', '0'],
  ];
  let ended: Promise<void> = Promise.resolve();
  const ask = async <T>(question: (redis: Redis) => Promise<T>): Promise<T> => {
    const redis = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: 1 });
    redis.on('error', () => undefined);
    return question(redis).finally(() => redis.disconnect());
  };
  const start = async () => {
    const life = await guard.start({
      ...{ id, file: installed.binary, args, env: environmentOf(installed), log },
    });
    ended = life.ended;
    await settled(`${id} answers`, () => ask((redis) => redis.ping())).catch((error: Error) => {
      throw new Error(`${error.message}\n${readFileSync(log, 'utf8').slice(-2_000)}`);
    });
  };
  await start();
  const signal = (name: NodeJS.Signals) => guard.signal(id, name);
  const kill = () => {
    signal('SIGKILL');
    return ended;
  };
  return { port, start, kill, signal, ask };
}

/** Shares the slots out, makes all nodes known to each other, and follows up until all agree. */
async function introduce(
  all: readonly ClusterNode[],
  shards: readonly (readonly ClusterNode[])[],
): Promise<void> {
  for (const [index, [master]] of shards.entries()) {
    const first = Math.ceil((index * SLOTS) / shards.length);
    const end = Math.ceil(((index + 1) * SLOTS) / shards.length);
    const slots = Array.from({ length: end - first }, (_, i) => first + i);
    // Two servers with the same epoch of configuration would first have to settle whose is the higher.
    await master?.ask((redis) => redis.cluster('SET-CONFIG-EPOCH', index + 1));
    await master?.ask((redis) => redis.cluster('ADDSLOTS', slots));
  }
  const [first, ...rest] = all;
  for (const { port } of rest)
    await first?.ask((redis) => redis.cluster('MEET', '127.0.0.1', port));
  const known = async (node: ClusterNode) => {
    const info = await node.ask((redis) => redis.cluster('INFO'));
    return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${all.length}`);
  };
  for (const node of all) await settled('every node knows the others', () => known(node));
  for (const [master, ...replicas] of shards) {
    const id = await master?.ask((redis) => redis.cluster('MYID'));
    for (const replica of replicas) {
      await replica.ask((redis) => redis.cluster('REPLICATE', String(id)));
      await settled('the replica has its master', async () => {
        const info = await replica.ask((redis) => redis.info('replication'));
        return info.includes('role:slave') && info.includes('master_link_status:up');
      });
    }
  }
}

/** A town for each shard, by the slot of its hash tag. */
async function zonesOf([node]: readonly ClusterNode[], masters: number): Promise<string[]> {
  const found: string[] = [];
  await node?.ask(async (redis) => {
    for (const town of TOWNS) {
      const slot = Number(await redis.cluster('KEYSLOT', `{${town}}:`));
      found[Math.floor((slot * masters) / SLOTS)] ??= town;
    }
  });
  if (found.filter(Boolean).length < masters) throw new Error('no town for a shard');
  return found;
}

async function settled(what: string, check: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (!(await check().catch(() => false))) {
    if (Date.now() > end) throw new Error(`never happened: ${what}`);
    await pause(20);
  }
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...PORTS);
    if ((await isFree(port)) && (await isFree(port + BUS))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
