import { type Document, MongoServerError } from 'mongodb';
import { latencyOf, type MongoHealth, type MongoMember } from '../../domain/health.ts';
import type { History } from '../mongo/connect.ts';

/** What is known of a MongoDB that answers; where it is its caller knows. */
export type MongoFacts = Omit<MongoHealth, 'status' | 'uri' | 'database' | 'error'>;

export const NO_MONGO_FACTS: MongoFacts = {
  ...{ collections: null, data_size_mb: null, version: null, replica_set: null, latency: null },
  ...{ members: null, oplog_hours: null, connections: null, clock_difference_ms: null },
};

const SAMPLES = 5;
/** Longest that one question may take. */
const maxTimeMS = 2_000;

/**
 * How MongoDB and its replica set are. What the user may not ask is not asked and stays null. Throws what
 * the driver throws when it does not answer.
 */
export async function readMongoFacts({ db }: History): Promise<MongoFacts> {
  const { latency, hello, clockMs } = await measure(db);
  const may = await rightsOf(db);
  const [stats, build, set, server] = await Promise.all([
    ifTold(db.command({ dbStats: 1, maxTimeMS })),
    ifTold(db.command({ buildInfo: 1 })),
    hello.setName && may('replSetGetStatus')
      ? ifTold(db.admin().command({ replSetGetStatus: 1, maxTimeMS }))
      : null,
    may('serverStatus') ? ifTold(db.admin().command(SERVER_STATUS)) : null,
  ]);
  return {
    collections: stats && Number(stats.collections ?? 0),
    data_size_mb: stats && Math.round(Number(stats.dataSize ?? 0) / 1e4) / 100,
    version: build && String(build.version),
    replica_set: hello.setName ?? null,
    latency,
    members: hello.setName ? membersOf(hello, set) : null,
    oplog_hours: oplogHours(server),
    connections: server?.connections?.current ?? null,
    clock_difference_ms: clockMs,
  };
}

/** An answer; null when the server answers that it does not say, as a managed one may. */
export async function ifTold<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof MongoServerError) return null;
    throw error;
  }
}

/** Only the two sections that are read: the rest is long and not free. */
const SERVER_STATUS = {
  serverStatus: 1,
  maxTimeMS,
  oplog: 1,
  ...Object.fromEntries(
    ['asserts', 'extra_info', 'flowControl', 'globalLock', 'locks', 'logicalSessionRecordCache']
      .concat(['metrics', 'network', 'opLatencies', 'opcounters', 'tcmalloc', 'wiredTiger'])
      .map((section) => [section, 0]),
  ),
};

/** Round trips, the last answer, and its clock minus ours (half a round trip taken off). */
async function measure(db: History['db']) {
  const samples: number[] = [];
  for (let i = 0; i < SAMPLES; i += 1) {
    const begun = performance.now();
    await db.command({ ping: 1 });
    samples.push(performance.now() - begun);
  }
  const before = Date.now();
  const begun = performance.now();
  const hello = await db.command({ hello: 1 });
  const middle = before + (performance.now() - begun) / 2;
  const { localTime } = hello;
  const clockMs = localTime instanceof Date ? Math.round(localTime.getTime() - middle) : null;
  return { latency: latencyOf(samples), hello, clockMs };
}

/**
 * Which questions about the whole server this user may ask. A refused one would stand in the server's log
 * each time, so the server is asked for the rights instead. Without users, all may.
 */
async function rightsOf(db: History['db']): Promise<(action: string) => boolean> {
  const status = await ifTold(db.command({ connectionStatus: 1, showPrivileges: true }));
  if (!status) return () => false;
  const { authInfo } = status;
  const users: unknown[] = authInfo?.authenticatedUsers ?? [];
  if (users.length === 0) return () => true;
  const privileges: Document[] = authInfo?.authenticatedUserPrivileges ?? [];
  const actions = privileges
    .filter(({ resource }) => resource?.cluster === true || resource?.anyResource === true)
    .flatMap((privilege) => privilege.actions as string[]);
  return (action) => actions.includes(action) || actions.includes('anyAction');
}

/** The members as the set's own status tells them, or by name alone. Pure. */
export function membersOf(hello: Document, status: Document | null): MongoMember[] {
  if (!status) {
    const names: string[] = hello.hosts ?? [];
    return names.map((name) => ({
      name,
      state: name === hello.primary ? 'PRIMARY' : null,
      up: null,
      lag_s: null,
    }));
  }
  const members: Document[] = status.members ?? [];
  const newest = Math.max(...members.map((each) => Number(each.optimeDate ?? 0)));
  return members.map(({ name, stateStr, health, optimeDate }) => {
    const up = health === 1;
    const behind = (newest - Number(optimeDate ?? 0)) / 1_000;
    return {
      name: String(name),
      state: String(stateStr),
      up,
      lag_s: up && stateStr === 'SECONDARY' ? Math.round(behind) : null,
    };
  });
}

/** Hours between the oldest and the newest entry of the oplog. */
function oplogHours(server: Document | null): number | null {
  const { earliestOptime, latestOptime } = server?.oplog ?? {};
  if (!earliestOptime || !latestOptime) return null;
  return Math.round((latestOptime.getHighBits() - earliestOptime.getHighBits()) / 360) / 10;
}
