import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type Db, MongoClient } from 'mongodb';
import { ACL_ROLES, type AclRole } from '../../src/services/config/acl.ts';
import type { Config } from '../../src/services/config/config.ts';
import { loadConfig } from '../../src/services/config/load.ts';
import type { RedisVersion } from '../../src/services/servers/find.ts';
import { vigie } from './binary.ts';
import { keyFile, securedMongod, securedRedis } from './secured.ts';

const ADMIN = { username: 'root', password: 'root' };

/** The password that a role gets in these tests. */
const passwordOf = (role: AclRole) => createHash('sha1').update(role).digest('hex');

/** A Redis and a mongod that know nobody but an administrator and the users of `vigie config acl`. */
export interface Roles {
  /** The settings of a process of this role, as its environment. */
  env(role: AclRole): Record<string, string>;
  config(role: AclRole): Config;
  /** Both servers' own notes of what they refused, since `forget` or the start. */
  refusals(): Promise<string[]>;
  /** Begins to note anew. */
  forget(): Promise<void>;
  /** Runs one Redis command as an administrator. */
  admin(...command: (string | number)[]): Promise<unknown>;
}

/**
 * Starts both servers with their doors shut, and makes the users by exactly the lines that
 * `vigie config acl` prints.
 */
export async function startRoles(
  version: RedisVersion,
  zone: string | null = null,
): Promise<Roles> {
  const db = 'vigie';
  const settings = {
    MONGO_DB: db,
    VIGIE_ZONE: zone ?? '',
    VIGIE_LANG: 'en',
    VIGIE_OPERATOR: 'desk1',
  };
  const { out } = await vigie(['config', 'acl'], settings);
  const [redis, mongod] = await Promise.all([
    securedRedis(version, (port) => ['--port', `${port}`]),
    securedMongod(['--auth', '--keyFile', keyFile()], {}, (db, host) =>
      makeMongoUsers(db, host, out),
    ),
  ]);
  await makeRedisUsers(redis.socket, out);
  // A user belongs to the database of his zone.
  const [, home = ''] = /^use (\S+)$/m.exec(out) ?? [];

  const env = (role: AclRole) => {
    const user = ['vigie', role, ...(zone === null ? [] : [zone])].join('-');
    return {
      ...settings,
      REDIS_URL: `unix://${user}:${passwordOf(role)}@${redis.socket}`,
      MONGO_URI: `mongodb://vigie-${role}:${passwordOf(role)}@127.0.0.1:${mongod.port}/${home}?replicaSet=vigie`,
      VIGIE_LOG_FILE: `${redis.folder}/vigie.log`,
    };
  };
  const admin = async (name: string | number, ...args: (string | number)[]) => {
    const connection = new Redis({ path: redis.socket, ...ADMIN });
    try {
      return await connection.call(String(name), ...args);
    } finally {
      connection.disconnect();
    }
  };
  const mongoLines = () => readFileSync(join(mongod.folder, 'mongod.log'), 'utf8').split('\n');
  let read = 0;
  const forget = async () => {
    await admin('ACL', 'LOG', 'RESET');
    read = mongoLines().length;
  };
  // What the helper asked before there were users is not counted.
  await forget();
  return {
    env,
    config: (role) => loadConfig({}, env(role), []).config,
    admin,
    forget,
    refusals: async () => {
      const entries = (await admin('ACL', 'LOG')) as unknown[][];
      const lines = mongoLines().slice(read);
      return [
        ...entries.map((entry) => entry.map(String).join(' ')),
        ...lines.filter((line) => /not authorized|authorization failed/i.test(line)),
      ];
    },
  };
}

/** The lines for redis-cli, with a password in place of the placeholder; then nobody comes in without one. */
async function makeRedisUsers(socket: string, printed: string): Promise<void> {
  const lines = printed.split('\n').filter((line) => line.startsWith('ACL SETUSER '));
  if (lines.length !== ACL_ROLES.length) throw new Error('config acl printed other lines');
  const connection = new Redis({ path: socket });
  try {
    const { username, password } = ADMIN;
    await connection.acl(
      'SETUSER',
      username,
      'on',
      `>${password}`,
      'allkeys',
      'allchannels',
      '+@all',
    );
    for (const [index, line] of lines.entries()) {
      const password = passwordOf(ACL_ROLES[index] ?? 'console');
      const [name = '', ...args] = line.replace('>PASSWORD', `>${password}`).split(' ');
      await connection.call(name, ...args);
    }
    await connection.acl('SETUSER', 'default', 'off');
  } finally {
    connection.disconnect();
  }
}

/** The lines for mongosh: the first user of an empty server, then its roles and users. */
async function makeMongoUsers(admin: Db, host: string, printed: string): Promise<void> {
  const { username, password } = ADMIN;
  await admin.command({ createUser: username, pwd: password, roles: ['root'] });
  const uri = `mongodb://${username}:${password}@${host}/?directConnection=true`;
  const connection = new MongoClient(uri);
  try {
    const [, monitor = ''] = /createRole\((\{"role":"vigie-monitor".+?\})\)$/ms.exec(printed) ?? [];
    const { role: monitorRole, ...rights } = JSON.parse(monitor);
    await connection.db('admin').command({ createRole: monitorRole, ...rights });
    const steps = /^use (\S+)\ndb\.createRole\((.+?)\)\ndb\.createUser\((.+?)\)$/gms;
    const found = [...printed.matchAll(steps)];
    if (found.length !== ACL_ROLES.length) throw new Error('config acl printed other roles');
    for (const [index, [, db, role = '', user = '']] of found.entries()) {
      const { role: roleName, ...rest } = JSON.parse(role);
      const { user: userName, ...more } = JSON.parse(user);
      const pwd = passwordOf(ACL_ROLES[index] ?? 'console');
      await connection.db(db).command({ createRole: roleName, ...rest });
      await connection.db(db).command({ createUser: userName, ...more, pwd });
    }
  } finally {
    await connection.close();
  }
}
