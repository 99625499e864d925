import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Db, MongoClient } from 'mongodb';

/** Repeats `attempt` until it answers something, at most `limitMs` or until the signal; null after that. */
async function repeat<T>(
  attempt: () => Promise<T | null>,
  { everyMs, limitMs, signal }: { everyMs: number; limitMs: number; signal: AbortSignal },
): Promise<T | null> {
  const end = Date.now() + limitMs;
  while (Date.now() < end && !signal.aborted) {
    const answer = await attempt().catch(() => null);
    if (answer !== null) return answer;
    await pause(everyMs);
  }
  return null;
}

/** Sends one inline command to a Redis and resolves with its first chunk of reply. */
function ask(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    socket.setTimeout(1_000, () => socket.destroy(new Error('timeout')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
    socket.once('connect', () => socket.write(`${line}\r\n`));
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
  });
}

/** Waits until Redis answers and has loaded its data; its version, or null when it never does. */
export function redisReady(path: string, signal: AbortSignal): Promise<string | null> {
  return repeat(
    async () => {
      if (!(await ask(path, 'PING')).startsWith('+PONG')) return null;
      return /redis_version:(\S+)/.exec(await ask(path, 'INFO server'))?.[1] ?? null;
    },
    { everyMs: 10, limitMs: 60_000, signal },
  );
}

/** A lone mongod of ours: where it listens, the data it serves, the replica set it is to be. */
export interface Lone {
  readonly port: number;
  readonly data: string;
  readonly set: string;
}

/** Makes a lone mongod the primary of its own replica set; its version, or null when it never is. */
export function mongodReady(lone: Lone, signal: AbortSignal): Promise<string | null> {
  const host = `127.0.0.1:${lone.port}`;
  return repeat(
    async () => {
      // A client whose first connection failed never connects again: a new one for each try.
      const client = new MongoClient(`mongodb://${host}/?directConnection=true`, {
        serverSelectionTimeoutMS: 500,
        connectTimeoutMS: 500,
      });
      try {
        const admin = client.db('admin');
        // Another program may have taken the port just before.
        const { parsed } = await admin.command({ getCmdLineOpts: 1 });
        if (parsed.storage?.dbPath !== lone.data) return null;
        const hello = await admin.command({ hello: 1 });
        if (hello.isWritablePrimary === true) {
          return String((await admin.command({ buildInfo: 1 })).version);
        }
        await configure(admin, lone.set, host);
        return null;
      } finally {
        await client.close();
      }
    },
    { everyMs: 40, limitMs: 60_000, signal },
  );
}

async function configure(admin: Db, set: string, host: string): Promise<void> {
  try {
    await admin.command({ replSetInitiate: { _id: set, members: [{ _id: 0, host }] } });
  } catch {
    // Kept data: the set exists, perhaps under the port of its last start.
    const { config: kept } = await admin.command({ replSetGetConfig: 1 });
    const [member] = kept.members;
    if (member.host === host) return;
    const config = { ...kept, version: kept.version + 1, members: [{ ...member, host }] };
    await admin.command({ replSetReconfig: config, force: true });
  }
}
