import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Outcome } from '../../src/domain/refusal.ts';
import { outboxLag } from '../../src/services/board/lag.ts';
import { formatRedisNodes } from '../../src/services/config/address.ts';
import type { Config } from '../../src/services/config/config.ts';
import { inZone } from '../../src/services/config/schema.ts';
import { connectMongo, type History } from '../../src/services/mongo/connect.ts';
import { connectPlatform, type Platform, whenReady } from '../../src/services/redis/connect.ts';
import { RedisDown } from '../../src/services/redis/down.ts';
import type { Act } from '../../src/services/redis/transitions/act.ts';
import { assignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../../src/services/redis/transitions/deliveries.ts';
import { createOrder } from '../../src/services/redis/transitions/orders.ts';
import { lostEvents, readLosses } from '../../src/services/sync/epoch.ts';
import { type ClusterNode, startCluster, type TestCluster } from '../helpers/cluster.ts';
import { aDriver, anOrder } from '../helpers/life.ts';
import { testConfig, until } from '../helpers/servers.ts';

/** A transition that Redis acknowledged. */
interface Acknowledged {
  readonly order: string;
  readonly type: string;
  readonly seq: number;
}

/** A zone with its worker and the orders that come and go in it. */
interface Side {
  readonly config: Config;
  readonly platform: Platform;
  readonly history: History;
  readonly worker: ChildProcess;
  readonly acknowledged: Acknowledged[];
  /** How often Redis did not answer, and the longest that one transition took. */
  readonly trouble: { away: number; slowestMs: number };
  readonly traffic: Promise<void>;
}

let cluster: TestCluster;
let sides: Side[] = [];
let stop: AbortController;

beforeEach(async () => {
  cluster = await startCluster({ masters: 3, replicas: 1, appendfsync: 'always' });
  stop = new AbortController();
  sides = [];
  const [first = '', second = ''] = await cluster.zones();
  const more = { REDIS_NODES: cluster.nodes, VIGIE_ZONE: first, MONGO_URI: inject('mongoUri') };
  const config = testConfig({ redisUrl: null, folder: cluster.folder }, more);
  for (const zone of [first, second]) sides.push(await startSide(inZone(config, zone)));
});

afterEach(async () => {
  stop.abort();
  for (const { worker, platform, history, traffic } of sides) {
    await traffic.catch(() => undefined);
    worker.kill('SIGKILL');
    platform.redis.disconnect();
    await history.db.dropDatabase();
    await history.close();
  }
  await cluster.stop();
});

async function startSide(config: Config): Promise<Side> {
  const platform = connectPlatform(config.redis, config.zone, 'test');
  await whenReady(platform.redis, 10_000);
  const history = await connectMongo(config.mongo, 'test');
  const env = {
    ...process.env,
    REDIS_NODES: formatRedisNodes(config.redis.nodes),
    MONGO_URI: config.mongo.uri,
    MONGO_DB: config.mongo.baseDb,
    VIGIE_ZONE: config.zone ?? '',
    VIGIE_LOG_FILE: config.log.file,
  };
  const worker = spawn(process.execPath, ['dist/main.js', 'worker'], { env, stdio: 'ignore' });
  await until(
    'a worker',
    async () => (await platform.redis.zcard(platform.keys.workers)) === 1,
    30_000,
  );
  // The failover is told against what the worker has noted before.
  await until('its first note', () => platform.redis.exists(platform.keys.shard));
  await aDriver(platform, 'd1', 100_000);
  const acknowledged: Acknowledged[] = [];
  const trouble = { away: 0, slowestMs: 0 };
  const traffic = ordersComeAndGo(platform, acknowledged, trouble);
  return { config, platform, history, worker, acknowledged, trouble, traffic };
}

/** Orders from creation to the door; what a failover took back is given up, the next one comes. */
async function ordersComeAndGo(
  platform: Platform,
  acknowledged: Acknowledged[],
  trouble: Side['trouble'],
): Promise<void> {
  const insist = async (transition: (act: Act) => Promise<Outcome>): Promise<Outcome> => {
    const act = { by: 'desk1', operationId: randomUUID() };
    const since = Date.now();
    for (;;) {
      try {
        const outcome = await transition(act);
        trouble.slowestMs = Math.max(trouble.slowestMs, Date.now() - since);
        return outcome;
      } catch (error) {
        if (!(error instanceof RedisDown)) throw error;
        trouble.away += 1;
        await pause(50);
      }
    }
  };
  for (let i = 0; !stop.signal.aborted; i += 1) {
    const order = `t${i}`;
    const steps: [string, (act: Act) => Promise<Outcome>][] = [
      ['order_created', (act) => createOrder(platform, anOrder(order), act)],
      ['order_assigned', (act) => assignOrder(platform, { order, driver: 'd1' }, act)],
      ['order_picked_up', (act) => pickUpOrder(platform, order, act)],
      ['order_delivered', (act) => deliverOrder(platform, order, act)],
    ];
    for (const [type, step] of steps) {
      const outcome = await insist(step);
      if (!outcome.ok) break;
      acknowledged.push({ order, type, seq: outcome.seq });
    }
    await pause(5);
  }
}

const moreFrom = ({ acknowledged }: Side, count: number) => {
  const before = acknowledged.length;
  return until(`${count} more acknowledged`, () => acknowledged.length >= before + count, 40_000);
};

async function quiesce(side: Side): Promise<void> {
  await side.traffic;
  await until(
    `all of ${side.config.zone} carried`,
    async () => (await outboxLag(side.platform)).lag === 0,
    60_000,
  );
}

/** The open alerts about lost events, by subject. */
async function lossesOf({ platform }: Side): Promise<Map<string, Record<string, string>>> {
  const { redis, keys } = platform;
  const found = new Map<string, Record<string, string>>();
  for (const id of await redis.zrange(keys.alertsOpen, '0', '-1')) {
    const [kind = '', subject = ''] = id.split(':');
    if (kind === 'events_lost') found.set(subject, await redis.hgetall(keys.alert(kind, subject)));
  }
  return found;
}

/** What is missing was acknowledged by the old master, after the event that the alert calls certain. */
async function excused(side: Side, old: number, told: Record<string, string> | undefined) {
  const missing = await missingFrom(side);
  const former = new Set(side.acknowledged.slice(0, old));
  for (const each of missing) {
    expect(former.has(each), `${each.order} ${each.type}`).toBe(true);
    expect(each.seq).toBeGreaterThan(Number(told?.after_seq));
  }
  return missing;
}

/** What was acknowledged and is not in MongoDB. */
async function missingFrom({ history, acknowledged }: Side): Promise<Acknowledged[]> {
  const events = await history.db
    .collection('events')
    .find({}, { projection: { order: 1, type: 1 } });
  const there = new Set<string>();
  for await (const { order, type } of events) there.add(`${order}/${type}`);
  return acknowledged.filter(({ order, type }) => !there.has(`${order}/${type}`));
}

/** MongoDB agrees with Redis about every order that Redis has and lost nothing of, and has no delivery twice. */
async function agree({ platform, history }: Side): Promise<void> {
  const { redis, keys } = platform;
  const lost = new Set<string | null>();
  for (const loss of await readLosses(platform, history))
    for (const { order } of await lostEvents(platform, history, loss)) lost.add(order);
  for await (const { command_id, status, version } of history.db.collection('orders').find()) {
    const hash = await redis.hmget(keys.order(String(command_id)), 'status', 'version');
    if (lost.has(String(command_id))) expect(Number(hash[1])).toBeLessThanOrEqual(version);
    else if (hash[0] !== null)
      expect([command_id, ...hash]).toEqual([command_id, status, String(version)]);
  }
  const ids = (await history.db.collection('deliveries').find().toArray()).map(
    (each) => each.command_id,
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(await history.db.collection('dead_letters').countDocuments()).toBe(0);
}

/** Cuts the replica of the first shard off: what its master acknowledges from now on, it will not have. */
async function cutReplicaOff(): Promise<void> {
  const [master, replica] = cluster.shards[0] ?? [];
  replica?.signal('SIGSTOP');
  await master?.ask((redis) => redis.call('CLIENT', 'KILL', 'TYPE', 'replica'));
}

/** Answers how much of a side was acknowledged by the master that died. */
async function failOver(side: Side): Promise<number> {
  const [master, replica] = cluster.shards[0] ?? [];
  await master?.kill();
  const before = side.acknowledged.length;
  replica?.signal('SIGCONT');
  await until(
    'the replica is master',
    () => replica?.ask(async (redis) => (await redis.info('replication')).includes('role:master')),
    30_000,
  );
  return before;
}

describe('a master killed with -9 in a Cluster of three, with a zone on each of two', () => {
  it('stops its own zone until the replica takes over, and the other not at all', async () => {
    const [hit, other] = sides as [Side, Side];
    await Promise.all([moreFrom(hit, 200), moreFrom(other, 200)]);
    const before = other.acknowledged.length;
    const old = await failOver(hit);
    expect(other.acknowledged.length).toBeGreaterThan(before);
    await moreFrom(hit, 200);
    await cluster.shards[0]?.[0]?.start();
    await Promise.all([moreFrom(hit, 100), moreFrom(other, 100)]);
    stop.abort();
    await Promise.all(sides.map(quiesce));

    expect(hit.trouble.away).toBeGreaterThan(0);
    expect(other.trouble).toMatchObject({ away: 0 });
    expect(await missingFrom(other)).toEqual([]);
    expect(await lossesOf(other)).toEqual(new Map());
    // That a failover may have lost something is said, and from where on; what is missing lies behind it.
    const losses = await until('the failover is told', async () => {
      const found = await lossesOf(hit);
      return [...found.keys()].some((subject) => subject.startsWith('failover-')) ? found : null;
    });
    const told = [...losses].find(([subject]) => subject.startsWith('failover-'))?.[1];
    await excused(hit, old, told);
    for (const side of sides) await agree(side);
  });

  it('loses what only it had: MongoDB has it, and what Redis lost is named', async () => {
    const [hit] = sides as [Side, Side];
    await moreFrom(hit, 100);
    await cutReplicaOff();
    await moreFrom(hit, 100);
    const carried = Number(await hit.platform.redis.get(hit.platform.keys.eventsSeq));
    await until('MongoDB is ahead of the replica', () =>
      hit.history.db.collection('events').findOne({ seq: carried }),
    );
    const old = await failOver(hit);
    await moreFrom(hit, 200);
    stop.abort();
    await Promise.all(sides.map(quiesce));

    const losses = await lossesOf(hit);
    const epoch = losses.get('epoch1');
    expect(Number(epoch?.from_seq)).toBeLessThanOrEqual(carried);
    expect(Number(epoch?.to_seq)).toBeGreaterThanOrEqual(carried);
    expect(await hit.platform.redis.get(hit.platform.keys.epoch)).toBe('1');
    const told = [...losses].find(([subject]) => subject.startsWith('failover-'))?.[1];
    await excused(hit, old, told);
    for (const side of sides) await agree(side);
  });

  it('loses what nobody else had: the failover is told, with the last event that is certain', async () => {
    const [hit, other] = sides as [Side, Side];
    await moreFrom(hit, 100);
    hit.worker.kill('SIGSTOP');
    await cutReplicaOff();
    await moreFrom(hit, 100);
    const old = await failOver(hit);
    hit.worker.kill('SIGCONT');
    await moreFrom(hit, 200);
    stop.abort();
    await Promise.all(sides.map(quiesce));

    const told = await until('the failover is told', async () => {
      const found = [...(await lossesOf(hit))];
      return found.find(([subject]) => subject.startsWith('failover-'))?.[1];
    });
    const missing = await excused(hit, old, told);
    expect(missing.length).toBeGreaterThanOrEqual(90);
    const first = Math.min(...missing.map(({ seq }) => seq));
    expect(first).toBeGreaterThan(Number(told.after_seq));
    // Near enough to be of use: at most what was acknowledged since the note before.
    expect(first - Number(told.after_seq)).toBeLessThan(1_000);
    expect(await missingFrom(other)).toEqual([]);
    for (const side of sides) await agree(side);
    const exit = once(hit.worker, 'exit');
    hit.worker.kill('SIGTERM');
    expect((await exit)[0]).toBe(0);
  });
});

/** Moves the slot of a zone from one master to another, as redis-cli's reshard does. */
async function moveZone(zone: string, from: ClusterNode, to: ClusterNode): Promise<void> {
  const slot = Number(await from.ask((redis) => redis.cluster('KEYSLOT', `{${zone}}:`)));
  const id = (node: ClusterNode) => node.ask((redis) => redis.cluster('MYID'));
  const [fromId, toId] = [String(await id(from)), String(await id(to))];
  await to.ask((redis) => redis.cluster('SETSLOT', slot, 'IMPORTING', fromId));
  await from.ask((redis) => redis.cluster('SETSLOT', slot, 'MIGRATING', toId));
  for (;;) {
    const keys = await from.ask((redis) => redis.cluster('GETKEYSINSLOT', slot, 100));
    if (keys.length === 0) break;
    const target = ['127.0.0.1', to.port, '', 0, 5_000, 'KEYS', ...keys];
    await from.ask((redis) => redis.call('MIGRATE', ...target.map(String)));
  }
  for (const node of [to, from]) {
    await node.ask((redis) => redis.cluster('SETSLOT', slot, 'NODE', toId));
  }
}

describe('a zone that is moved to another shard', () => {
  it('goes on there, with nothing lost and nothing told as lost', async () => {
    const [moved, other] = sides as [Side, Side];
    const [[from], , [to]] = cluster.shards as [ClusterNode[], ClusterNode[], ClusterNode[]];
    if (!from || !to) throw new Error('three shards');
    await Promise.all([moreFrom(moved, 100), moreFrom(other, 100)]);
    await moveZone(moved.config.zone ?? '', from, to);
    await Promise.all([moreFrom(moved, 200), moreFrom(other, 100)]);
    const seq = await to.ask((redis) => redis.get(moved.platform.keys.eventsSeq));
    expect(Number(seq)).toBeGreaterThan(0);
    stop.abort();
    await Promise.all(sides.map(quiesce));
    for (const side of sides) {
      expect(await missingFrom(side)).toEqual([]);
      expect(await lossesOf(side)).toEqual(new Map());
      await agree(side);
    }
    expect(other.trouble.away).toBe(0);
  });
});
