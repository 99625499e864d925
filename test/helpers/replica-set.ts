import { mkdirSync, mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, MongoClient } from 'mongodb';
import { onTestFinished } from 'vitest';
import { findMongod } from '../../src/services/servers/find.ts';
import { type Life, startGuardian } from '../../src/services/servers/guard.ts';
import { environmentOf } from '../../src/services/servers/version.ts';
import { until } from './servers.ts';

const SET = 'three';
const READY_MS = 40_000;

/** One mongod of a replica set. */
export interface Member {
  readonly port: number;
  pid(): number;
  /** A command to this very member, primary or not. */
  command(command: Document, db?: string): Promise<Document>;
  /** As a secondary: takes nothing more from the primary, or takes it again; it votes all the same. */
  replicate(on: boolean): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface ReplicaSet {
  readonly uri: string;
  readonly members: readonly Member[];
  /** The member that is primary now; waits for one. */
  primary(): Promise<Member>;
  /** Waits until every member lives and is primary or secondary. */
  complete(): Promise<void>;
}

/** So many ports that nobody has: all are held until the last is found. */
async function freePorts(count: number): Promise<number[]> {
  const listeners = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = listeners.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(
    listeners.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  );
  return ports;
}

/** Starts three mongods as one replica set, quick to elect; all ends with the test. */
export async function startReplicaSet(): Promise<ReplicaSet> {
  const installed = await findMongod({ onStep: () => undefined });
  const guard = startGuardian(() => undefined);
  onTestFinished(() => guard.stop());
  const folder = mkdtempSync(join(tmpdir(), 'vigie-set-'));
  guard.remove(folder);

  const startMember = async (port: number, index: number): Promise<Member> => {
    const path = join(folder, String(index));
    mkdirSync(path);
    const id = `mongod${index}`;
    let life: Life;
    const start = async () => {
      life = await guard.start({
        id,
        file: installed.binary,
        args: [
          ...['--dbpath', path, '--replSet', SET, '--bind_ip', '127.0.0.1', '--port', String(port)],
          ...['--wiredTigerCacheSizeGB', '0.25', '--nounixsocket', '--quiet'],
          ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
          ...['--setParameter', 'enableTestCommands=1'],
        ],
        env: environmentOf(installed),
        log: join(folder, `${id}.log`),
      });
    };
    await start();
    const command = async (words: Document, db = 'admin') => {
      const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
        serverSelectionTimeoutMS: 1_000,
        readPreference: 'secondaryPreferred',
      });
      try {
        return await client.db(db).command(words, { readPreference: 'secondaryPreferred' });
      } finally {
        await client.close();
      }
    };
    return {
      port,
      pid: () => life.pid,
      command,
      start,
      replicate: async (on) => {
        const mode = on ? 'off' : 'alwaysOn';
        await command({ configureFailPoint: 'stopReplProducer', mode });
      },
      kill: async () => {
        guard.signal(id, 'SIGKILL');
        await life.ended;
      },
    };
  };

  const members = await Promise.all((await freePorts(3)).map(startMember));
  const [first] = members;
  const hosts = members.map(({ port }) => `127.0.0.1:${port}`);
  await until(
    'the set is configured',
    () =>
      first?.command({
        replSetInitiate: {
          _id: SET,
          members: hosts.map((host, _id) => ({ _id, host })),
          settings: { electionTimeoutMillis: 2_000, heartbeatIntervalMillis: 500 },
        },
      }),
    READY_MS,
  );

  const isPrimary = async (member: Member) =>
    (await member.command({ hello: 1 }).catch(() => null))?.isWritablePrimary === true;
  const primary = () =>
    until(
      'a primary',
      async () => {
        for (const member of members) if (await isPrimary(member)) return member;
        return null;
      },
      READY_MS,
    );
  const complete = async () => {
    await until(
      'all members are up',
      async () => {
        const status = await (await primary()).command({ replSetGetStatus: 1 });
        const states = status.members.map(({ state }: { state: number }) => state);
        return states.sort().join() === '1,2,2';
      },
      READY_MS,
    );
  };
  await complete();
  return { uri: `mongodb://${hosts.join()}/?replicaSet=${SET}`, members, primary, complete };
}
