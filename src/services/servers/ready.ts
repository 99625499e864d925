import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Db, MongoClient } from 'mongodb';

/** Repeats `attempt` until it answers something, at most `limitMs`; null after that. */
async function repeat<T>(attempt: () => Promise<T | null>, everyMs: number, limitMs: number) {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    const answer = await attempt().catch(() => null);
    if (answer !== null) return answer;
    await pause(everyMs);
  }
  return null;
}

/** Sends one inline command to a Redis and resolves with its first chunk of reply. */
function ask(
  target: { path: string } | { port: number; host: string },
  line: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(target);
    socket.setTimeout(1_000, () => socket.destroy(new Error('timeout')));
    socket.once('error', reject);
    socket.once('connect', () => socket.write(`${line}\r\n`));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
  });
}

/** Waits until Redis answers and has loaded its data; its version, or null when it never does. */
export function redisReady(
  target: { path: string } | { port: number; host: string },
  limitMs = 20_000,
): Promise<string | null> {
  return repeat(
    async () => {
      if (!(await ask(target, 'PING')).startsWith('+PONG')) return null;
      const info = await ask(target, 'INFO server');
      return /redis_version:(\S+)/.exec(info)?.[1] ?? null;
    },
    10,
    limitMs,
  );
}

/** Makes a lone mongod the primary of its own replica set; its version, or null when it never is. */
export function mongodReady(port: number, set: string, limitMs = 60_000): Promise<string | null> {
  const host = `127.0.0.1:${port}`;
  return repeat(
    async () => {
      // A client whose first connection failed never connects again: a new one for each try.
      const client = new MongoClient(`mongodb://${host}/?directConnection=true`, {
        serverSelectionTimeoutMS: 500,
        connectTimeoutMS: 500,
      });
      try {
        const admin = client.db('admin');
        const hello = await admin.command({ hello: 1 });
        if (hello.isWritablePrimary === true) {
          return String((await admin.command({ buildInfo: 1 })).version);
        }
        await configure(admin, set, host);
        return null;
      } finally {
        await client.close();
      }
    },
    40,
    limitMs,
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
